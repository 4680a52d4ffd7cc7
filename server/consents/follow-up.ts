import { localDate, plusLocalDays, startOfLocalDate } from '#kit/calendar.ts'
import type { Instant, LocalDate } from '#kit/instant.ts'
import type { EngagementTerms } from './terms.ts'

/**
 * When a follow-up that slipped frees the contact. There is one clock: it starts on the day of the approval and anew on
 * the day of each follow-up that is logged. Two terms may name a length on it, when the follow-up is owed
 * (`registration.follow_up.within_days`) and when contact is free; they are never added up.
 */

/** REG-5: where no term names a length. */
const SLIP_DAYS = 14

/** How many days without a follow-up free the contact; null where none do. */
export function slipDays(
  { contact }: EngagementTerms,
  { follow_up }: { follow_up: { within_days: number | null } },
): number | null {
  if (!contact.needs_consent || !contact.free_after_slip) return null
  return contact.slip_days ?? follow_up.within_days ?? SLIP_DAYS
}

/** From when contact is free if nothing more is logged: when the last of the days is over. */
export function slipsAt(
  held: { starts_at: Instant; last_follow_up_on: LocalDate | null },
  days: number,
  zone: string,
): Instant {
  const approved_on = localDate(held.starts_at, zone)
  const { last_follow_up_on: last } = held
  const since = last !== null && last > approved_on ? last : approved_on
  return startOfLocalDate(plusLocalDays(since, days + 1), zone)
}
