import { localDate, workingMinutesBetween, type Calendar } from '#kit/calendar.ts'
import type { Instant, LocalDate } from '#kit/instant.ts'

/** What happened to a registration, oldest first, as the feed tells it. */
export type Happening = { type: string; at: Instant }

/** What the first ruling saw, as far as reports tell it. */
export type FirstRuling = { tier: string | null; promised_hours: number; objections: readonly string[] }

export type Outcome = {
  submitted_on: LocalDate
  month: LocalDate
  decided_at: Instant | null
  by_rule: boolean | null
  review_minutes: number | null
  promise_kept: boolean | null
  approved_at: Instant | null
  converted_at: Instant | null
  closed: 'won' | 'lost' | null
  closed_at: Instant | null
  conflict: Conflict | null
  protection_ended_at: Instant | null
  protection_unused: boolean
}

/** Checks of the ladder that say who else is on the account; the first of these that objected names the conflict. */
const CONFLICTS = [
  ['free', 'claim'],
  ['opportunity', 'opportunity'],
  ['customer', 'customer'],
  ['house', 'house'],
] as const
export type Conflict = (typeof CONFLICTS)[number][1]

/** In review again, with the clock running. */
const BEGINS_REVIEW = new Set(['registration.in_review', 'registration.answered'])
/** Answered, or waiting for somebody else. */
const ENDS_REVIEW = new Set([
  'registration.approved',
  'registration.rejected',
  'registration.queued',
  'registration.info_requested',
  'registration.withdrawn',
])
const ENDS_PROTECTION = new Set(['registration.expired', 'registration.revoked', 'registration.withdrawn'])

/**
 * What became of a registration: a pure reading of what happened to it, so that the report of a year is the sum of its
 * rows and can be made anew. Times in review are working time by the calendar given.
 */
export function outcomeOf(
  submitted_at: Instant,
  happenings: readonly Happening[],
  ruling: FirstRuling,
  calendar: Calendar,
): Outcome {
  const first = (...types: string[]) => happenings.find(({ type }) => types.includes(type))?.at ?? null
  const decided_at = first('registration.approved', 'registration.rejected')
  const reviews = reviewsUntil(decided_at, happenings)
  const minutes = reviews.map(({ from, until }) => workingMinutesBetween(from, until, calendar))
  const approved_at = first('registration.approved')
  const converted_at = first('registration.converted')
  const closing = happenings.find(({ type }) => type === 'registration.won' || type === 'registration.lost')
  const ended_at = approved_at && (happenings.find(({ type }) => ENDS_PROTECTION.has(type))?.at ?? closing?.at ?? null)
  const submitted_on = localDate(submitted_at, calendar.zone)
  return {
    submitted_on,
    month: `${submitted_on.slice(0, 7)}-01`,
    decided_at,
    by_rule: decided_at === null ? null : reviews.length === 0,
    review_minutes: decided_at === null ? null : minutes.reduce((sum, one) => sum + one, 0),
    promise_kept: decided_at === null ? null : minutes.every((one) => one <= ruling.promised_hours * 60),
    approved_at,
    converted_at,
    closed: closing ? (closing.type === 'registration.won' ? 'won' : 'lost') : null,
    closed_at: closing?.at ?? null,
    conflict: CONFLICTS.find(([check]) => ruling.objections.includes(check))?.[1] ?? null,
    protection_ended_at: ended_at,
    protection_unused: ended_at !== null && converted_at === null && closing?.type !== 'registration.won',
  }
}

/** The spans in which the org owed an answer, up to the first decision. */
function reviewsUntil(
  decided_at: Instant | null,
  happenings: readonly Happening[],
): { from: Instant; until: Instant }[] {
  const spans: { from: Instant; until: Instant }[] = []
  let from: Instant | null = null
  for (const { type, at } of happenings) {
    if (BEGINS_REVIEW.has(type)) from ??= at
    else if (from !== null && ENDS_REVIEW.has(type)) {
      spans.push({ from, until: at })
      from = null
    }
    if (at === decided_at && (type === 'registration.approved' || type === 'registration.rejected')) break
  }
  return spans
}
