import { countryName } from '#kit/countries.ts'
import type { Noun } from '#kit/ids.ts'
import type { Reader, Reason } from '#kit/ruling.ts'
import { capital, count, spoken } from '#kit/words.ts'

/** Codes of reasons in English, for the org and for the partner. The partner's words never tell who else. */
type Words = (params: Reason['params']) => { org: string; partner?: string; yes?: string }

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** "March 2027" from "2027-03". */
function month(text: string): string {
  const [year = '', m = ''] = text.split('-')
  return `${MONTHS[Number(m) - 1] ?? ''} ${year}`
}

/** A reason as the program's author wrote it, made a sentence. */
function sentence(reason: unknown): string {
  const text = capital(String(reason).trim())
  return /[.!?]$/.test(text) ? text : `${text}.`
}

/** Why it is not clear which account is meant. `score` was not said by the first ladders. */
function unsure(by: string, n: number, score: number | null): string {
  const points = score === null ? '' : ` (${score} points of 1000)`
  switch (by) {
    case 'shared_domain':
      return `${n} accounts share this domain: a person picks.`
    case 'names_contradict':
      return `An account has this domain, under a name that has nothing in common with this one${points}: a person looks.`
    case 'domain':
      return `An account has this domain, but another tax id${points}: a person looks.`
    case 'sibling_domain':
      return `An account has this domain in another country${points}, and that proves nothing: a person looks.`
    case 'several':
      return `${count(n, 'account comes', 'accounts come')} into question, and none leads clearly${points}: a person picks.`
    case 'evidence':
      return `Much speaks for an account${points}, and not enough: a person looks.`
    default:
      if (score === null)
        return `${n === 1 ? 'An account has' : `${n} accounts have`} the same name, and a name alone proves nothing: a person picks.`
      return `${n === 1 ? 'An account has' : `${n} accounts have`} a name like this${points}, and a name alone proves nothing: a person picks.`
  }
}

const say =
  (text: string): Words =>
  () => ({ org: text, partner: text })

