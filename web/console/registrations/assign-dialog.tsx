import { useEffect, useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { Button, Dialog, Select, toast } from '../../ui/index.ts'
import type { VerbDialogProps } from './approve-dialog.tsx'
import { words } from './words-life.ts'

const says = words.assign
/** Roles that look after partners and answer registrations. */
const LOOK_AFTER: readonly string[] = ['partner_manager', 'admin']

/** Says who of the org looks after a registration. */
export function AssignDialog({ r, open, onClose }: VerbDialogProps) {
  const people = useApiQuery('person.list', { query: { side: 'org', limit: 200 } }, { enabled: open })
  const [manager, setManager] = useState<string | null>(null)
  const assign = useApiCommand('registration.assign', {
    also: ['event'],
    onDone: (answer) => {
      toast({ title: says.done(answer.manager?.name ?? ''), tone: 'success' })
      onClose()
    },
  })
  const { reset } = assign
  useEffect(() => {
    if (!open) return
    setManager(r.manager?.id ?? null)
    reset()
  }, [open, reset, r.manager?.id])
  const send = () => manager && assign.mutate({ params: { id: r.id }, body: { manager_id: manager } })
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={says.title(r.account.name)}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            look="primary"
            pending={assign.isPending}
            aria-disabled={!manager || manager === r.manager?.id}
            onClick={() => void send()}
          >
            {says.send}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Select
          label={says.manager}
          name="manager_id"
          value={manager}
          onChange={setManager}
          options={(people.data?.rows ?? [])
            .filter((person) => LOOK_AFTER.includes(person.role))
            .map((person) => ({ value: person.id, label: person.name }))}
        />
        {assign.error && <ProblemNote error={assign.error} />}
      </div>
    </Dialog>
  )
}
