import type { Finding, Path } from '#kit/section.ts'
import { slipDays } from './follow-up.ts'
import type { EngagementTerms } from './terms.ts'
import type { EngagementAround } from './terms-words.ts'

/** What publishing the rules of engagement needs beyond their schema: terms that agree with each other. */
export function checkEngagementTerms(terms: EngagementTerms, { registration }: EngagementAround): Finding[] {
  const found: Finding[] = []
  const note = (level: Finding['level'], path: Path, message: string) =>
    found.push({ level, section: 'engagement', path: ['engagement', ...path], message })
  const { contact, consent } = terms

  if (consent.days > consent.at_most_days)
    note(
      'error',
      ['consent', 'days'],
      `A consent of ${consent.days} days is longer than the ${consent.at_most_days} days that one lasts at most: make it shorter, or the most longer.`,
    )
  const slip = slipDays(terms, registration)
  const { within_days } = registration.follow_up
  if (slip !== null && within_days !== null && slip < within_days)
    note(
      'warning',
      ['contact', 'slip_days'],
      `Contact is free after ${slip} days without a follow-up, while partners have ${within_days} days to follow up: they lose it before it is owed.`,
    )
  if (slip !== null && contact.warn_days_before >= slip)
    note(
      'warning',
      ['contact', 'warn_days_before'],
      `A warning ${contact.warn_days_before} days before a slip after ${slip} days never comes: make it fewer days.`,
    )
  if (!contact.needs_consent && contact.slip_days !== null)
    note(
      'warning',
      ['contact', 'slip_days'],
      'Contact needs no consent, so nothing is freed by a follow-up that slipped: leave the days out.',
    )
  return found
}
