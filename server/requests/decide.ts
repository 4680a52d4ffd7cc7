import { addWorkingHours, endOfLocalDayPlusDays, type Calendar } from '#kit/calendar.ts'
import type { Instant } from '#kit/instant.ts'
import { compareMoney } from '#kit/money.ts'
import { climb, type Check, type Finding, type Reason } from '#kit/ruling.ts'
import { REGISTERING_STATUSES } from '#server/registrations/terms.ts'
import type { RequestFacts } from './facts.ts'
import type { ChainRule, KindTerms, RequestTerms, StageTerms } from './terms.ts'

/** The route of a request: may it be asked for, and who answers it in which order. Pure in (facts, terms, now). */
export const DECIDER = 'request-route@1'

/** The sections that the ladder reads. */
export type Terms = { calendar: Calendar; requests: RequestTerms }

/** A step as the chain has it, with the time promised for it. */
export type RoutedStep = Omit<StageTerms['steps'][number], 'within_working_hours'> & { hours: number; due_at: Instant }

export type RouteOutcome =
  | { status: 'in_review'; stages: { steps: RoutedStep[] }[]; answer_due_at: Instant }
  | { status: 'approved'; valid_until: Instant | null }
  | { status: 'rejected' }

type Input = { facts: RequestFacts; terms: Terms; now: Instant }
type Step = Finding<RouteOutcome>

const REJECTED: RouteOutcome = { status: 'rejected' }

function kindOf({ facts, terms }: Input): KindTerms | undefined {
  return terms.requests.kinds.find((kind) => kind.key === facts.kind)
}

/** The stages with their times, each counted from the promised end of the one before. */
function planned(stages: StageTerms[], { terms, now }: Input): RouteOutcome {
  let from = now
  const planned = stages.map(({ steps }) => {
    const timed = steps.map(({ within_working_hours, ...step }) => {
      const hours = within_working_hours ?? terms.requests.answers.within_working_hours
      return { ...step, hours, due_at: addWorkingHours(from, hours, terms.calendar) }
    })
    from =
      timed
        .map((step) => step.due_at)
        .sort()
        .at(-1) ?? from
    return { steps: timed }
  })
  return { status: 'in_review', stages: planned, answer_due_at: from }
}

/** Until when something approved now holds: as long as an environment was asked for, else as the kind says; for good where it does not. */
export function validUntil(
  kind: KindTerms | undefined,
  environment_days: number | null,
  now: Instant,
  zone: string,
): Instant | null {
  const days = environment_days ?? kind?.valid_days
  return days === undefined ? null : endOfLocalDayPlusDays(now, days, zone)
}

function offered(input: Input): Step {
  const { facts } = input
  return kindOf(input) ? null : { answers: REJECTED, code: 'offered.not', params: { kind: facts.kind } }
}

function entitled(input: Input): Step {
  const { partner, submitter } = input.facts
  const may = kindOf(input)?.may_ask
  if (!may) return null
  if (!(REGISTERING_STATUSES as readonly string[]).includes(partner.status))
    return { answers: REJECTED, code: 'entitled.status', params: { status: partner.status } }
  if (may.tracks && !may.tracks.includes(partner.track))
    return { answers: REJECTED, code: 'entitled.track', params: { track: partner.track } }
  if (may.tiers && !(partner.tier !== null && may.tiers.includes(partner.tier)))
    return { answers: REJECTED, code: 'entitled.tier', params: { tiers: may.tiers.join(', ') } }
  if (submitter.side === 'partner' && !(may.roles as readonly string[]).includes(submitter.role))
    return { answers: REJECTED, code: 'entitled.role', params: { role: submitter.role } }
  return null
}

/** Does every condition that the rule states hold? What was not said meets no condition, nor does an amount in another currency. */
export function ruleApplies({ when }: ChainRule, { kind, partner, asks, registration }: RequestFacts): boolean {
  const worth = asks.amount ?? registration?.amount ?? null
  const order = (limit: typeof when.amount_below) => (limit && worth ? compareMoney(worth, limit) : null)
  const least = order(when.amount_at_least)
  const below = order(when.amount_below)
  const number = (asked: number | null, holds: (value: number) => boolean) => asked !== null && holds(asked)
  const { discount_bps, margin_bps, environment_days } = asks
  return (
    (!when.kinds || when.kinds.includes(kind)) &&
    (!when.tracks || when.tracks.includes(partner.track)) &&
    (!when.tiers || (partner.tier !== null && when.tiers.includes(partner.tier))) &&
    (!when.amount_at_least || (least !== null && least >= 0)) &&
    (!when.amount_below || (below !== null && below < 0)) &&
    (when.discount_up_to_bps === undefined || number(discount_bps, (bps) => bps <= when.discount_up_to_bps!)) &&
    (when.discount_above_bps === undefined || number(discount_bps, (bps) => bps > when.discount_above_bps!)) &&
    (when.margin_at_least_bps === undefined || number(margin_bps, (bps) => bps >= when.margin_at_least_bps!)) &&
    (when.margin_below_bps === undefined || number(margin_bps, (bps) => bps < when.margin_below_bps!)) &&
    (when.environment_days_up_to === undefined ||
      number(environment_days, (days) => days <= when.environment_days_up_to!))
  )
}

function rules(input: Input): Step {
  const { facts, terms, now } = input
  const rule = terms.requests.rules.find((one) => ruleApplies(one, facts))
  const params = { rule: rule?.key ?? '', reason: rule?.reason ?? '' }
  if (!rule) return { answers: planned(terms.requests.otherwise, input), code: 'rules.otherwise', params }
  if (rule.then === 'reject') return { answers: REJECTED, code: 'rules.reject', params }
  if (rule.then === 'ask') return { answers: planned(rule.stages ?? [], input), code: 'rules.ask', params }
  const valid_until = validUntil(kindOf(input), facts.asks.environment_days, now, terms.calendar.zone)
  return { answers: { status: 'approved', valid_until }, code: 'rules.approve', params }
}

/** In this order; the first that answers, answers. */
const LADDER: readonly Check<Input, RouteOutcome>[] = [
  { check: 'offered', ask: offered },
  { check: 'entitled', ask: entitled },
  { check: 'rules', ask: rules },
]

export function decideRoute(
  facts: RequestFacts,
  terms: Terms,
  now: Instant,
): { outcome: RouteOutcome; because: Reason[] } {
  return climb(LADDER, { facts, terms, now })
}
