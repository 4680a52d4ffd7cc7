import { localDate, plusLocalDays, startOfLocalDate } from '#kit/calendar.ts'
import { plusMs, type Instant, type LocalDate } from '#kit/instant.ts'
import type { Terms } from './decide.ts'

/** Reminders go out when people read: eight hours into the program's day. */
const MORNING_MS = 8 * 3_600_000

/** The morning so many days before the day on which a time ends; null where that is over, or nobody is reminded. */
export function morningBefore(now: Instant, ends_at: Instant, days: number, zone: string): Instant | null {
  if (days === 0) return null
  const lastDay = localDate(plusMs(ends_at, -1), zone)
  const at = plusMs(startOfLocalDate(plusLocalDays(lastDay, -days), zone), MORNING_MS)
  return at > now ? at : null
}

/**
 * By when the partner follows up: through the last of the program's days after the day of the approval, or of the last
 * follow-up where that is later. Null where the program asks for none.
 */
export function followUpDueAt(since: LocalDate, terms: Terms): Instant | null {
  const { within_days } = terms.registration.follow_up
  return within_days === null ? null : startOfLocalDate(plusLocalDays(since, within_days + 1), terms.calendar.zone)
}
