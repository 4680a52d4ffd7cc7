import { Check, X } from 'lucide-react'
import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { Button, toast } from '../../ui/index.ts'
import { nameOf, type Request } from '../../requests/state.tsx'
import { VerbDialog } from '../../requests/verb-dialog.tsx'
import { words } from './words.ts'

const says = words.decide
type Verb = 'approve' | 'reject' | 'ask' | 'withdraw'

/** What can be done with a request where it stands, each with its question. */
export function DecideRequest({ request: r }: { request: Request }) {
  const [asked, setAsked] = useState<Verb | null>(null)
  const close = () => setAsked(null)
  const done = (title: string) => () => {
    toast({ title })
    close()
  }
  const also = ['event', 'timeline']
  const approve = useApiCommand('request.approve', { also, onDone: done(says.approved(nameOf(r))) })
  const reject = useApiCommand('request.reject', { also, onDone: done(says.rejected(nameOf(r))) })
  const ask = useApiCommand('request.ask', { also, onDone: done(says.asked) })
  const withdraw = useApiCommand('request.withdraw', { also, onDone: done(says.withdrawn) })
  const params = { id: r.id }
  const able = (verb: Verb) => r.abilities.includes(verb)
  const shared = { onClose: close }
  const open = (verb: Verb) => {
    for (const command of [approve, reject, ask, withdraw]) command.reset()
    setAsked(verb)
  }
  return (
    <>
      {able('withdraw') && (
        <Button look="ghost" onClick={() => open('withdraw')}>
          {says.withdraw}
        </Button>
      )}
      {able('ask') && (
        <Button look="ghost" onClick={() => open('ask')}>
          {says.ask}
        </Button>
      )}
      {able('reject') && (
        <Button icon={<X aria-hidden className="size-3.5" />} onClick={() => open('reject')}>
          {says.reject}
        </Button>
      )}
      {able('approve') && (
        <Button look="primary" icon={<Check aria-hidden className="size-3.5" />} onClick={() => open('approve')}>
          {says.approve}
        </Button>
      )}
      <VerbDialog
        {...shared}
        open={asked === 'approve'}
        says={{ ...says.approve_dialog, title: `${says.approve_dialog.title} ${nameOf(r)}`, cancel: says.cancel }}
        optional
        pending={approve.isPending}
        error={approve.error}
        onSend={(note) => approve.mutate({ params, body: note ? { note } : {} })}
      />
      <VerbDialog
        {...shared}
        open={asked === 'reject'}
        says={{ ...says.reject_dialog, cancel: says.cancel }}
        second={says.way}
        danger
        pending={reject.isPending}
        error={reject.error}
        onSend={(reason, way_to_yes) =>
          reject.mutate({ params, body: { reason, ...(way_to_yes ? { way_to_yes } : {}) } })
        }
      />
      <VerbDialog
        {...shared}
        open={asked === 'ask'}
        says={{ ...says.ask_dialog, cancel: says.cancel }}
        pending={ask.isPending}
        error={ask.error}
        onSend={(question) => ask.mutate({ params, body: { question } })}
      />
      <VerbDialog
        {...shared}
        open={asked === 'withdraw'}
        says={{ ...says.withdraw_dialog, cancel: says.cancel }}
        optional
        danger
        pending={withdraw.isPending}
        error={withdraw.error}
        onSend={(reason) => withdraw.mutate({ params, body: reason ? { reason } : {} })}
      />
    </>
  )
}
