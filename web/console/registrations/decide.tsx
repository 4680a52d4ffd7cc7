import { Check, Ellipsis, Handshake, MessageCircleQuestion, Trophy, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useActing } from '../../session.tsx'
import { Button, GuardedButton, IconButton, KeyHint, keysAreTaken, Menu, type MenuItem } from '../../ui/index.ts'
import { useMay } from '../may.ts'
import { ApproveDialog } from './approve-dialog.tsx'
import { AskDialog } from './ask-dialog.tsx'
import { AssignDialog } from './assign-dialog.tsx'
import { ConvertDrawer } from './convert-drawer.tsx'
import { EndDialog } from './end-dialog.tsx'
import { RejectDialog } from './reject-dialog.tsx'
import type { Registration } from './states.ts'
import { WithdrawDialog } from './withdraw-dialog.tsx'
import { words as life } from './words-life.ts'
import { words } from './words.ts'

type Verb = 'approve' | 'reject' | 'withdraw' | 'ask' | 'convert' | 'win' | 'lose' | 'revoke' | 'assign'

const says = words.decide
const KEYS: Readonly<Record<string, Verb>> = { a: 'approve', r: 'reject', q: 'ask', w: 'withdraw', c: 'convert' }
/** What is done seldom, behind the menu: in this order. */
const SELDOM = ['assign', 'lose', 'withdraw', 'revoke'] as const satisfies Verb[]

/** Why this person may not do it, or that nobody can yet; `null` where the button works. */
function useWhyNot(r: Registration): (verb: Verb) => string | null {
  const may = useMay()
  return (verb) => {
    if (r.abilities.includes(verb)) return null
    if (!may(`registration:${verb}`)) return says.not_yours(r.manager?.name ?? null)
    return says.pick_first
  }
}

/** What can be done with a registration where it stands, each with its question. A, R, Q, C and W press the buttons. */
export function Decide({ registration: r, withdraw = true }: { registration: Registration; withdraw?: boolean }) {
  const { membership } = useActing()
  const [asked, setAsked] = useState<Verb | null>(null)
  const whyNot = useWhyNot(r)
  const decides = r.status === 'in_review' || r.status === 'info_requested'
  const able = (verb: Verb) => r.abilities.includes(verb) && (verb !== 'withdraw' || withdraw)
  const labels = {
    assign: life.assign.action,
    lose: life.lose.action,
    withdraw: says.withdraw,
    revoke: life.revoke.action,
  }
  const seldom: MenuItem[] = SELDOM.filter((verb) => able(verb) && !(verb === 'lose' && r.status === 'converted')).map(
    (verb) => ({
      kind: 'action',
      id: verb,
      label: labels[verb],
      danger: verb === 'withdraw' || verb === 'revoke',
      onPick: () => setAsked(verb),
    }),
  )
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
      {seldom.length > 0 && (
        <Menu
          trigger={<IconButton bare label={life.more} icon={<Ellipsis aria-hidden className="size-4" />} />}
          items={seldom}
        />
      )}
      {able('ask') && (
        <Button
          icon={<MessageCircleQuestion aria-hidden className="size-3.5" />}
          iconEnd={<KeyHint of="Q" />}
          onClick={() => setAsked('ask')}
        >
          {life.ask.action}
        </Button>
      )}
      {able('convert') && (
        <Button
          look="primary"
          icon={<Handshake aria-hidden className="size-3.5" />}
          iconEnd={<KeyHint of="C" />}
          onClick={() => setAsked('convert')}
        >
          {life.convert.action}
        </Button>
      )}
      {able('win') && (
        <>
          <Button icon={<X aria-hidden className="size-3.5" />} onClick={() => setAsked('lose')}>
            {life.lose.action}
          </Button>
          <Button look="primary" icon={<Trophy aria-hidden className="size-3.5" />} onClick={() => setAsked('win')}>
            {life.win.action}
          </Button>
        </>
      )}
      {decides && (
        <>
          <GuardedButton
            icon={<X aria-hidden className="size-3.5" />}
            iconEnd={<KeyHint of="R" />}
            whyNot={whyNot('reject')}
            onClick={() => setAsked('reject')}
          >
            {says.reject}
          </GuardedButton>
          <GuardedButton
            look="primary"
            icon={<Check aria-hidden className="size-3.5" />}
            iconEnd={<KeyHint of="A" />}
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
      <AskDialog {...dialog} open={asked === 'ask'} />
      <ConvertDrawer {...dialog} open={asked === 'convert'} />
      <AssignDialog {...dialog} open={asked === 'assign'} />
      <EndDialog {...dialog} verb="win" open={asked === 'win'} />
      <EndDialog {...dialog} verb="lose" open={asked === 'lose'} />
      <EndDialog {...dialog} verb="revoke" open={asked === 'revoke'} />
    </>
  )
}