const WORDS: Record<string, Words> = {
  'entitled.passed': say('The partner may register in this track.'),
  'entitled.track': ({ track }) => ({
    org: `Partners of the track ${spoken(String(track))} may not register deals.`,
    yes: 'Enroll in a track whose partners may register; your partner manager can help.',
  }),
  'entitled.status': ({ status }) => ({
    org: `An enrollment that is ${spoken(String(status))} may not register deals.`,
    partner: `Your enrollment is ${spoken(String(status))}, and only active ones may register.`,
    yes: 'Finish what your enrollment waits for; your partner manager can say what that is.',
  }),
  'entitled.role': () => ({
    org: 'The program does not let people of this role register deals.',
    yes: 'Ask a seller or an admin of your company to register it.',
  }),
  'country.passed': say('The country is open to partners.'),
  'country.excluded': ({ country }) => ({
    org: `Nothing can be registered in ${countryName(String(country))}.`,
    yes: 'Register an account in a country that the program is open in.',
  }),
  'recognised.passed': say('It is clear which account this is.'),
  'recognised.unsure': ({ by, count: n, score }) => ({
    org: unsure(String(by), Number(n), score === undefined ? null : Number(score)),
    partner: 'We are checking which company this is.',
  }),
  'industry.passed': say('The industry is open to partners.'),
  'industry.excluded': ({ industry }) => ({
    org: `Nothing can be registered in the industry ${industry}.`,
    yes: 'Register an account in an industry that the program is open in.',
  }),
  'customer.passed': say('The account is not a customer yet.'),
  'customer.existing': () => ({
    org: 'The account is a customer already.',
    partner: 'This company is already a customer.',
    yes: 'If it is about something new, tell your partner manager; they can look at it with you.',
  }),
  'house.passed': say('The account is open to partners.'),
  'house.kept': () => ({
    org: 'The account is kept by the org for itself.',
    partner: 'We look after this company ourselves.',
    yes: 'Register another company.',
  }),
  'opportunity.passed': say('Direct sales has no open opportunity here.'),
  'opportunity.open': () => ({
    org: 'Direct sales has an open opportunity at this account.',
    partner: 'Our own sales team is already in talks with this company.',
    yes: 'Show what you bring to the deal; your partner manager can open it for working together.',
  }),
  'cool_off.passed': say('No registration of the same partner lapsed here lately.'),
  'cool_off.until': ({ date }) => ({
    org: `The partner’s earlier registration lapsed; it may register again from ${date}.`,
    partner: `Your earlier registration of this company lapsed; you may register it again from ${date}.`,
    yes: `Register it again from ${date}.`,
  }),
  'free.passed': say('No earlier claim stands in the way.'),
  'free.claimed': ({ place, until_month }) => ({
    org: `${count(Number(place), 'earlier open claim stands', 'earlier open claims stand')} on this account${until_month ? `, protected until ${month(String(until_month))}` : ''}.`,
    partner: until_month
      ? `This company is protected until ${month(String(until_month))}. You are in line, and it is offered to you when it comes free.`
      : 'Another claim on this company came first and is being checked. You are in line.',
    yes: 'Nothing to do: when the company comes free, your registration is decided at once.',
  }),
  'free.letter': ({ place }) => ({
    org: `${count(Number(place), 'earlier open claim stands', 'earlier open claims stand')} on this account, and the customer’s letter names this partner: a person decides who gives way.`,
    partner: 'Another claim on this company came first, and your customer’s letter names you: a person decides.',
  }),
  'family.passed': say('No protection of a parent company covers it.'),
  'family.covered': ({ until_month }) => ({
    org: `A parent company is protected for another partner until ${month(String(until_month))}, and the program lets that cover its subsidiaries.`,
    partner: `This company is protected until ${month(String(until_month))}.`,
    yes: `Register it again after ${month(String(until_month))}.`,
  }),
  'family.looked_at': ({ until_month }) => ({
    org: `A parent company is protected for another partner until ${month(String(until_month))}: a person decides whether that covers this one.`,
    partner: `This company may be protected until ${month(String(until_month))}. We are checking.`,
  }),
  'held.passed': say('No dispute holds the account.'),
  'held.dispute': () => ({
    org: 'A dispute holds the account: nothing is approved there until it is decided.',
    partner: 'This company is being looked at. You hear from us when that is done.',
  }),
  'letter.passed': say('No letter of the customer is missing.'),
  'letter.missing': () => ({
    org: 'The customer’s signed letter is missing, so a person looks.',
    partner: 'A signed letter of the customer is needed. Attach it here, and we look at it.',
    yes: 'Attach the customer’s signed letter.',
  }),
  'rules.approve': ({ reason, days }) => ({
    org: `A rule of the program approves it: ${sentence(reason)} Protected for ${days} days.`,
    partner: `${sentence(reason)} The company is yours for ${days} days.`,
  }),
  'rules.reject': ({ reason }) => ({
    org: `A rule of the program rejects it: ${sentence(reason)}`,
    partner: sentence(reason),
    yes: 'Read the rules of the program for what can be registered.',
  }),
  'rules.review': ({ reason, hours }) => ({
    org: `A rule of the program wants it looked at: ${sentence(reason)}`,
    partner: `${sentence(reason)} We answer within ${hours} working hours.`,
  }),
  'rules.looked_at': () => ({
    org: 'Something was noted that a person has to look at.',
    partner: 'We are checking this registration.',
  }),
  'rules.default_approve': ({ days }) => ({
    org: `No rule objects, and the program then approves. Protected for ${days} days.`,
    partner: `Approved. The company is yours for ${days} days.`,
  }),
  'rules.default_reject': () => ({
    org: 'No rule applies, and the program then rejects.',
    partner: 'The program has no rule that lets this be registered.',
    yes: 'Read the rules of the program for what can be registered.',
  }),
  'rules.default_review': ({ hours }) => ({
    org: 'No rule decides: a person does.',
    partner: `We are checking this registration and answer within ${hours} working hours.`,
  }),
  'ahead.passed': say('No earlier claim stands in the way.'),
  'ahead.overridden': ({ count: n }) => ({
    org: `Approved past ${count(Number(n), 'earlier open claim', 'earlier open claims')}, with a written reason.`,
  }),
  'person.approved': ({ days }) => ({
    org: `A person approved it. Protected for ${days} days.`,
    partner: `Approved. The company is yours for ${days} days.`,
  }),
  'person.rejected': () => ({ org: 'A person rejected it.', partner: 'We looked at it and cannot accept it.' }),
  'silence.no_answer': () => ({
    org: 'The partner did not answer the question in time.',
    partner: 'We asked, and got no answer in time.',
    yes: 'Register it again, with the answer in your notes.',
  }),
  'silence.not_confirmed': () => ({
    org: 'The account was offered to the partner, which did not confirm in time.',
    partner: 'The company was offered to you, and you did not confirm in time.',
    yes: 'Register it again; you stand behind whoever came in between.',
  }),
  'left.passed': say('It can still be extended.'),
  'left.never': say('The program does not extend protections.'),
  'left.none': ({ extensions }) => {
    const times = Number(extensions) === 1 ? 'once' : `${extensions} times`
    return {
      org: `The program extends a protection ${times}, and that was done.`,
      partner: `Your protection was extended already; the rules allow that ${times}.`,
      yes: 'Bring the deal home, or ask your partner manager to tie it to an opportunity.',
    }
  },
  'window.passed': say('It was asked near enough to the end.'),
  'window.early': ({ from, days }) => ({
    org: `More time can be asked for from ${days} days before the end.`,
    partner: `It is too early: you can ask for more time from ${from}.`,
    yes: `Ask again from ${from}.`,
  }),
  'activity.passed': say('A follow-up was logged lately.'),
  'activity.none': ({ days }) => ({
    org: `No follow-up was logged in the last ${days} days.`,
    partner: `You have logged no follow-up in the last ${days} days.`,
  }),
  'waiting.passed': say('Nobody waits in line.'),
  'waiting.others': ({ count: n }) => ({
    org: `${count(Number(n), 'claim waits', 'claims wait')} in line for the account.`,
  }),
  'grant.by_program': ({ days }) => ({
    org: `The program extends it by ${days} days.`,
    partner: `Extended by ${days} days.`,
  }),
  'grant.by_person': ({ days }) => ({
    org: `A person extended it by ${days} days.`,
    partner: `Extended by ${days} days.`,
  }),
  'grant.declined_by_person': () => ({
    org: 'A person declined it.',
    partner: 'We looked at it and cannot give more time.',
  }),
  'grant.person_decides': ({ hours }) => ({
    org: 'A person decides whether there is more time.',
    partner: `We are looking at it, and answer within ${hours} working hours.`,
  }),
}

