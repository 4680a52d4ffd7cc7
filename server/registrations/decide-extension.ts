import { addWorkingHours, endOfLocalDayPlusDays, localDate, plusLocalDays, startOfLocalDate } from '#kit/calendar.ts'
import { epochMs, instant, type Instant, type LocalDate } from '#kit/instant.ts'
import { climb, type Check, type Finding, type Reason } from '#kit/ruling.ts'
import type { Terms } from './decide.ts'
import type { ActivityKind } from './registration.ts'

/** The ladder's name in rulings. A changed ladder gets the next number, and this one stays for replay. */
export const EXTENSION_DECIDER = 'registration-extension@1'

/** Everything more time is decided on, independent of today's terms. Ids are UUIDs; no personal data. */
export type ExtensionFacts = {
  v: 1
  registration_id: string
  protection: { starts_at: Instant; ends_at: Instant }
  /** How often it was extended before. */
  granted: number
  /** What was logged lately, the latest first, at most twenty. */
  activities: { id: string; kind: ActivityKind; happened_on: LocalDate }[]
  /** Open claims of others behind this one that share a line, at most twenty. */
  waiting: string[]
  /** What a person said, where a person decides; null while the program does. */
  person: 'grant' | 'decline' | null
}

export type ExtensionOutcome =
  | { status: 'granted'; ends_at: Instant }
  | { status: 'in_review'; answer_due_at: Instant }
  | { status: 'declined' }

type Input = { facts: ExtensionFacts; terms: Terms; now: Instant }
type Step = Finding<ExtensionOutcome>

const DECLINED: ExtensionOutcome = { status: 'declined' }

/** The end after one more extension: so many days after the day on which it ends now. */
function extendedEnd(ends_at: Instant, terms: Terms): Instant {
  const lastMoment = instant(epochMs(ends_at) - 1)
  return endOfLocalDayPlusDays(lastMoment, terms.registration.protection.extension_days, terms.calendar.zone)
}

function left({ facts, terms }: Input): Step {
  const { extensions } = terms.registration.protection
  if (facts.granted < extensions) return null
  return { answers: DECLINED, code: extensions === 0 ? 'left.never' : 'left.none', params: { extensions } }
}

/** More time can be asked for near the end only: before that nobody knows whether it is needed. */
function window({ facts, terms, now }: Input): Step {
  const { zone } = terms.calendar
  const { ask_days_before } = terms.registration.protection.extension
  const lastDay = localDate(instant(epochMs(facts.protection.ends_at) - 1), zone)
  const from = plusLocalDays(lastDay, -ask_days_before)
  if (facts.person || now >= startOfLocalDate(from, zone)) return null
  return { answers: DECLINED, code: 'window.early', params: { from, days: ask_days_before } }
}

function activity({ facts, terms, now }: Input): Step {
  const within = terms.registration.protection.extension.activity_within_days
  if (within === null) return null
  const since = plusLocalDays(localDate(now, terms.calendar.zone), -within)
  const { counts } = terms.registration.follow_up
  const counted = facts.activities.some(({ kind, happened_on }) => counts.includes(kind) && happened_on >= since)
  return counted ? null : { notes: 'activity.none', params: { days: within } }
}

function waiting({ facts }: Input): Step {
  const { length } = facts.waiting
  return length === 0
    ? null
    : { notes: 'waiting.others', params: { count: length }, evidence: facts.waiting, reader: 'org' }
}

function granted({ facts, terms }: Input): ExtensionOutcome {
  return { status: 'granted', ends_at: extendedEnd(facts.protection.ends_at, terms) }
}

function grant(input: Input, noted: readonly Reason[]): Step {
  const { facts, terms, now } = input
  const params = { days: terms.registration.protection.extension_days }
  if (facts.person)
    return facts.person === 'grant'
      ? { answers: granted(input), code: 'grant.by_person', params }
      : { answers: DECLINED, code: 'grant.declined_by_person' }
  const doubts = noted.some((reason) => reason.verdict === 'noted')
  if (!doubts && terms.registration.protection.extension.granted_by === 'program')
    return { answers: granted(input), code: 'grant.by_program', params }
  const hours = terms.registration.review.answer_within_working_hours
  const due = addWorkingHours(now, hours, terms.calendar)
  // Nobody can answer about more time when the time is over.
  const answer_due_at = due < facts.protection.ends_at ? due : facts.protection.ends_at
  return { answers: { status: 'in_review', answer_due_at }, code: 'grant.person_decides', params: { hours } }
}

const LADDER: readonly Check<Input, ExtensionOutcome>[] = [
  { check: 'left', ask: left },
  { check: 'window', ask: window },
  { check: 'activity', ask: activity },
  { check: 'waiting', ask: waiting },
  { check: 'grant', ask: grant },
]

/** Decides whether a protection lasts longer: pure in (facts, terms, now). */
export function decideExtension(
  facts: ExtensionFacts,
  terms: Terms,
  now: Instant,
): { outcome: ExtensionOutcome; because: Reason[] } {
  return climb(LADDER, { facts, terms, now })
}
