import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import { PARTNER_ROLES, type PartnerRole } from '../../../kit/roles.ts'
import { Button, Dialog, RadioGroup, toast } from '../../ui/index.ts'
import type { Person } from '../calls.ts'
import { roleOptions, roleWords } from './roles.ts'
import { words } from './words.ts'

const says = words.role

/** Gives somebody another role; notices when somebody else did so meanwhile. */
export function RoleDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const [role, setRole] = useState<PartnerRole | null>(PARTNER_ROLES.find((one) => one === person.role) ?? null)
  const change = useApiCommand('person.change_role', {
    onDone: (changed) => {
      toast({ title: says.done(changed.name, roleWords(changed.role).name) })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={says.title(person.name)}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            look="primary"
            pending={change.isPending}
            disabled={!role || role === person.role}
            onClick={() =>
              role && change.mutate({ params: { id: person.id }, body: { role }, if_match: person.revision })
            }
          >
            {says.save}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {change.error && <ProblemNote error={change.error} />}
        <RadioGroup label={words.columns.role} hideLabel value={role} onChange={setRole} options={roleOptions} />
      </div>
    </Dialog>
  )
}
