import { localDate, plusLocalDays, type Calendar } from '#kit/calendar.ts'
import { epochMs, type Instant, type LocalDate } from '#kit/instant.ts'
import { climb, type Check, type Finding, type Reason } from '#kit/ruling.ts'
import type { FoundKind } from './conduct.ts'
import type { ConductFacts, ParkingFacts, ProbingFacts, UnregisteredFacts } from './facts.ts'
import type { ConductTerms } from './terms.ts'

/** Does a partner break the rules? Pure in (facts, terms, now); the same for the clock, for a look now, and for a trial. */
export const DECIDER = 'conduct@1'

export type Terms = { calendar: Calendar; conduct: ConductTerms }

/** `rows`: the registrations, opportunities or companies (by their hash) that were found, sorted. */
export type ConductOutcome = { found: boolean; rows: string[] }

type Input<F> = { facts: F; terms: ConductTerms; zone: string; today: LocalDate }
type Step = Finding<ConductOutcome>

const NOTHING: ConductOutcome = { found: false, rows: [] }
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((epochMs(`${to}T00:00:00.000Z`) - epochMs(`${from}T00:00:00.000Z`)) / DAY_MS)
}

const later = (...days: (LocalDate | null)[]): LocalDate =>
  days.reduce<string>((a, b) => (b !== null && b > a ? b : a), '')

/** Is this kind looked for at all? */
const on = <F>(kind: FoundKind): Check<Input<F>, ConductOutcome> => ({
  check: 'on',
  ask: ({ terms }) => (terms[kind].on ? null : { answers: NOTHING, code: 'on.off', reader: 'org' }),
})

function idle({ facts, terms: { parking }, today }: Input<ParkingFacts>): Step {
  const found = facts.held
    .filter(({ registration_id }) => !facts.cleared.includes(registration_id))
    .map(({ registration_id, since, last_on }) => ({
      registration_id,
      days: daysBetween(later(since, last_on, facts.after), today),
    }))
    .filter(({ days }) => days >= parking.idle_days)
  if (found.length < parking.idle_at_least) return null
  const longest = Math.max(...found.map(({ days }) => days))
  return {
    notes: 'idle.parked',
    params: { count: found.length, days: parking.idle_days, longest },
    evidence: found.map((one) => one.registration_id).sort(),
    reader: 'org',
  }
}

function expired({ facts, terms: { parking }, today }: Input<ParkingFacts>): Step {
  const from = later(plusLocalDays(today, -parking.window_days), facts.after)
  const ended = facts.ended.filter(
    ({ registration_id, ended_on }) => ended_on > from && !facts.cleared.includes(registration_id),
  )
  const unused = ended.filter(({ active }) => !active)
  if (unused.length < parking.expired_at_least) return null
  if (unused.length * 100 < ended.length * parking.expired_percent) return null
  return {
    notes: 'expired.parked',
    params: { count: unused.length, of: ended.length, days: parking.window_days },
    evidence: unused.map((one) => one.registration_id).sort(),
    reader: 'org',
  }
}

type Ask = ProbingFacts['asks'][number]

/** The asks that still count, oldest first: facts come in any order. */
function countedAsks({ facts, zone }: Input<ProbingFacts>): Ask[] {
  const { after } = facts
  return facts.asks
    .filter(({ hour }) => after === null || localDate(hour, zone) > after)
    .toSorted((a, b) => (a.hour < b.hour ? -1 : a.hour > b.hour ? 1 : a.company < b.company ? -1 : 1))
}

/** The stretch of so many hours with the most different companies; the first of equals. */
function busiest(asks: readonly Ask[], hours: number): Ask[] {
  let best: Ask[] = []
  let most = 0
  let first = 0
  const inside = new Map<string, number>()
  for (const [last, ask] of asks.entries()) {
    inside.set(ask.company, (inside.get(ask.company) ?? 0) + 1)
    while (epochMs(ask.hour) - epochMs(asks[first]!.hour) >= hours * HOUR_MS) {
      const out = asks[first]!.company // `first` never passes `last`
      const left = inside.get(out)! - 1
      if (left === 0) inside.delete(out)
      else inside.set(out, left)
      first += 1
    }
    if (inside.size <= most) continue
    most = inside.size
    best = asks.slice(first, last + 1)
  }
  return best
}

const companiesOf = (asks: readonly Ask[]) => [...new Set(asks.map((ask) => ask.company))].sort()

