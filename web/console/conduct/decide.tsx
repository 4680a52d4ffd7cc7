import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import type { Case } from '../../conduct/state.tsx'
import { VerbDialog } from '../../requests/verb-dialog.tsx'
import { Button, toast } from '../../ui/index.ts'
import { words } from './words.ts'

const says = words.verbs

/** In the order of the buttons, the likeliest last. */
const VERBS = ['lift', 'dismiss', 'note', 'warn', 'propose', 'notify', 'send_back', 'confirm'] as const
type Verb = (typeof VERBS)[number]
const DANGER: readonly Verb[] = ['confirm']
const PRIMARY: readonly Verb[] = ['notify', 'confirm']

/** What can be done with a case where it stands, each with its question. */
export function DecideCase({ of: c }: { of: Case }) {
  const [asked, setAsked] = useState<Verb | null>(null)
  const done = (verb: Verb) => () => {
    toast({ title: says[verb].done, tone: 'success' })
    setAsked(null)
  }
  const also = ['event', 'timeline', 'partner', 'registration']
  const notify = useApiCommand('conduct_case.notify', { also, onDone: done('notify') })
  const decide = useApiCommand('conduct_case.decide', { also, onDone: () => done(asked ?? 'dismiss')() })
  const confirm = useApiCommand('conduct_case.confirm', { also, onDone: () => done(asked ?? 'confirm')() })
  const lift = useApiCommand('conduct_case.lift', { also, onDone: done('lift') })
  const params = { id: c.id }
  const able = (verb: Verb) => c.abilities.includes(verb === 'send_back' ? 'confirm' : verb)
  const send = (verb: Verb, text: string) => {
    switch (verb) {
      case 'notify':
        return notify.mutate({ params, body: { words: text } })
      case 'confirm':
      case 'send_back':
        return confirm.mutate({ params, body: { agrees: verb === 'confirm', reason: text } })
      case 'lift':
        return lift.mutate({ params, body: { reason: text } })
      default:
        return decide.mutate({ params, body: { decision: verb, reason: text } })
    }
  }
  const close = () => {
    // What was refused is not said again when the question is opened anew.
    for (const command of [notify, decide, confirm, lift]) command.reset()
    setAsked(null)
  }
  const one = asked ?? 'notify'
  const command =
    one === 'notify' ? notify : one === 'lift' ? lift : one === 'confirm' || one === 'send_back' ? confirm : decide
  return (
    <>
      {VERBS.filter(able).map((verb) => (
        <Button key={verb} look={PRIMARY.includes(verb) ? 'primary' : 'secondary'} onClick={() => setAsked(verb)}>
          {says[verb].action}
        </Button>
      ))}
      <VerbDialog
        open={asked !== null}
        onClose={close}
        says={{ ...says[one], cancel: says.cancel, missing: says.missing }}
        danger={DANGER.includes(one)}
        pending={command.isPending}
        error={command.error}
        onSend={(text) => send(one, text)}
      />
    </>
  )
}
