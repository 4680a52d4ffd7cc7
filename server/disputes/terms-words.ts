import type { Audience, Sentence, Wording } from '#kit/section.ts'
import { capital, count, series, spoken } from '#kit/words.ts'
import type { DisputeTerms } from './terms.ts'

/** The disputes terms as a partner reads them, and their changes. */

const HELD_NAMES: Record<DisputeTerms['holds']['partner'][number], string> = {
  account: 'nobody new is approved on the account',
  money: 'what the deal earns is kept back',
}

/** "While a disagreement is open, nobody new is approved on the account." */
function holdsInWords({ partner, org }: DisputeTerms['holds']): string {
  const inWords = (what: typeof partner) => series(what.map((one) => HELD_NAMES[one]))
  const both = [
    { whose: 'a partner’s disagreement', what: inWords(partner) },
    { whose: 'a disagreement of our own people', what: inWords(org) },
  ]
  if (both[0]?.what === both[1]?.what)
    return partner.length > 0 ? `While a disagreement is open, ${inWords(partner)}.` : ''
  const told = both.filter(({ what }) => what !== '').map(({ whose, what }) => `while ${whose} is open, ${what}`)
  return `${capital(told.join('; '))}.`
}

export function disputeSentences(terms: DisputeTerms): Sentence[] {
  const said: Sentence[] = []
  const say = (id: string, path: (string | number)[], text: string, audience: Audience = 'everyone') =>
    said.push({ id: `disputes.${id}`, text, audience, section: 'disputes', path: ['disputes', ...path] })
  // One sentence for the way it goes: partners remember few.
  say(
    'decide',
    ['decide_within_working_days'],
    `Whoever disagrees with a decision may say so: we answer that it has arrived within ${count(terms.acknowledge_within_working_hours, 'working hour')}, and somebody without a stake decides within ${count(terms.decide_within_working_days, 'working day')}; whoever we ask for their side has ${count(terms.answer_within_working_days, 'working day')}, which do not count, and after that we go on without it.`,
  )
  say(
    'appeal',
    ['appeal_within_days'],
    `A decision can be appealed once, within ${count(terms.appeal_within_days, 'day')}; somebody else, of a higher level where there is one, decides then.`,
  )
  const held = holdsInWords(terms.holds)
  if (held !== '') say('holds', ['holds'], held)
  say(
    'levels',
    ['levels'],
    `Disagreements go to ${terms.levels.map(({ name }) => name).join(', then to ')}; what is late goes one level up.`,
    'org',
  )
  say(
    'remind',
    ['remind_working_days_before'],
    `Whoever has a disagreement in hand is reminded ${count(terms.remind_working_days_before, 'working day')} before it is due.`,
    'org',
  )
  return said
}

const days = (value: unknown) => count(Number(value), 'working day')
const named = ({ name }: { name: string }) => `called "${name}"`

/** How changes of these terms are told. */
export const disputeWording: Record<string, Wording<unknown>> = {
  acknowledge_within_working_hours: {
    label: 'the time to say that a disagreement has arrived',
    value: (value) => count(Number(value), 'working hour'),
  },
  decide_within_working_days: { label: 'the time to decide a disagreement', value: days },
  remind_working_days_before: {
    label: 'the reminder before that',
    verb: 'comes',
    value: (value) => `${days(value)} earlier`,
  },
  answer_within_working_days: { label: 'the time of a party to tell its side', value: days },
  appeal_within_days: { label: 'the time to appeal', value: (value) => count(Number(value), 'day') },
  grounds: { label: 'the grounds on which one can disagree', verb: 'are', item: { noun: 'ground', tail: named } },
  'grounds.*.key': { label: 'its key' },
  'grounds.*.name': { label: 'its name' },
  levels: { label: 'the levels that settle disagreements', verb: 'are', item: { noun: 'level', tail: named } },
  'levels.*.key': { label: 'its key' },
  'levels.*.name': { label: 'its name' },
  'levels.*.roles': { label: 'its roles', verb: 'are', value: (role) => spoken(String(role)) },
  'holds.partner': { label: 'what a partner’s disagreement holds', value: (what) => spoken(String(what)) },
  'holds.org': { label: 'what a disagreement of the org’s own people holds', value: (what) => spoken(String(what)) },
}
