import { useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { ProblemNote } from '../../api/problem-note.tsx'
import type { Dispute } from '../../disputes/state.tsx'
import { words as shared } from '../../disputes/words.ts'
import { Button, Callout, Checkbox, Drawer, RadioGroup, TextArea } from '../../ui/index.ts'
import { ALSO } from './also.ts'
import { words } from './words.ts'

const says = words.decide
type Outcome = NonNullable<Dispute['outcome']>
type Choice = Dispute['choices'][number]
const OUTCOMES: readonly Outcome[] = ['upheld', 'overturned', 'settled']
const keyOf = (one: Choice) => `${one.kind} ${one.subject_id} ${one.choice ?? ''}`

/** A decision, or a proposal: its outcome, reason and changes. What it would do is looked at before it is done. */
export function DecideDrawer({
  dispute: d,
  verb,
  onClose,
  onDone,
}: {
  dispute: Dispute
  verb: 'propose' | 'decide'
  onClose: () => void
  onDone: () => void
}) {
  const [outcome, setOutcome] = useState<Outcome>('upheld')
  const [reason, setReason] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [told, setTold] = useState<Readonly<Record<string, string>>>({})
  const [asked, setAsked] = useState(false)
  const decide = useApiCommand('dispute.decide', { also: ALSO, onDone: (_, input) => !input.dry_run && onDone() })
  const propose = useApiCommand('dispute.propose', { also: ALSO, onDone: (_, input) => !input.dry_run && onDone() })
  const command = verb === 'decide' ? decide : propose
  const effects = d.choices.filter((one) => chosen.includes(keyOf(one)))
  const untold = effects.some((one) => one.tells && !told[keyOf(one)]?.trim())
  const body = {
    outcome,
    reason: reason.trim(),
    effects: effects.map((one) => ({
      kind: one.kind,
      subject_id: one.subject_id,
      ...(one.choice ? { choice: one.choice } : {}),
      ...(told[keyOf(one)]?.trim() ? { told: told[keyOf(one)]?.trim() } : {}),
    })),
  }
  const send = (dry_run: boolean) => {
    setAsked(true)
    if (reason.trim() && !untold) command.mutate({ params: { id: d.id }, body, ...(dry_run ? { dry_run: true } : {}) })
  }
  const preview =
    command.variables?.dry_run && JSON.stringify(command.variables.body) === JSON.stringify(body) ? command.data : null
  return (
    <Drawer
      open
      onClose={onClose}
      title={verb === 'decide' ? says.title : says.propose_title}
      actions={
        <>
          <Button onClick={onClose}>{words.dialogs.cancel}</Button>
          <Button pending={command.isPending && command.variables?.dry_run === true} onClick={() => send(true)}>
            {says.look}
          </Button>
          <Button look="primary" pending={command.isPending && !command.variables?.dry_run} onClick={() => send(false)}>
            {verb === 'decide' ? says.confirm : says.confirm_propose}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <RadioGroup
          label={says.outcome}
          name="outcome"
          value={outcome}
          onChange={setOutcome}
          options={OUTCOMES.map((value) => ({ value, label: shared.outcomes[value] }))}
        />
        <TextArea
          label={says.reason}
          hint={says.reason_hint}
          name="reason"
          value={reason}
          onChange={setReason}
          error={asked && !reason.trim() ? says.reason_missing : null}
          maxLength={4000}
          rows={4}
        />
        {d.choices.length > 0 && (
          <fieldset className="flex flex-col gap-2">
            <legend className="pb-1 text-control/5 font-medium">{says.changes}</legend>
            <p className="text-sm text-ink-faint">{says.changes_hint}</p>
            {d.choices.map((one) => {
              const key = keyOf(one)
              const is_chosen = chosen.includes(key)
              return (
                <div key={key} className="flex flex-col gap-2">
                  <Checkbox
                    label={one.text}
                    checked={is_chosen}
                    onChange={(on) => setChosen((all) => (on ? [...all, key] : all.filter((other) => other !== key)))}
                  />
                  {is_chosen && one.tells && (
                    <TextArea
                      label={says.told(one.tells)}
                      hint={says.told_hint}
                      name={`told-${key}`}
                      value={told[key] ?? ''}
                      onChange={(text) => setTold((all) => ({ ...all, [key]: text }))}
                      error={asked && !told[key]?.trim() ? says.told_missing : null}
                      maxLength={2000}
                      rows={3}
                    />
                  )}
                </div>
              )
            })}
          </fieldset>
        )}
        <div aria-live="polite" className="flex flex-col gap-3 empty:hidden">
          {command.error && <ProblemNote error={command.error} />}
          {preview && (
            <Callout tone="info" title={says.preview}>
              <ul className="list-disc pl-5">
                {(preview.effects.length > 0 ? preview.effects.map((one) => one.text) : [words.no_effects]).map(
                  (text) => (
                    <li key={text}>{text}</li>
                  ),
                )}
                {d.held.some(({ until }) => until === null) && <li>{says.released}</li>}
              </ul>
              <p className="pt-1">{says.preview_kept}</p>
            </Callout>
          )}
        </div>
      </div>
    </Drawer>
  )
}
