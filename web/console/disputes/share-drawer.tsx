import { useEffect, useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import type { Dispute } from '../../disputes/state.tsx'
import { Button, Drawer, RadioGroup, TextArea } from '../../ui/index.ts'
import { ALSO } from './also.ts'
import { words } from './words.ts'

const says = words.share
const COLLEAGUES = 'colleagues'

/** Words to one side, or a note among colleagues; nothing passes from one side to another but by what is written here. */
export function ShareDrawer({
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
  const [to, setTo] = useState(COLLEAGUES)
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const share = useApiCommand('dispute.share', { also: ALSO, onDone })
  useEffect(() => {
    if (!open) return
    setText('')
    setAsked(false)
  }, [open])
  const options = [
    { value: COLLEAGUES, label: says.colleagues },
    ...d.parties.map((party) => ({ value: party.id, label: party.partner?.name ?? d.opened_by ?? words.org })),
  ]
  const send = () => {
    setAsked(true)
    if (text.trim())
      share.mutate({
        params: { id: d.id },
        body: { ...(to === COLLEAGUES ? {} : { party_id: to }), text: text.trim() },
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
          <Button look="primary" pending={share.isPending} onClick={send}>
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
        {share.error && <ProblemNote error={share.error} />}
      </div>
    </Drawer>
  )
}
