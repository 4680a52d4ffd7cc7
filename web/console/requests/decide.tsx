import { Check, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { Button, KeyHint, keysAreTaken, toast } from '../../ui/index.ts'
import { nameOf, type Request } from '../../requests/state.tsx'
import { VerbDialog } from '../../requests/verb-dialog.tsx'
import { words } from './words.ts'

const says = words.decide
export type RequestVerb = 'approve' | 'reject' | 'ask' | 'withdraw'
/** The same as on a registration. */
const KEYS: Readonly<Record<string, RequestVerb>> = { a: 'approve', r: 'reject', q: 'ask' }

/** What can be done with a request where it stands, each with its question. A, R and Q press the buttons. */
export function DecideRequest({ request: r }: { request: Request }) {
  const [asked, setAsked] = useState<RequestVerb | null>(null)
  const able = (verb: RequestVerb) => r.abilities.includes(verb)
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
  return (
    <>
      {able('withdraw') && (
        <Button look="ghost" onClick={() => setAsked('withdraw')}>
          {says.withdraw}
        </Button>
      )}
      {able('ask') && (
        <Button look="ghost" iconEnd={<KeyHint of="Q" />} onClick={() => setAsked('ask')}>
          {says.ask}
        </Button>
      )}
      {able('reject') && (
        <Button
          icon={<X aria-hidden className="size-3.5" />}
          iconEnd={<KeyHint of="R" />}
          onClick={() => setAsked('reject')}
        >
          {says.reject}
        </Button>
      )}
      {able('approve') && (
        <Button
          look="primary"
          icon={<Check aria-hidden className="size-3.5" />}
          iconEnd={<KeyHint of="A" />}
          onClick={() => setAsked('approve')}
        >
          {says.approve}
        </Button>
      )}
      <RequestDialogs request={r} asked={asked} onClose={() => setAsked(null)} />
    </>
  )
}

/** The questions of a request's verbs; `asked` is the one that is open. */
export function RequestDialogs({
  request: r,
  asked,
  onClose,
}: {
  request: Request
  asked: RequestVerb | null
  onClose: () => void
}) {
  const done = (title: string) => () => {
    toast({ title })
    onClose()
  }
  const also = ['event', 'timeline']
  const approve = useApiCommand('request.approve', { also, onDone: done(says.approved(nameOf(r))) })
  const reject = useApiCommand('request.reject', { also, onDone: done(says.rejected(nameOf(r))) })
  const ask = useApiCommand('request.ask', { also, onDone: done(says.asked) })
  const withdraw = useApiCommand('request.withdraw', { also, onDone: done(says.withdrawn) })
  const params = { id: r.id }
  const close = () => {
    // What was refused is not said again when the question is opened anew.
    for (const command of [approve, reject, ask, withdraw]) command.reset()
    onClose()
  }
  const shared = { onClose: close }
  return (
    <>
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
