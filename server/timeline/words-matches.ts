import { spoken } from '#kit/words.ts'
import type { Telling, Words } from './words.ts'

const telling = (did: string, happened: string): Telling => ({ did, happened })
const itself = (happened: string): Telling => ({ did: '', happened, by_itself: true })

/** Companies that somebody has to tell apart: the org's business alone, and no partner's. */
export const MATCH_WORDS: Readonly<Record<string, Words>> = {
  'registration.account_picked': {
    org: telling('said which account it is', 'It was said which account it is'),
    partner: null,
  },
  'match.opened': {
    tone: 'info',
    org: itself('It is not clear which account this is: a person is asked'),
    partner: null,
  },
  'match.ruled_out': { org: telling('ruled an account out', 'An account was ruled out'), partner: null },
  'match.decided': {
    tone: 'success',
    org: telling('told the companies apart', 'The companies were told apart'),
    partner: null,
    detail: ({ verdict }) => (verdict === 'same' ? 'The same company' : 'Another company'),
  },
  'match.settled': {
    org: itself('The question which account it is has lost its reason'),
    partner: null,
    detail: ({ settled_by }) => (typeof settled_by === 'string' ? spoken(settled_by) : null),
  },
  'match.taken_back': {
    tone: 'warn',
    org: telling('took the word on the companies back', 'A word on the companies was taken back'),
    partner: null,
  },
}
