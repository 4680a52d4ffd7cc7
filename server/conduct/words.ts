import type { Reader, Reason } from '#kit/ruling.ts'
import { capital, count, spoken } from '#kit/words.ts'
import type { ConductKind } from './conduct.ts'
import { CONSEQUENCE_WORDS } from './terms-words.ts'

export const KIND_NAMES: Record<ConductKind, string> = {
  parking: 'Parked protections',
  probing: 'Probing for accounts',
  unregistered: 'Selling unregistered',
  poaching: 'Poaching',
}

/** The same to the partner: what it is about, and no verdict on it. */
const KIND_NAMES_OWN: Record<ConductKind, string> = {
  parking: 'Deals without activity',
  probing: 'Many companies asked for',
  unregistered: 'A sale without a deal',
  poaching: 'Something we were told',
}

export function kindNameOf(kind: ConductKind, reader: Reader): string {
  return (reader === 'org' ? KIND_NAMES : KIND_NAMES_OWN)[kind]
}

/** What was seen in one sentence. The partner reads what it did, and nothing of what gave it away. */
const SUMMARIES: Record<ConductKind, { org: (seen: number) => string; partner: string }> = {
  parking: {
    org: (seen) => `${count(seen, 'protection')} held or run out without activity`,
    partner: 'Nothing was logged on these deals for a long time while they were yours.',
  },
  probing: {
    org: (seen) => `${count(seen, 'company or spelling', 'companies or spellings')} asked for in a short time`,
    partner: 'You asked for many companies in a short time, and few of them became deals.',
  },
  unregistered: {
    org: (seen) => `${count(seen, 'sale')} without a registration`,
    partner: 'You take part in a sale at a company that you had not registered as a deal.',
  },
  poaching: {
    org: () => 'Reported by a person',
    partner: 'We were told of something that does not seem to follow the rules.',
  },
}

export function summaryOf(kind: ConductKind, seen: number, reader: Reader): string {
  const { org, partner } = SUMMARIES[kind]
  return reader === 'org' ? org(seen) : partner
}

/** How a row of what was seen stands. */
const SEEN_WORDS: Record<string, string> = {
  idle: 'No activity that counts since',
  ended: 'Ran out without any activity on',
  held: 'Became a registration on',
  not_held: 'Registered, and not held, on',
  tried: 'Tried out on',
  open: 'Open, and takes part since',
  won: 'Won; took part since',
  reported: 'Reported on',
  named: 'Registered on',
}

export function seenInWords(code: string): string {
  return SEEN_WORDS[code] ?? capital(spoken(code))
}

type Words = (params: Reason['params']) => { org: string; partner?: string }

const say =
  (text: string): Words =>
  () => ({ org: text })
const both =
  (text: string): Words =>
  () => ({ org: text, partner: text })
const number = (value: unknown) => Number(value)

const WORDS: Record<string, Words> = {
  'on.passed': say('The program looks for it.'),
  'on.off': say('The program does not look for it.'),
  'idle.passed': say('Too few protections are held without activity.'),
  'idle.parked': ({ count: n, days, longest }) => ({
    org: `${count(number(n), 'protection')} without a counted activity for ${count(number(days), 'day')} or more; the longest for ${count(number(longest), 'day')}.`,
  }),
  'expired.passed': say('Too few protections ran out without activity.'),
  'expired.parked': ({ count: n, of, days }) => ({
    org: `${String(n)} of ${count(number(of), 'protection')} that ran out in ${count(number(days), 'day')} never saw an activity.`,
  }),
  'companies.passed': say('It did not ask for unusually many companies.'),
  'companies.many': ({ count: n, hours, held, usual, on }) => ({
    org: `${count(number(n), 'company', 'companies')} asked for within ${count(number(hours), 'hour')} from ${String(on)}; about ${String(usual)} in as many hours otherwise, and ${String(held)} became its claims.`,
  }),
  'spellings.passed': say('No name was tried in unusually many spellings.'),
  'spellings.many': ({ count: n, hours, on }) => ({
    org: `${String(n)} spellings of one name within ${count(number(hours), 'hour')} from ${String(on)}, and none became its claim.`,
  }),
  'customer.passed': say('The company is none that the program leaves out.'),
  'customer.left_out': say('The company is a customer or a house account, which the program leaves out.'),
  'sales.passed': say('Every sale was registered in time.'),
  'sales.unregistered': ({ count: n, won, days }) => ({
    org: `${count(number(n), 'sale')} at this company without a registration within ${count(number(days), 'day')}; ${String(won)} of them won.`,
  }),
  'weigh.nothing': say('Nothing to hold against the partner.'),
  'weigh.found': ({ count: n }) => ({ org: `A case: ${count(number(n), 'row')} in all.` }),
  'heard.not_told': say('The partner was not told.'),
  'heard.answered': both('The partner was told, and answered.'),
  'heard.silent': both('The partner was told, and did not answer in time.'),
  'heard.waiting': both('The partner was told; its time to answer was not over.'),
  'rank.counted': ({ rank, most }) => {
    const leads = CONSEQUENCE_WORDS[most as keyof typeof CONSEQUENCE_WORDS]
    const text = `Finding number ${String(rank)} that counts: it leads to ${leads} at most.`
    return { org: text, partner: text }
  },
  'person.dismissed': both('Dismissed: nothing is held against the partner.'),
  'person.noted': ({ days }) => {
    const text = `Noted on record for ${count(number(days), 'day')}.`
    return { org: text, partner: text }
  },
  'person.warned': ({ days }) => {
    const text = `A warning that counts for ${count(number(days), 'day')}.`
    return { org: text, partner: text }
  },
  'person.proposed': say('A suspension is proposed; a second person decides.'),
  'person.sent_back': say('The second person did not agree: it is decided anew.'),
  'person.suspended': ({ days }) => {
    const text = number(days) === 0 ? 'Suspended until it is lifted.' : `Suspended for ${count(number(days), 'day')}.`
    return { org: text, partner: text }
  },
}

/** What each check asks. */
export const CHECK_TITLES: Record<string, string> = {
  on: 'Does the program look for it?',
  idle: 'Are protections held without activity?',
  expired: 'Did protections run out unused?',
  companies: 'Were unusually many companies asked for?',
  spellings: 'Was one name tried in many spellings?',
  customer: 'Is it a company that has to be registered?',
  sales: 'Is there a sale without a registration?',
  weigh: 'What comes of it?',
  heard: 'Was the partner heard?',
  rank: 'How far can it lead?',
  person: 'What does the person say?',
}

export function reasonInWords({ code, params, verdict }: Reason, reader: Reader): string {
  if (verdict === 'not_reached') return 'Not asked: something above has answered.'
  const { org, partner } = WORDS[code]?.(params) ?? { org: capital(spoken(code.replace('.', ': '))) }
  return reader === 'org' ? org : (partner ?? 'Looked at.')
}

/** What was found, check by check, for people of the org. */
export function whyInWords(because: readonly Reason[]): string[] {
  return because.filter((reason) => reason.verdict === 'noted').map((reason) => reasonInWords(reason, 'org'))
}
