import type { Instant } from '#kit/instant.ts'
import { climb, type Check, type Finding, type Reason } from '#kit/ruling.ts'
import type { Outcome } from './dispute.ts'
import type { DisputeFacts, HandlerFacts } from './facts.ts'

/** Who may settle a dispute: somebody whom nothing ties to it. Pure in its facts. */
export const HANDLER_DECIDER = 'dispute_handler@1'

export type HandlerOutcome = { free: boolean }
type HandlerStep = Finding<HandlerOutcome>

/** Says no for a reason, where it holds. */
const no = (holds: boolean, code: string, params: Reason['params'] = {}): HandlerStep =>
  holds ? { answers: { free: false }, code, params, reader: 'org' } : null

const HANDLER_LADDER: readonly Check<HandlerFacts, HandlerOutcome>[] = [
  { check: 'opener', ask: (f) => no(f.opened_by_person === f.person.person_id, 'opener.own') },
  { check: 'ruled', ask: (f) => no(f.ruled_by.includes(f.person.person_id), 'ruled.own') },
  { check: 'before', ask: (f) => no(f.decided_before === f.person.membership_id, 'before.own') },
  { check: 'submitted', ask: (f) => no(f.submitted_by === f.person.person_id, 'submitted.own') },
  { check: 'manages', ask: (f) => no(f.managers.includes(f.person.membership_id), 'manages.own') },
  { check: 'paid', ask: (f) => no(f.partner_managers.includes(f.person.membership_id), 'paid.manager') },
  { check: 'owner', ask: (f) => no(f.owners.includes(f.person.person_id), 'owner.own') },
  {
    check: 'side',
    ask: (f) =>
      no(
        f.person.partner_ids.some((id) => f.partner_ids.includes(id)),
        'side.partner',
      ),
  },
  {
    check: 'level',
    ask: (f) =>
      f.reaches !== null && f.reaches >= f.level
        ? { answers: { free: true }, code: 'level.reached', params: { level: f.level }, reader: 'org' }
        : { answers: { free: false }, code: 'level.below', params: { level: f.level }, reader: 'org' },
  },
]

export function decideHandler(facts: HandlerFacts): { outcome: HandlerOutcome; because: Reason[] } {
  return climb(HANDLER_LADDER, facts)
}

/** What became of a dispute, and what speaks about how it was settled. */
export const DECIDER = 'dispute@1'

export type DisputeOutcome = { outcome: Outcome; effects: string[] }
type Step = Finding<DisputeOutcome>

const LADDER: readonly Check<DisputeFacts, DisputeOutcome>[] = [
  {
    check: 'in_time',
    ask: (f): Step => (f.is_late ? { notes: 'in_time.late', params: { due_on: f.due_at.slice(0, 10) } } : null),
  },
  {
    check: 'heard',
    ask: (f): Step =>
      f.heard < f.concerned
        ? { notes: 'heard.not_all', params: { heard: f.heard, concerned: f.concerned }, reader: 'org' }
        : null,
  },
  { check: 'appeal', ask: (f): Step => (f.is_appeal ? { notes: 'appeal.last' } : null) },
  {
    check: 'word',
    ask: (f): Step => ({
      answers: { outcome: f.outcome, effects: f.effects.map(({ kind }) => kind) },
      code: `word.${f.by}`,
      params: { outcome: f.outcome },
    }),
  },
]

export function decideDispute(facts: DisputeFacts, _now: Instant): { outcome: DisputeOutcome; because: Reason[] } {
  return climb(LADDER, facts)
}
