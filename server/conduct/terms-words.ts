import type { Reader } from '#kit/ruling.ts'
import type { Audience, Path, Sentence, Wording } from '#kit/section.ts'
import { count, series } from '#kit/words.ts'
import type { Consequence } from './conduct.ts'
import type { ConductTerms } from './terms.ts'

/** The conduct terms as partners and the org read them, and their changes. */

export const CONSEQUENCE_WORDS: Record<Consequence, string> = {
  notice: 'a note on record',
  warning: 'a warning',
  suspension: 'a suspension',
}

const ROLE_WORDS: Record<string, string> = {
  sourced: 'found',
  resells: 'resells',
  implements: 'implements',
  influences: 'influences',
}

/** What a suspension means for what a partner has. Said in the program, on the case and on the partner's pages. */
export const WHILE_SUSPENDED = [
  'While a partner is suspended it registers nothing new.',
  'Protections that it has stand until they end, and are not extended.',
  'Its open registrations wait where they are: none is approved until the suspension ends, and none loses its place.',
] as const

/** The same to the partner that is suspended. */
const YOU_SUSPENDED = [
  'You cannot register anything new.',
  'What you have protected stays yours until it ends; it is not extended.',
  'Deals that we are checking wait, and keep their place.',
] as const

export function whileSuspended(reader: Reader): string[] {
  return [...(reader === 'org' ? WHILE_SUSPENDED : YOU_SUSPENDED)]
}

/** "to leave a sale that a partner found or resells unregistered for 14 days". */
function unregisteredInWords({ roles, grace_days, customers }: ConductTerms['unregistered']): string {
  const its = series(
    roles.map((role) => ROLE_WORDS[role] ?? role),
    'or',
  )
  return `to leave a sale that a partner ${its} unregistered for more than ${count(grace_days, 'day')} after it began${customers ? '' : ', unless the company is our customer already'}`
}

export function conductSentences({ parking, probing, unregistered, process }: ConductTerms): Sentence[] {
  const said: Sentence[] = []
  const say = (id: string, path: Path, text: string, audience: Audience = 'everyone') =>
    said.push({ id: `conduct.${id}`, text, audience, section: 'conduct', path: ['conduct', ...path] })
  const against = [
    ...(parking.on
      ? [
          `parking, which is to hold ${count(parking.idle_at_least, 'protection')} without a logged activity for ${count(parking.idle_days, 'day')}, or to let ${parking.expired_at_least} run out in ${count(parking.window_days, 'day')} unused, being ${parking.expired_percent}% of all that did`,
        ]
      : []),
    ...(probing.on ? ['to try out many companies, or many spellings of one, to learn who is protected'] : []),
    ...(unregistered.on ? [unregisteredInWords(unregistered)] : []),
  ]
  if (against.length > 0)
    say('rules', [], `Against the rules ${against.length > 1 ? 'are' : 'is'} ${against.join('; ')}.`)
  if (probing.on)
    say(
      'probing.companies',
      ['probing', 'companies_at_least'],
      `Probing is found at ${count(probing.companies_at_least, 'company', 'companies')} within ${count(probing.within_hours, 'hour')}, ${probing.times_usual} times the partner’s usual or more, of which ${probing.held_percent_at_most}% or fewer became its claims; or at ${probing.spellings_at_least} spellings of one name.`,
      'org',
    )
  say(
    'process.told',
    ['process', 'answer_within_working_days'],
    `Whoever seems to break these rules is told what was seen and has ${count(process.answer_within_working_days, 'working day')} to answer; only then a person decides. A first finding leads to ${CONSEQUENCE_WORDS[process.first]} at most, a second to ${CONSEQUENCE_WORDS[process.second]}, a third to ${CONSEQUENCE_WORDS[process.third]}; each counts for ${count(process.counts_days, 'day')}.`,
  )
  say(
    'process.suspension',
    ['process', 'suspension_days'],
    `A suspension takes two people of ours, ${process.suspension_days === null ? 'lasts until it is lifted' : `lasts ${count(process.suspension_days, 'day')} unless it is lifted before`}, and can be disputed. ${WHILE_SUSPENDED.join(' ')}`,
  )
  return said
}

const onOff = (on: unknown) => (on ? 'looked for' : 'not looked for')
const daysOf = (days: unknown) => count(Number(days), 'day')
const percentOf = (percent: unknown) => `${String(percent)}%`
const leadsTo = (to: unknown) => CONSEQUENCE_WORDS[to as Consequence] // stands under paths of that type alone

export const conductWording: Record<string, Wording<unknown>> = {
  'parking.on': { label: 'parking', value: onOff },
  'parking.idle_days': { label: 'a parked protection', verb: 'has no activity for', value: daysOf },
  'parking.idle_at_least': { label: 'the parked protections that make a case', verb: 'are at least' },
  'parking.expired_percent': { label: 'the share that ran out without activity', value: percentOf },
  'parking.expired_at_least': { label: 'the protections that ran out without activity', verb: 'are at least' },
  'parking.window_days': { label: 'the time in which they ran out', value: daysOf },
  'probing.on': { label: 'probing', value: onOff },
  'probing.within_hours': { label: 'the time in which probing is counted', value: (n) => count(Number(n), 'hour') },
  'probing.companies_at_least': { label: 'the companies that make a probe', verb: 'are at least' },
  'probing.times_usual': { label: 'a probe', value: (n) => `${String(n)} times the partner’s usual` },
  'probing.held_percent_at_most': { label: 'the share that became claims', verb: 'is at most', value: percentOf },
  'probing.spellings_at_least': { label: 'the spellings of one name that make a probe', verb: 'are at least' },
  'unregistered.on': { label: 'selling without a registration', value: onOff },
  'unregistered.roles': { label: 'the roles that count as selling', verb: 'are' },
  'unregistered.grace_days': { label: 'the time to register a sale that began', value: daysOf },
  'unregistered.customers': {
    label: 'sales at existing customers',
    verb: 'are',
    value: (on) => (on ? 'looked at too' : 'left out'),
  },
  'process.answer_within_working_days': {
    label: 'the time to answer a case',
    value: (n) => count(Number(n), 'working day'),
  },
  'process.first': { label: 'a first finding', verb: 'leads at most to', value: leadsTo },
  'process.second': { label: 'a second finding', verb: 'leads at most to', value: leadsTo },
  'process.third': { label: 'a third finding', verb: 'leads at most to', value: leadsTo },
  'process.counts_days': { label: 'the time that a finding counts', value: daysOf },
  'process.suspension_days': {
    label: 'a suspension',
    verb: 'lasts',
    value: (n) => (n === null ? 'until it is lifted' : daysOf(n)),
  },
}
