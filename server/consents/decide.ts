import { localDate, type Calendar } from '#kit/calendar.ts'
import { plusMs, type Instant } from '#kit/instant.ts'
import { climb, type Check, type Finding, type Reason } from '#kit/ruling.ts'
import type { ContactFacts, HeldBy } from './facts.ts'
import { slipDays, slipsAt } from './follow-up.ts'
import type { EngagementTerms } from './terms.ts'

/** May direct sales contact this account now? Pure in (facts, terms, now), and one ladder for doing, previewing and explaining. */
export const CONTACT_DECIDER = 'contact@1'

/** The sections that the ladder reads. */
export type ContactTerms = {
  calendar: Calendar
  registration: { follow_up: { within_days: number | null } }
  engagement: EngagementTerms
  recognition: { family: { parent_protects_children: boolean } }
}

export const STANDINGS = ['free', 'consent', 'slipped', 'protected'] as const

/** What direct sales may do there, and until or since when that holds. */
export type ContactOutcome =
  | { standing: 'free' }
  | { standing: 'consent'; until: Instant }
  | { standing: 'slipped'; since: Instant }
  /** `slips_at`: from when contact is free if the partner logs no follow-up; null where that frees nothing. */
  | { standing: 'protected'; until: Instant; slips_at: Instant | null }

type Input = { facts: ContactFacts; terms: ContactTerms; now: Instant }
type Step = Finding<ContactOutcome>

const FREE: ContactOutcome = { standing: 'free' }

function rules({ terms }: Input): Step {
  return terms.engagement.contact.needs_consent ? null : { answers: FREE, code: 'rules.open' }
}

function shares(a: readonly number[] | null, b: readonly number[] | null): boolean {
  return a === null || b === null || a.some((line) => b.includes(line))
}

function held({ facts, terms, now }: Input): Step {
  const { protection, lines } = facts
  if (!protection || protection.ends_at <= now || protection.starts_at > now)
    return { answers: FREE, code: 'held.not', reader: 'org' }
  const evidence = [protection.registration_id]
  if (protection.is_above && !terms.recognition.family.parent_protects_children)
    return { answers: FREE, code: 'held.above', evidence, reader: 'org' }
  if (!shares(protection.lines, lines)) return { answers: FREE, code: 'held.other_lines', evidence, reader: 'org' }
  return null
}

function own({ facts: { opportunity } }: Input): Step {
  return opportunity?.is_partners
    ? { answers: FREE, code: 'own.partner', evidence: [opportunity.opportunity_id], reader: 'org' }
    : null
}

function consent({ facts, terms, now }: Input): Step {
  const given = facts.consent
  if (!given || given.granted_at > now || given.ends_at <= now) return null
  const params = { until: lastDay(given.ends_at, terms) }
  return { answers: { standing: 'consent', until: given.ends_at }, code: 'consent.given', params }
}

function slip({ facts, terms, now }: Input): Step {
  const at = slipOf(facts.protection, terms)
  if (!at || at > now) return null
  const params = { since: localDate(at, terms.calendar.zone), days: daysOf(terms), ...lastOf(facts.protection) }
  return { answers: { standing: 'slipped', since: at }, code: 'slip.slipped', params }
}

/** A sale that direct sales had before the partner registered speaks for letting it go on; it does not decide. */
function before({ facts: { protection, opportunity }, terms }: Input): Step {
  if (!protection || !opportunity?.opened_on) return null
  const registered_on = localDate(protection.submitted_at, terms.calendar.zone)
  if (opportunity.opened_on >= registered_on) return null
  const params = { opened_on: opportunity.opened_on, registered_on }
  return { notes: 'before.registration', params, evidence: [opportunity.opportunity_id], reader: 'org' }
}

function holder({ facts, terms }: Input): Step {
  const { protection } = facts
  if (!protection) throw new Error('what is not held was answered above')
  const slips_at = slipOf(protection, terms)
  // A slip that would come after the end frees nothing any more.
  const in_time = slips_at !== null && slips_at < protection.ends_at ? slips_at : null
  return {
    answers: { standing: 'protected', until: protection.ends_at, slips_at: in_time },
    code: in_time ? 'holder.follows_up' : 'holder.protected',
    params: {
      until: lastDay(protection.ends_at, terms),
      ...(in_time && { free_on: localDate(in_time, terms.calendar.zone), ...lastOf(protection) }),
    },
    evidence: [protection.registration_id],
  }
}

/** In this order; the first that answers, answers. */
const LADDER: readonly Check<Input, ContactOutcome>[] = [
  { check: 'rules', ask: rules },
  { check: 'held', ask: held },
  { check: 'own', ask: own },
  { check: 'consent', ask: consent },
  { check: 'slip', ask: slip },
  { check: 'before', ask: before },
  { check: 'holder', ask: holder },
]

export function decideContact(
  facts: ContactFacts,
  terms: ContactTerms,
  now: Instant,
): { outcome: ContactOutcome; because: Reason[] } {
  return climb(LADDER, { facts, terms, now })
}

/** When the follow-up of a protection slips; null where a slip frees nothing. */
export function slipOf(protection: HeldBy | null, terms: ContactTerms): Instant | null {
  const days = slipDays(terms.engagement, terms.registration)
  return protection && days !== null ? slipsAt(protection, days, terms.calendar.zone) : null
}

function daysOf(terms: ContactTerms): number {
  return slipDays(terms.engagement, terms.registration) ?? 0
}

/** What the clock of follow-ups was started by last. */
function lastOf(protection: HeldBy | null): { last: string } {
  return { last: protection?.last_follow_up_on ?? '' }
}

/** The last day of what ends at an instant. */
export function lastDay(ends_at: Instant, { calendar }: Pick<ContactTerms, 'calendar'>): string {
  return localDate(plusMs(ends_at, -1), calendar.zone)
}
