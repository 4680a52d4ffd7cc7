import { useEffect, useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { fieldErrors } from '../../api/problem-text.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, Dialog, TextArea, toast } from '../../ui/index.ts'
import { TOUCHED, type VerbDialogProps } from './approve-dialog.tsx'
import { Consequence } from './consequence.tsx'
import { words } from './words-life.ts'

type Verb = 'win' | 'lose' | 'revoke'

/** What each sends, and how it looks: a sale needs no reason, an end does. */
const HOW = {
  win: { route: 'registration.win', tone: 'success', look: 'primary', owed: false },
  lose: { route: 'registration.lose', tone: 'warn', look: 'primary', owed: true },
  revoke: { route: 'registration.revoke', tone: 'warn', look: 'danger', owed: true },
} as const

const bodyOf = (verb: Verb, text: string, seen_revision: number) =>
  verb === 'win' ? (text ? { note: text } : {}) : verb === 'lose' ? { reason: text } : { reason: text, seen_revision }

/** Asks before a registration is closed as won or lost, or its approval is taken back: first shows what that does. */
export function EndDialog({ verb, r, open, onClose }: VerbDialogProps & { verb: Verb }) {
  const says = words[verb]
  const { route, tone, look, owed } = HOW[verb]
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const params = { id: r.id }
  const end = useApiCommand(route, {
    also: [...TOUCHED, 'opportunity'],
    onDone: ({ account }) => {
      toast({ title: says.done(account.name), ...(verb === 'win' ? { tone: 'success' as const } : {}) })
      onClose()
    },
  })
  // Any reason shows what it would do; the one that is kept is written below.
  const tried = useApiQuery(
    route,
    { params, body: bodyOf(verb, '?', r.revision), dry_run: true },
    { enabled: open && !end.isPending },
  )
  const { reset } = end
  useEffect(() => {
    if (!open) return
    setText('')
    setAsked(false)
    reset()
  }, [open, reset])
  const send = () => {
    setAsked(true)
    if (owed && !text.trim()) return document.getElementById('field-reason')?.focus()
    end.mutate({ params, body: bodyOf(verb, text.trim(), r.revision) })
  }
  const missing = owed && asked && !text.trim() ? words.reason_asked : null
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={says.title(r.account.name)}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look={look} pending={end.isPending} disabled={tried.error !== null} onClick={send}>
            {says.send}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Consequence tried={tried} tone={tone} title={says.does}>
          {says.body}
        </Consequence>
        {!tried.error && (
          <TextArea
            label={says.reason}
            hint={words.reason_reads(r.partner.name)}
            name="reason"
            optional={!owed}
            required={owed}
            value={text}
            onChange={setText}
            error={missing ?? fieldErrors(end.error)['reason'] ?? null}
            maxLength={2000}
          />
        )}
        {end.error && <ProblemNote error={end.error} />}
      </div>
    </Dialog>
  )
}
