import { useEffect, useState } from 'react'
import { ProblemNote } from '../api/problem-note.tsx'
import type { ApiProblem } from '../api/problem.ts'
import { Button, Dialog, TextArea } from '../ui/index.ts'

export type DialogWords = {
  title: string
  body?: string
  label: string
  hint?: string
  confirm: string
  cancel: string
  missing: string
}

/** Asks for words before something is done; a second field where there is one. */
export function VerbDialog(props: {
  open: boolean
  onClose: () => void
  says: DialogWords
  optional?: boolean
  second?: { label: string; hint?: string }
  danger?: boolean
  pending: boolean
  error: ApiProblem | null
  onSend: (text: string, second: string) => void
}) {
  const { open, onClose, says, optional = false, second, danger, pending, error, onSend } = props
  const [text, setText] = useState('')
  const [more, setMore] = useState('')
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    if (!open) return
    setText('')
    setMore('')
    setAsked(false)
  }, [open])
  const send = () => {
    setAsked(true)
    if (optional || text.trim()) onSend(text.trim(), more.trim())
    else document.getElementById('field-text')?.focus()
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={says.title}
      description={says.body}
      actions={
        <>
          <Button onClick={onClose}>{says.cancel}</Button>
          <Button look={danger ? 'danger' : 'primary'} pending={pending} onClick={send}>
            {says.confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextArea
          label={says.label}
          {...(says.hint ? { hint: says.hint } : {})}
          name="text"
          value={text}
          onChange={setText}
          optional={optional}
          error={asked && !optional && !text.trim() ? says.missing : null}
          maxLength={2000}
          rows={3}
        />
        {second && (
          <TextArea {...second} name="second" value={more} onChange={setMore} optional maxLength={2000} rows={2} />
        )}
        {error && <ProblemNote error={error} />}
      </div>
    </Dialog>
  )
}
