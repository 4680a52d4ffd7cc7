import type { Reader, Reason } from '#kit/ruling.ts'
import { capital, count, dayInWords, spoken } from '#kit/words.ts'
import type { ContactOutcome } from './decide.ts'

/** Codes of the contact ladder in English, for the org and for the partner. Neither names anybody else. */
type Words = (params: Reason['params']) => { org: string; partner?: string }

const say =
  (org: string, partner?: string): Words =>
  () => ({ org, ...(partner && { partner }) })

const day = (date: unknown) => dayInWords(String(date))
const started = (last: unknown) => (last ? `the last follow-up, on ${day(last)}` : 'the approval')

const WORDS: Record<string, Words> = {
  'rules.passed': say('The program asks for the partner’s consent.'),
  'rules.open': say(
    'The program lets our own people contact protected accounts.',
    'The program lets the company’s own people contact protected companies.',
  ),
  'held.passed': say('A partner protects the account.'),
  'held.not': say('Nobody protects the account now.'),
  'held.above': say('A partner protects an account above this one, and the program does not count that here.'),
  'held.other_lines': say('A partner protects other product lines of the account.'),
  'own.passed': say('It is direct sales’ own.'),
  'own.partner': say('The opportunity is a partner’s: a registration became it, or a partner takes part.'),
  'consent.passed': say('The partner has given no consent that holds now.'),
  'consent.given': ({ until }) => ({
    org: `The partner consents to contact until ${day(until)}.`,
    partner: `You said yes to contact until ${day(until)}.`,
  }),
  'slip.passed': say('The partner’s follow-up has not slipped.'),
  'slip.slipped': ({ since, days, last }) => ({
    org: `Contact is free since ${day(since)}: ${count(Number(days), 'day')} without a follow-up have passed since ${started(last)}.`,
    partner: `Direct sales may make contact since ${day(since)}: ${count(Number(days), 'day')} without a follow-up have passed since ${started(last)}. Log one, and the contact is yours again.`,
  }),
  'before.passed': say('Direct sales was not there before the partner registered.'),
  'before.registration': ({ opened_on, registered_on }) => ({
    org: `The opportunity was opened on ${day(opened_on)}, before the partner registered on ${day(registered_on)}.`,
  }),
  'holder.protected': ({ until }) => ({
    org: `The partner protects the account until ${day(until)}: ask for its consent first.`,
    partner: `The company is protected for you until ${day(until)}: direct sales does not contact it without your yes.`,
  }),
  'holder.follows_up': ({ until, free_on, last }) => ({
    org: `The partner protects the account until ${day(until)}: ask for its consent first. Contact is free from ${day(free_on)} unless the partner follows up again: the clock runs since ${started(last)}.`,
    partner: `The company is protected for you until ${day(until)}: direct sales does not contact it without your yes. Log a follow-up before ${day(free_on)} to keep it so.`,
  }),
}

/** What each check asks. */
export const CONTACT_TITLES: Record<string, string> = {
  rules: 'Does the program ask for consent?',
  held: 'Is the account protected?',
  own: 'Is it a partner’s own sale?',
  consent: 'Has the partner consented?',
  slip: 'Did the partner let its follow-up slip?',
  before: 'Was direct sales there before?',
  holder: 'Whose account is it?',
}

export function contactInWords(reason: Reason, reader: Reader): string {
  if (reason.verdict === 'not_reached') return 'Not asked: something above has answered.'
  const said = WORDS[reason.code]?.(reason.params) ?? { org: capital(spoken(reason.code.replace('.', ': '))) }
  return reader === 'org' ? said.org : (said.partner ?? said.org)
}

/** The sentence that answered. */
export function answerInWords(because: readonly Reason[], reader: Reader): string {
  const answered = because.find((reason) => reason.verdict === 'answered')
  return answered ? contactInWords(answered, reader) : ''
}

/** A verdict in two or three words. */
export const STANDING_NAMES: Record<ContactOutcome['standing'], string> = {
  free: 'Free to contact',
  consent: 'Contact with consent',
  slipped: 'Free: the follow-up slipped',
  protected: 'Ask for consent first',
}
