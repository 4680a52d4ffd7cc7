import { capital, spoken } from '#kit/words.ts'
import type { Telling, Words } from './words.ts'

const telling = (did: string, happened: string): Telling => ({ did, happened })
const itself = (happened: string): Telling => ({ did: '', happened, by_itself: true })
const textOf = (value: unknown) => (typeof value === 'string' ? spoken(value) : null)

/** Consents, conflicts and free contact on a record's timeline. */
export const ENGAGEMENT: Readonly<Record<string, Words>> = {
  'registration.contact_soon_free': {
    tone: 'warn',
    org: itself('The partner was warned that its follow-up slips'),
    partner: itself('We reminded you that direct sales may soon make contact'),
  },
  'registration.contact_free': {
    tone: 'danger',
    org: itself('The follow-up slipped: direct sales may contact the account'),
    partner: itself('No follow-up came in time: direct sales may make contact'),
  },
  'consent.asked': {
    tone: 'info',
    org: telling('asked the partner for consent', 'The partner was asked for consent'),
    partner: telling(
      'asked whether direct sales may make contact',
      'You were asked whether direct sales may make contact',
    ),
  },
  'consent.granted': {
    tone: 'success',
    org: telling('consented to direct contact', 'The partner consented to direct contact'),
    partner: telling('let direct sales make contact', 'Direct sales may make contact'),
  },
  'consent.declined': {
    tone: 'warn',
    org: telling('did not consent to direct contact', 'The partner did not consent'),
    partner: telling('did not let direct sales make contact', 'Direct sales may not make contact'),
  },
  'consent.withdrawn': {
    org: telling('took the question for consent back', 'The question for consent was taken back'),
    partner: telling('took the question back', 'The question was taken back'),
  },
  'consent.revoked': {
    tone: 'danger',
    org: telling('took the consent back', 'The consent was taken back'),
    partner: telling('took the consent back', 'The consent was taken back'),
  },
  'consent.ending': {
    tone: 'warn',
    org: itself('The consent ends soon'),
    partner: itself('Your consent ends soon'),
  },
  'consent.lapsed': { org: itself('The consent ended'), partner: itself('Your consent ended') },
  'consent.overdue': {
    tone: 'danger',
    org: itself('The partner has not answered in time whether it consents'),
    partner: itself('The time to answer has passed; nothing is granted by that'),
  },
  'consent.moot': {
    org: itself('The consent ended with the protection'),
    partner: itself('The consent ended with the deal'),
  },
  'conflict.raised': {
    tone: 'danger',
    org: itself('A conflict was raised: direct sales came to a protected account'),
    partner: itself('Direct sales is active there without your consent'),
  },
  'conflict.reminded': {
    tone: 'warn',
    org: itself('Whoever has not answered was reminded'),
    partner: itself('We reminded you to answer'),
  },
  'conflict.answered': {
    tone: 'info',
    org: telling('said what their side knows', 'One side has answered'),
    partner: telling('answered for your side', 'You have answered'),
    detail: ({ position }) => (textOf(position) ? capital(textOf(position) ?? '') : null),
  },
  'conflict.overdue': {
    tone: 'danger',
    org: itself('The time to answer passed: somebody without a stake decides'),
    partner: itself('The time to answer passed: somebody without a stake decides'),
  },
  'conflict.resolved': {
    tone: 'success',
    org: telling('resolved the conflict', 'The conflict was resolved'),
    partner: itself('It was settled what direct sales may do'),
    detail: ({ status }) => (textOf(status) ? capital(textOf(status) ?? '') : null),
  },
  'conflict.moot': {
    org: itself('The conflict settled itself'),
    partner: itself('The matter settled itself'),
  },
}
