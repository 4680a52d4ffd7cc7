import type { Audience, Path, Sentence, Wording } from '#kit/section.ts'
import { count } from '#kit/words.ts'
import { slipDays } from './follow-up.ts'
import type { EngagementTerms } from './terms.ts'

/** The rules of engagement as both sides read them, and their changes. */

/** What these words need of the other sections. */
export type EngagementAround = {
  registration: { follow_up: { within_days: number | null } }
}

export function engagementSentences(terms: EngagementTerms, { registration }: EngagementAround): Sentence[] {
  const said: Sentence[] = []
  const say = (id: string, path: Path, text: string, audience: Audience = 'everyone') =>
    said.push({ id: `engagement.${id}`, text, audience, section: 'engagement', path: ['engagement', ...path] })
  const { contact, consent, conflict } = terms
  if (!contact.needs_consent) {
    say('contact', ['contact', 'needs_consent'], 'Our own people may contact an account that a partner has protected.')
    return said
  }
  const slip = slipDays(terms, registration)
  const warned =
    contact.warn_days_before > 0 ? `, of which we warn ${count(contact.warn_days_before, 'day')} before` : ''
  say(
    'contact',
    ['contact'],
    slip === null
      ? 'Our own people contact a protected account only with the partner’s consent.'
      : `Our own people contact a protected account only with the partner’s consent, or once its follow-up has slipped: ${count(slip, 'day')} without one since the approval or the last that was logged${warned}. The next one closes the contact again.`,
  )
  say(
    'consent',
    ['consent'],
    `A partner that is asked for consent answers within ${count(consent.answer_within_working_days, 'working day')}, and silence is none; a consent lasts ${count(consent.days, 'day')} unless the partner says otherwise, ${count(consent.at_most_days, 'day')} at most, and can be taken back at any time.`,
  )
  if (consent.remind_days_before > 0)
    say(
      'consent.remind',
      ['consent', 'remind_days_before'],
      `Both sides are reminded ${count(consent.remind_days_before, 'day')} before a consent ends.`,
      'org',
    )
  say(
    'conflict',
    ['conflict', 'answer_within_working_days'],
    `Where direct sales opens an opportunity at a protected account without that, a conflict is raised: both sides say within ${count(conflict.answer_within_working_days, 'working day')} what they know, silence grants nothing, and somebody of ours without a stake in it decides.`,
  )
  return said
}

const dayCount = (value: unknown) => count(Number(value), 'day')
const workingDayCount = (value: unknown) => count(Number(value), 'working day')

/** How changes of these terms are told. */
export const engagementWording: Record<string, Wording<EngagementAround>> = {
  'contact.needs_consent': {
    label: 'the partner’s consent to direct contact',
    value: (on) => (on ? 'needed' : 'not needed'),
  },
  'contact.free_after_slip': {
    label: 'contact after a follow-up that slipped',
    value: (on) => (on ? 'free' : 'not free'),
  },
  'contact.slip_days': {
    label: 'the follow-up',
    verb: 'slips after',
    value: (value) => (value === null ? 'the days of the registration rules, or 14' : dayCount(value)),
  },
  'contact.warn_days_before': {
    label: 'a warning of that',
    verb: 'comes',
    value: (value) => (value === 0 ? 'never' : `${dayCount(value)} before`),
  },
  'consent.days': { label: 'a consent', verb: 'lasts', value: dayCount },
  'consent.at_most_days': { label: 'a consent', verb: 'lasts at most', value: dayCount },
  'consent.answer_within_working_days': { label: 'the time to answer a request for consent', value: workingDayCount },
  'consent.remind_days_before': {
    label: 'a reminder of the end of a consent',
    verb: 'comes',
    value: (value) => (value === 0 ? 'never' : `${dayCount(value)} before`),
  },
  'conflict.answer_within_working_days': { label: 'the time to answer a conflict', value: workingDayCount },
}
