import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import type { Conflict } from '../../conflicts/state.tsx'
import { Button, Dialog, RadioGroup, TextArea, toast } from '../../ui/index.ts'
import { words } from './words.ts'

const says = words.answer

/** Direct sales says what it knows; leaving makes an end of it. */
export function AnswerDialog({
  conflict: c,
  open,
  onClose,
}: {
  conflict: Conflict
  open: boolean
  onClose: () => void
}) {
  const [position, setPosition] = useState<'stays' | 'leaves'>('stays')
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const answer = useApiCommand('conflict.answer', {
    also: ['event', 'timeline', 'opportunity'],
    onDone: () => {
      setText('')
      setAsked(false)
      toast({ title: says.done })
      onClose()
    },
  })
  const send = () => {
    setAsked(true)
    if (text.trim()) answer.mutate({ params: { id: c.id }, body: { position, text: text.trim() } })
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={says.title}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" pending={answer.isPending} onClick={send}>
            {says.confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <RadioGroup
          label={says.position}
          name="position"
          value={position}
          onChange={setPosition}
          options={[
            { value: 'stays', label: says.stays, hint: says.stays_hint },
            { value: 'leaves', label: says.leaves, hint: says.leaves_hint },
          ]}
        />
        <TextArea
          label={says.text}
          hint={says.text_hint}
          name="text"
          value={text}
          onChange={setText}
          error={asked && !text.trim() ? says.missing : null}
          maxLength={4000}
          rows={4}
        />
        {answer.error && <ProblemNote error={answer.error} />}
      </div>
    </Dialog>
  )
}
