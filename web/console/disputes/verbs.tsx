import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import type { Dispute } from '../../disputes/state.tsx'
import { VerbDialog } from '../../requests/verb-dialog.tsx'
import { GuardedButton, toast } from '../../ui/index.ts'
import { ALSO } from './also.ts'
import { AskDrawer } from './ask-drawer.tsx'
import { DecideDrawer } from './decide-drawer.tsx'
import { ShareDrawer } from './share-drawer.tsx'
import { words } from './words.ts'

export type DisputeVerb = keyof typeof words.verbs

/** In the order in which they stand; the last that can be done goes on, and has the accent. */
const ORDER: readonly DisputeVerb[] = [
  'withdraw',
  'share',
  'say',
  'escalate',
  'ask',
  'answer',
  'appeal',
  'review',
  'acknowledge',
  'propose',
  'accept',
  'decide',
]
/** Verbs for whoever has no stake in it. */
const FREE: readonly DisputeVerb[] = ['acknowledge', 'review', 'propose', 'decide']
const WORDED = ['acknowledge', 'escalate', 'appeal', 'withdraw', 'answer', 'say'] as const
type Worded = (typeof WORDED)[number]

/** Everything that can be done with a disagreement where it stands. */
export function Verbs({ dispute: d }: { dispute: Dispute }) {
  const [asked, setAsked] = useState<DisputeVerb | null>(null)
  const can = ORDER.filter((verb) => d.abilities.includes(verb))
  const close = () => setAsked(null)
  const done = (verb: DisputeVerb) => () => {
    toast({ title: words.done[verb] })
    close()
  }
  const review = useApiCommand('dispute.review', { also: ALSO, onDone: done('review') })
  const accept = useApiCommand('dispute.accept', { also: ALSO, onDone: done('accept') })
  const params = { id: d.id }
  const press = (verb: DisputeVerb) => {
    if (verb === 'review') review.mutate({ params, body: {} })
    else if (verb === 'accept') accept.mutate({ params, body: {} })
    else setAsked(verb)
  }
  const primary = can.at(-1)
  const me = d.people.find(({ is_me }) => is_me)
  const stake = me && !me.may ? me.why : null
  return (
    <>
      {can.map((verb) => (
        <GuardedButton
          key={verb}
          whyNot={FREE.includes(verb) ? stake : null}
          look={verb === primary && verb !== 'withdraw' && verb !== 'share' ? 'primary' : 'ghost'}
          pending={(verb === 'review' && review.isPending) || (verb === 'accept' && accept.isPending)}
          onClick={() => press(verb)}
        >
          {words.verbs[verb]}
        </GuardedButton>
      ))}
      <Worded id={d.id} asked={asked} onClose={close} done={done} />
      <AskDrawer dispute={d} open={asked === 'ask'} onClose={close} onDone={done('ask')} />
      <ShareDrawer dispute={d} open={asked === 'share'} onClose={close} onDone={done('share')} />
      {(asked === 'propose' || asked === 'decide') && (
        <DecideDrawer dispute={d} verb={asked} onClose={close} onDone={done(asked)} />
      )}
    </>
  )
}

/** Verbs that take words and nothing else. */
function Worded({
  id,
  asked,
  onClose,
  done,
}: {
  id: string
  asked: DisputeVerb | null
  onClose: () => void
  done: (verb: DisputeVerb) => () => void
}) {
  const acknowledge = useApiCommand('dispute.acknowledge', { also: ALSO, onDone: done('acknowledge') })
  const escalate = useApiCommand('dispute.escalate', { also: ALSO, onDone: done('escalate') })
  const appeal = useApiCommand('dispute.appeal', { also: ALSO, onDone: done('appeal') })
  const withdraw = useApiCommand('dispute.withdraw', { also: ALSO, onDone: done('withdraw') })
  const answer = useApiCommand('dispute.answer', { also: ALSO, onDone: done('answer') })
  const say = useApiCommand('dispute.say', { also: ALSO, onDone: done('say') })
  const params = { id }
  const commands = { acknowledge, escalate, appeal, withdraw, answer, say }
  const send: Record<Worded, (text: string) => void> = {
    acknowledge: (text) => acknowledge.mutate({ params, body: text ? { text } : {} }),
    escalate: (reason) => escalate.mutate({ params, body: reason ? { reason } : {} }),
    appeal: (reason) => appeal.mutate({ params, body: { reason } }),
    withdraw: (reason) => withdraw.mutate({ params, body: reason ? { reason } : {} }),
    answer: (text) => answer.mutate({ params, body: { text } }),
    say: (text) => say.mutate({ params, body: { text } }),
  }
  return WORDED.map((verb) => (
    <VerbDialog
      key={verb}
      open={asked === verb}
      onClose={() => {
        commands[verb].reset()
        onClose()
      }}
      says={{ ...words.dialogs[verb], cancel: words.dialogs.cancel }}
      optional={words.dialogs[verb].missing === ''}
      danger={verb === 'withdraw'}
      pending={commands[verb].isPending}
      error={commands[verb].error}
      onSend={send[verb]}
    />
  ))
}
