import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, Checkbox, Dialog, Select, toast } from '../../ui/index.ts'
import { useGo } from '../../url-state.ts'
import type { Webhook } from './states.ts'
import { words } from './words.ts'

type Props = { open: boolean; webhook: Webhook; onClose: () => void }

export function RotateDialog({
  open,
  webhook,
  onClose,
  onDone,
}: Props & { onDone: (secret: string, hours: number) => void }) {
  const says = words.rotate
  const [hours, setHours] = useState('24')
  const rotate = useApiCommand('webhook.rotate', { onDone: (answer) => onDone(answer.secret, Number(hours)) })
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={says.title}
      description={says.body}
      actions={
        <>
          <Button onClick={onClose}>{says.cancel}</Button>
          <Button
            look="primary"
            pending={rotate.isPending}
            onClick={() => rotate.mutate({ params: { id: webhook.id }, body: { overlap_hours: Number(hours) } })}
          >
            {says.action}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {rotate.error && <ProblemNote error={rotate.error} />}
        <Select
          label={says.overlap}
          value={hours}
          onChange={setHours}
          options={Object.entries(says.hours).map(([value, label]) => ({ value, label }))}
        />
      </div>
    </Dialog>
  )
}

export function SwitchDialog({ open, webhook, onClose }: Props) {
  const [catchUp, setCatchUp] = useState(false)
  const edit = useApiCommand('webhook.edit', { onDone: onClose })
  const is_on = webhook.state === 'on'
  const body = is_on ? { enabled: false } : { enabled: true, catch_up: catchUp }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      confirms={is_on}
      title={is_on ? words.turn_off.title : words.turn_on.title}
      description={is_on ? words.turn_off.body : undefined}
      actions={
        <>
          <Button onClick={onClose}>{is_on ? words.turn_off.keep : words.turn_on.cancel}</Button>
          <Button
            look={is_on ? 'danger' : 'primary'}
            pending={edit.isPending}
            onClick={() => edit.mutate({ params: { id: webhook.id }, body, if_match: webhook.revision })}
          >
            {is_on ? words.page.switch_off : words.page.switch_on}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {edit.error && <ProblemNote error={edit.error} />}
        {!is_on && <Checkbox label={words.turn_on.catch_up} checked={catchUp} onChange={setCatchUp} />}
      </div>
    </Dialog>
  )
}

export function DeleteDialog({ open, webhook, list, onClose }: Props & { list: string }) {
  const says = words.remove
  const go = useGo()
  const remove = useApiCommand('webhook.delete', {
    onDone: () => {
      toast({ title: says.done })
      go(list, 'replace')
    },
  })
  return (
    <Dialog
      open={open}
      onClose={onClose}
      confirms
      title={says.title}
      description={says.body}
      actions={
        <>
          <Button onClick={onClose}>{says.keep}</Button>
          <Button
            look="danger"
            pending={remove.isPending}
            onClick={() => remove.mutate({ params: { id: webhook.id } })}
          >
            {words.page.remove}
          </Button>
        </>
      }
    >
      {remove.error && <ProblemNote error={remove.error} />}
    </Dialog>
  )
}
