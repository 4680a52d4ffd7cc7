import { useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, Callout, Dialog, Select, TextArea } from '../../ui/index.ts'
import { words } from './desk-words.ts'

const says = words.bulk

export type BulkVerb = 'approve' | 'reject' | 'ask' | 'assign'

/** What is decided on: rows as they were seen, or all that fit a filter, of which so many were seen. */
export type Target =
  | { kind: 'rows'; rows: readonly { id: string; revision: number }[] }
  | { kind: 'matching'; filter: Record<string, string>; count: number }

const countOf = (target: Target) => (target.kind === 'rows' ? target.rows.length : target.count)

/** Asks for what the verb needs once for all of them, and starts the run. */
export function BulkDialog({
  verb,
  target,
  onClose,
  onStarted,
}: {
  verb: BulkVerb
  target: Target
  onClose: () => void
  onStarted: (run_id: string) => void
}) {
  const [text, setText] = useState('')
  const [manager, setManager] = useState<string | null>(null)
  const [asked, setAsked] = useState(false)
  const start = useApiCommand('bulk.start', {
    onDone: (run) => {
      onStarted(run.id)
      onClose()
    },
  })
  const written = text.trim()
  const missing = verb === 'assign' ? !manager : (verb === 'reject' || verb === 'ask') && !written
  const send = () => {
    setAsked(true)
    if (missing) {
      document.getElementById(verb === 'assign' ? 'field-manager_id' : 'field-text')?.focus()
      return
    }
    const action =
      verb === 'assign'
        ? { verb, manager_id: manager ?? '' }
        : verb === 'ask'
          ? { verb, question: written }
          : verb === 'reject'
            ? { verb, reason: written }
            : { verb, ...(written ? { reason: written } : {}) }
    start.mutate({
      body:
        target.kind === 'rows'
          ? { action, rows: target.rows.map(({ id, revision }) => ({ id, revision })) }
          : { action, matching: target.filter, expected: target.count },
    })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={says.titles[verb](countOf(target))}
      description={says.bodies[verb]}
      confirms={verb === 'approve'}
      actions={
        <>
          <Button onClick={onClose}>{says.cancel}</Button>
          <Button look={verb === 'reject' ? 'danger' : 'primary'} pending={start.isPending} onClick={send}>
            {says[verb]}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {verb === 'assign' ? (
          <Managers value={manager} onChange={setManager} error={asked && !manager ? says.manager_asked : null} />
        ) : (
          <TextArea
            label={verb === 'approve' ? says.note : verb === 'ask' ? says.question : says.reason}
            {...(verb === 'approve' ? { optional: true } : { required: true })}
            hint={says.reason_hint}
            name="text"
            value={text}
            onChange={setText}
            error={asked && missing ? (verb === 'ask' ? says.question_asked : says.reason_asked) : null}
            maxLength={2000}
            rows={verb === 'approve' ? 2 : 4}
          />
        )}
        {verb !== 'assign' && <Callout tone="info">{says.held}</Callout>}
        {start.error && <ProblemNote error={start.error} />}
      </div>
    </Dialog>
  )
}

function Managers(props: { value: string | null; onChange: (id: string) => void; error: string | null }) {
  const people = useApiQuery('registration.load')
  const options =
    people.data?.rows.flatMap(({ manager, decides, in_review }) =>
      manager && decides ? [{ value: manager.id, label: manager.name, hint: String(in_review) }] : [],
    ) ?? []
  return <Select {...props} name="manager_id" label={says.manager} options={options} />
}
