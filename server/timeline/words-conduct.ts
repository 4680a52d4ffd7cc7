import { capital, spoken } from '#kit/words.ts'
import type { Words } from './words.ts'

const telling = (did: string, happened: string) => ({ did, happened })
const itself = (happened: string) => ({ did: '', happened, by_itself: true as const })
const kindOf: Words['detail'] = ({ kind }) => (typeof kind === 'string' ? capital(spoken(kind)) : null)

/** What is told of conduct cases; of one that it was not told of, a partner reads nothing. */
export const CONDUCT_WORDS: Readonly<Record<string, Words>> = {
  'registration.offer_paused': {
    org: itself('The offer waits, because the partner is suspended'),
    partner: itself('The offer waits until your suspension ends'),
  },
  'conduct_case.found': {
    tone: 'warn',
    org: telling('opened a conduct case', 'A conduct case was opened'),
    partner: null,
    detail: kindOf,
  },
  'conduct_case.added': { org: itself('More was found for a conduct case'), partner: null, detail: kindOf },
  'conduct_case.notified': {
    tone: 'warn',
    org: telling('told the partner what was seen', 'The partner was told what was seen'),
    partner: telling('asked you about something we saw', 'We asked you about something we saw'),
  },
  'conduct_case.answered': {
    tone: 'info',
    org: telling('answered in a conduct case', 'The partner answered in a conduct case'),
    partner: telling('answered our question', 'You answered our question'),
  },
  'conduct_case.silent': {
    tone: 'warn',
    org: itself('The partner did not answer in time'),
    partner: itself('The time to answer our question passed'),
  },
  'conduct_case.dismissed': {
    tone: 'success',
    org: telling('dismissed a conduct case', 'A conduct case was dismissed'),
    partner: telling('settled our question: nothing is held against you', 'Settled: nothing is held against you'),
  },
  'conduct_case.noted': {
    org: telling('noted a conduct case on record', 'A conduct case was noted on record'),
    partner: telling('noted it on record', 'Noted on record'),
  },
  'conduct_case.warned': {
    tone: 'danger',
    org: telling('warned the partner', 'The partner was warned'),
    partner: telling('warned you', 'You were warned'),
  },
  'conduct_case.proposed': {
    tone: 'warn',
    org: telling('proposed to suspend the partner', 'A suspension was proposed'),
    partner: null,
  },
  'conduct_case.sent_back': {
    org: telling('sent the proposed suspension back', 'The proposed suspension was sent back'),
    partner: null,
  },
  'conduct_case.suspended': {
    tone: 'danger',
    org: telling('confirmed that the partner is suspended', 'The partner was suspended'),
    partner: telling('suspended you', 'You were suspended'),
  },
  'conduct_case.lifted': {
    tone: 'success',
    org: telling('lifted what was decided in a conduct case', 'What was decided in a conduct case was lifted'),
    partner: telling('lifted what was decided', 'What was decided was lifted'),
  },
  'conduct_case.lapsed': {
    org: itself('A conduct case counts no more'),
    partner: itself('It counts no more'),
  },
}
