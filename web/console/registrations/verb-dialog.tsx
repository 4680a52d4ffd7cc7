import { useApiQuery } from '../../api/hooks.ts'
import { useActing } from '../../session.tsx'
import { Button, Dialog } from '../../ui/index.ts'
import { ApproveDialog } from './approve-dialog.tsx'
import { AskDialog } from './ask-dialog.tsx'
import { AssignDialog } from './assign-dialog.tsx'
import { ConvertDrawer } from './convert-drawer.tsx'
import { words } from './desk-words.ts'
import { EndDialog } from './end-dialog.tsx'
import type { Verb } from './moves.ts'
import { RejectDialog } from './reject-dialog.tsx'
import { WithdrawDialog } from './withdraw-dialog.tsx'

/** What a verb asks for before it is done to one row of the list or the board: the same question as on its page. */
export function VerbDialog({ id, verb, onClose }: { id: string; verb: Verb | 'assign'; onClose: () => void }) {
  const { membership } = useActing()
  const one = useApiQuery('registration.get', { params: { id } })
  if (!one.data) return null
  const r = one.data
  const shared = { r, org: membership.org.slug, onClose, open: true }
  if (!r.abilities.includes(verb)) return <NotNow onClose={onClose} />
  switch (verb) {
    case 'approve':
      return <ApproveDialog {...shared} />
    case 'reject':
      return <RejectDialog {...shared} />
    case 'withdraw':
      return <WithdrawDialog {...shared} />
    case 'ask':
      return <AskDialog {...shared} />
    case 'assign':
      return <AssignDialog {...shared} />
    case 'convert':
      return <ConvertDrawer {...shared} />
    case 'win':
    case 'lose':
    case 'revoke':
      return <EndDialog {...shared} verb={verb} />
  }
}

function NotNow({ onClose }: { onClose: () => void }) {
  const says = words.gate
  return (
    <Dialog
      open
      confirms
      onClose={onClose}
      title={says.not_now}
      description={says.not_now_body}
      actions={
        <Button look="primary" onClick={onClose}>
          {says.close}
        </Button>
      }
    />
  )
}
