import { useEffect, useState } from 'react'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, Drawer, RadioGroup, TextArea } from '../../ui/index.ts'
import { words } from './words.ts'

/** Whom the words go to; which words; sent when there are any. */
export function WriteDrawer({
  open,
  onClose,
  says,
  options,
  first,
  pending,
  error,
  onSend,
}: {
  open: boolean
  onClose: () => void
  says: { title: string; to: string; text: string; hint: string; missing: string; send: string }
  options: { value: string; label: string; hint?: string }[]
  /** Chosen until somebody chooses. */
  first: string
  pending: boolean
  error: unknown
  onSend: (to: string, text: string) => void
}) {
  const [to, setTo] = useState(first)
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    if (!open) return
    setText('')
    setAsked(false)
  }, [open])
  const send = () => {
    setAsked(true)
    if (text.trim()) onSend(to, text.trim())
  }
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={says.title}
      actions={
        <>
          <Button onClick={onClose}>{words.dialogs.cancel}</Button>
          <Button look="primary" pending={pending} onClick={send}>
            {says.send}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <RadioGroup label={says.to} name="to" value={to} onChange={setTo} options={options} />
        <TextArea
          label={says.text}
          hint={says.hint}
          name="text"
          value={text}
          onChange={setText}
          error={asked && !text.trim() ? says.missing : null}
          maxLength={4000}
          rows={5}
        />
        {error !== null && <ProblemNote error={error} />}
      </div>
    </Drawer>
  )
}
