import { useApiCommand } from '../../api/hooks.ts'
import type { Dispute } from '../../disputes/state.tsx'
import { ALSO } from './also.ts'
import { words } from './words.ts'
import { WriteDrawer } from './write-drawer.tsx'

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
  const share = useApiCommand('dispute.share', { also: ALSO, onDone })
  return (
    <WriteDrawer
      open={open}
      onClose={onClose}
      says={says}
      options={[
        { value: COLLEAGUES, label: says.colleagues },
        ...d.parties.map((party) => ({ value: party.id, label: party.partner?.name ?? d.opened_by ?? words.org })),
      ]}
      first={COLLEAGUES}
      pending={share.isPending}
      error={share.error}
      onSend={(to, text) =>
        share.mutate({ params: { id: d.id }, body: { ...(to === COLLEAGUES ? {} : { party_id: to }), text } })
      }
    />
  )
}
