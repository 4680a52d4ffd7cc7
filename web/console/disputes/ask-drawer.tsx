import { useApiCommand } from '../../api/hooks.ts'
import type { Dispute } from '../../disputes/state.tsx'
import { ALSO } from './also.ts'
import { words } from './words.ts'
import { WriteDrawer } from './write-drawer.tsx'

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
  const ask = useApiCommand('dispute.ask', { also: ALSO, onDone })
  return (
    <WriteDrawer
      open={open}
      onClose={onClose}
      says={says}
      options={[
        { value: d.id, label: d.partner?.name ?? d.opened_by ?? says.opener, hint: says.opener },
        ...d.concerned.map(({ partner }) => ({ value: partner.id, label: partner.name, hint: says.concerned_hint })),
      ]}
      first={d.id}
      pending={ask.isPending}
      error={ask.error}
      onSend={(to, question) =>
        ask.mutate({
          params: { id: d.id },
          body: { ...(to === d.id ? { party_id: d.id } : { partner_id: to }), question },
        })
      }
    />
  )
}
