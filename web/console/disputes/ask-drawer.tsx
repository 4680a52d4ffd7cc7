import { useEffect, useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import type { Dispute } from '../../disputes/state.tsx'
import { Button, Drawer, RadioGroup, TextArea } from '../../ui/index.ts'
import { ALSO } from './also.ts'
import { words } from './words.ts'

const says = words.ask

/** Asks one side: whoever disagrees, or a partner concerned, which hears of its own deal alone. */
export function AskDrawer({
  dispute: d,
  open,
  onClose,
  onDone,
}: {
  dispute: Dispute
  open: boolean
  onClose: () => void
  onDone: () => void
}) {
  const [who, setWho] = useState(d.id)
  const [question, setQuestion] = useState('')
  const [asked, setAsked] = useState(false)
  const ask = useApiCommand('dispute.ask', { also: ALSO, onDone })
  useEffect(() => {
    if (!open) return
    setQuestion('')
    setAsked(false)
  }, [open])
  const options = [
    { value: d.id, label: d.partner?.name ?? d.opened_by ?? says.opener, hint: says.opener },
    ...d.concerned.map(({ partner }) => ({ value: partner.id, label: partner.name, hint: says.concerned_hint })),
  ]
  const send = () => {
    setAsked(true)
    const text = question.trim()
    if (text)
      ask.mutate({
        params: { id: d.id },
        body: { ...(who === d.id ? { party_id: d.id } : { partner_id: who }), question: text },
      })
  }
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={says.title}
      actions={
        <>
          <Button onClick={onClose}>{words.dialogs.cancel}</Button>
          <Button look="primary" pending={ask.isPending} onClick={send}>
            {says.send}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <RadioGroup label={says.who} name="who" value={who} onChange={setWho} options={options} />
        <TextArea
          label={says.question}
          hint={says.question_hint}
          name="question"
          value={question}
          onChange={setQuestion}
          error={asked && !question.trim() ? says.missing : null}
          maxLength={4000}
          rows={5}
        />
        {ask.error && <ProblemNote error={ask.error} />}
      </div>
    </Drawer>
  )
}
