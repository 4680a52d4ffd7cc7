import { Check, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useActing } from '../../session.tsx'
import { Button, GuardedButton, keysAreTaken } from '../../ui/index.ts'
import { useMay } from '../may.ts'
import { ApproveDialog } from './approve-dialog.tsx'
import { RejectDialog } from './reject-dialog.tsx'
import type { Registration } from './states.ts'
import { WithdrawDialog } from './withdraw-dialog.tsx'
import { words } from './words.ts'

type Verb = 'approve' | 'reject' | 'withdraw'

const says = words.decide
const KEYS: Readonly<Record<string, Verb>> = { a: 'approve', r: 'reject', w: 'withdraw' }

/** Why this person may not do it, or that nobody can yet; `null` where the button works. */
function useWhyNot(r: Registration): (verb: Verb) => string | null {
  const may = useMay()
  return (verb) => {
    if (r.abilities.includes(verb)) return null
    if (!may(`registration:${verb}`)) return says.not_yours(r.manager?.name ?? null)
    return says.pick_first
  }
}

/** What can be done with a registration where it stands, each with its question. A, R and W press the buttons. */
export function Decide({ registration: r, withdraw = true }: { registration: Registration; withdraw?: boolean }) {
  const { membership } = useActing()
  const [asked, setAsked] = useState<Verb | null>(null)
  const whyNot = useWhyNot(r)
  const decides = r.status === 'in_review'
  const withdraws = withdraw && r.abilities.includes('withdraw')
  const able = (verb: Verb) => r.abilities.includes(verb) && (verb !== 'withdraw' || withdraw)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const verb = KEYS[event.key]
      if (!verb || !able(verb) || event.metaKey || event.ctrlKey || event.altKey || keysAreTaken(event.target)) return
      event.preventDefault()
      setAsked(verb)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
  const close = () => setAsked(null)
  const dialog = { r, org: membership.org.slug, onClose: close }
  return (
    <>
      {withdraws && (
        <Button look={decides ? 'ghost' : 'secondary'} onClick={() => setAsked('withdraw')}>
          {says.withdraw}
        </Button>
      )}
      {decides && (
        <>
          <GuardedButton
            icon={<X aria-hidden className="size-3.5" />}
            iconEnd={<Key of="R" />}
            whyNot={whyNot('reject')}
            onClick={() => setAsked('reject')}
          >
            {says.reject}
          </GuardedButton>
          <GuardedButton
            look="primary"
            icon={<Check aria-hidden className="size-3.5" />}
            iconEnd={<Key of="A" />}
            whyNot={whyNot('approve')}
            onClick={() => setAsked('approve')}
          >
            {says.approve}
          </GuardedButton>
        </>
      )}
      <ApproveDialog {...dialog} open={asked === 'approve'} />
      <RejectDialog {...dialog} open={asked === 'reject'} />
      <WithdrawDialog {...dialog} open={asked === 'withdraw'} />
    </>
  )
}

function Key({ of }: { of: string }) {
  return (
    <span aria-hidden className="ml-0.5 text-xs font-normal opacity-65 max-lg:hidden touch:hidden">
      {of}
    </span>
  )
}