/** One reason as a sentence for its reader. */
export function reasonInWords(reason: Pick<Reason, 'code' | 'params'>, reader: Reader): string {
  if (reason.code.endsWith('.not_reached')) return 'Not reached: a check above had answered.'
  const words = WORDS[reason.code]?.(reason.params)
  if (!words) return reason.code
  return reader === 'partner' ? (words.partner ?? words.org) : words.org
}

/** What would turn this no into a yes, where something would. */
export function wayToYes(reason: Pick<Reason, 'code' | 'params'>): string | null {
  return WORDS[reason.code]?.(reason.params).yes ?? null
}

/** What the evidence of a check points at. */
export const CHECK_EVIDENCE: Record<string, Noun> = {
  recognised: 'account',
  customer: 'account',
  house: 'account',
  opportunity: 'opportunity',
  free: 'registration',
  family: 'account',
  held: 'hold',
  ahead: 'registration',
  waiting: 'registration',
}

/** Titles of the checks, for screens. */
export const CHECK_TITLES: Record<string, string> = {
  entitled: 'May this partner register?',
  country: 'Is the country open?',
  recognised: 'Is it clear which account this is?',
  industry: 'Is the industry open?',
  customer: 'Is it a customer already?',
  house: 'Is it kept by the org?',
  opportunity: 'Is direct sales there already?',
  cool_off: 'Did an earlier registration lapse lately?',
  letter: 'Is the customer’s letter there, where one is needed?',
  free: 'Is the account free?',
  family: 'Does a parent’s protection cover it?',
  held: 'Does a dispute hold it?',
  rules: 'What do the program’s rules say?',
  ahead: 'Does an earlier claim stand ahead?',
  person: 'What did the person decide?',
  silence: 'Did the partner speak up in time?',
  left: 'Can it still be extended?',
  window: 'Is it near enough to the end?',
  activity: 'Was there a follow-up lately?',
  waiting: 'Does somebody wait in line?',
  grant: 'Who grants it?',
}