function companies(input: Input<ProbingFacts>): Step {
  const { probing } = input.terms
  const asks = busiest(countedAsks(input), probing.within_hours)
  const asked = companiesOf(asks)
  if (asked.length < probing.companies_at_least) return null
  // What the partner asks for otherwise in as many hours, and at least one.
  const usual = Math.max(1, (input.facts.usual_milli * probing.within_hours) / 24_000)
  if (asked.length < usual * probing.times_usual) return null
  const held = companiesOf(asks.filter((ask) => ask.came === 'held')).length
  if (held * 100 > asked.length * probing.held_percent_at_most) return null
  const first = asks[0]?.hour ?? ''
  return {
    notes: 'companies.many',
    params: {
      count: asked.length,
      hours: probing.within_hours,
      held,
      usual: Math.round(usual),
      on: localDate(first, input.zone),
    },
    evidence: asked,
    reader: 'org',
  }
}

function spellings(input: Input<ProbingFacts>): Step {
  const { probing } = input.terms
  const all = countedAsks(input)
  let best: { asks: Ask[]; asked: string[] } = { asks: [], asked: [] }
  for (const like of [...new Set(all.map((ask) => ask.like))].sort()) {
    const asks = busiest(
      all.filter((ask) => ask.like === like),
      probing.within_hours,
    )
    const asked = companiesOf(asks)
    // A name that became a claim was meant; its other spellings were typing errors on the way.
    if (asked.length > best.asked.length && !asks.some((ask) => ask.came === 'held')) best = { asks, asked }
  }
  if (best.asked.length < probing.spellings_at_least) return null
  const first = best.asks[0]?.hour ?? ''
  return {
    notes: 'spellings.many',
    params: { count: best.asked.length, hours: probing.within_hours, on: localDate(first, input.zone) },
    evidence: best.asked,
    reader: 'org',
  }
}

function customer({ facts, terms: { unregistered } }: Input<UnregisteredFacts>): Step {
  if (unregistered.customers || !(facts.is_customer || facts.is_house)) return null
  return { answers: NOTHING, code: 'customer.left_out', reader: 'org' }
}

function sales({ facts, terms: { unregistered }, today }: Input<UnregisteredFacts>): Step {
  const found = facts.sales.filter(({ opportunity_id, role, since, registered_on }) => {
    if (facts.cleared.includes(opportunity_id)) return false
    if (role !== 'owner' && !unregistered.roles.includes(role)) return false
    const until = plusLocalDays(later(since, facts.after), unregistered.grace_days)
    return today > until && (registered_on === null || registered_on > until)
  })
  if (found.length === 0) return null
  const ids = [...new Set(found.map((one) => one.opportunity_id))].sort()
  const won = new Set(found.filter((one) => one.stage === 'won').map((one) => one.opportunity_id)).size
  return {
    notes: 'sales.unregistered',
    params: { count: ids.length, won, days: unregistered.grace_days },
    evidence: ids,
    reader: 'org',
  }
}

/** What the checks above noted makes the finding; the last rung, so it always answers. */
function weigh(_: unknown, noted: readonly Reason[]): Step {
  const found = noted.filter((reason) => reason.verdict === 'noted')
  if (found.length === 0) return { answers: NOTHING, code: 'weigh.nothing', reader: 'org' }
  const rows = [...new Set(found.flatMap((reason) => reason.evidence))].sort()
  return { answers: { found: true, rows }, code: 'weigh.found', params: { count: rows.length }, reader: 'org' }
}

const PARKING: readonly Check<Input<ParkingFacts>, ConductOutcome>[] = [
  on('parking'),
  { check: 'idle', ask: idle },
  { check: 'expired', ask: expired },
  { check: 'weigh', ask: weigh },
]
const PROBING: readonly Check<Input<ProbingFacts>, ConductOutcome>[] = [
  on('probing'),
  { check: 'companies', ask: companies },
  { check: 'spellings', ask: spellings },
  { check: 'weigh', ask: weigh },
]
const UNREGISTERED: readonly Check<Input<UnregisteredFacts>, ConductOutcome>[] = [
  on('unregistered'),
  { check: 'customer', ask: customer },
  { check: 'sales', ask: sales },
  { check: 'weigh', ask: weigh },
]

export function findConduct(
  facts: ConductFacts,
  { calendar, conduct }: Terms,
  now: Instant,
): { outcome: ConductOutcome; because: Reason[] } {
  const around = { terms: conduct, zone: calendar.zone, today: localDate(now, calendar.zone) }
  switch (facts.kind) {
    case 'parking':
      return climb(PARKING, { ...around, facts })
    case 'probing':
      return climb(PROBING, { ...around, facts })
    case 'unregistered':
      return climb(UNREGISTERED, { ...around, facts })
  }
}
