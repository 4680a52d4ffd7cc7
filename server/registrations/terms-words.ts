import { WEEKDAYS } from '#kit/calendar.ts'
import type { Calendar } from '#kit/calendar.ts'
import { countryName } from '#kit/countries.ts'
import type { AskedField } from '#kit/form.ts'
import { formatMoney } from '#kit/money.ts'
import type { Audience, Path, Sentence, Wording } from '#kit/section.ts'
import { capital, count, series, spoken } from '#kit/words.ts'
import type { ProductLine, RegistrationRule, RegistrationTerms } from './terms.ts'
import { ACTIVITY_NAMES, extensionInWords, followUpInWords, remindersInWords } from './terms-words-life.ts'

/** The registration terms as a partner reads them, and their changes. */

/** What these words need from the other sections. */
export type ProgramAround = {
  calendar: Calendar
  tracks: { key: string; name: string; tiers: { key: string; name: string }[] }[]
}

type Outcome = RegistrationRule['then']
type Exclusion = RegistrationTerms['exclusions']['house_accounts']

export const FIELD_NAMES: Record<RegistrationTerms['required_fields'][number], string> = {
  account_name: "the account's name",
  account_domain: "the account's web domain",
  account_country: "the account's country",
  contact_name: "the contact's name",
  contact_email: "the contact's e-mail address",
  amount: 'the amount expected',
  expected_close_on: 'the day it is expected to close',
  product_line: 'the product line',
  use_case: 'the use case',
  notes: 'notes',
}

const DECIDED: Record<Outcome, string> = {
  approve: 'is approved at once',
  review: 'is decided by a person',
  reject: 'is rejected',
}

const EXCLUDED: Record<Exclusion, string> = {
  reject: 'is rejected',
  review: 'is decided by a person',
  allow: 'is treated like any other',
}

const EXCLUSION_PLACES = {
  existing_customers: 'that is our customer already',
  open_opportunities: 'where our own sales team has an open opportunity',
  house_accounts: 'that we keep for ourselves (a house account)',
} as const

/** Each outcome with the accounts that meet it: "that is our customer already, or in Belarus, North Korea or Russia". */
function excludedPlaces(exclusions: RegistrationTerms['exclusions']): { then: Exclusion; on: string[] }[] {
  const places: { then: Exclusion; on: string }[] = Object.entries(EXCLUSION_PLACES).map(([key, on]) => ({
    // Safe: Object.entries widens the keys of a constant with exactly these three.
    then: exclusions[key as keyof typeof EXCLUSION_PLACES],
    on,
  }))
  const { countries, industries } = exclusions
  if (countries.length > 0) places.push({ then: 'reject', on: `in ${series(countries.map(countryName), 'or')}` })
  if (industries.length > 0) places.push({ then: 'reject', on: `in the industry ${series(industries, 'or')}` })
  return (['reject', 'review', 'allow'] as const)
    .map((then) => ({ then, on: places.filter((place) => place.then === then).map((place) => place.on) }))
    .filter(({ on }) => on.length > 0)
}

/** "A registration by a Gold partner, on an account we know, worth less than EUR 50,000". */
export function conditionInWords(
  when: RegistrationRule['when'],
  tracks: ProgramAround['tracks'],
  fields: readonly AskedField[] = [],
): string {
  const parts: string[] = []
  const who = [
    when.tiers
      ? series(
          when.tiers.map((key) => tierName(key, when.tracks, tracks)),
          'or',
        )
      : '',
    when.tracks
      ? series(
          when.tracks.map((key) => trackName(key, tracks)),
          'or',
        )
      : '',
  ].filter((word) => word !== '')
  if (who.length > 0) parts.push(`by a partner of ${who.join(' in ')}`)
  if (when.match) parts.push(when.match === 'new' ? 'on an account new to us' : 'on an account we know')
  if (when.countries) parts.push(`in ${series(when.countries.map(countryName), 'or')}`)
  if (when.industries) parts.push(`in the industry ${series(when.industries, 'or')}`)
  const bounds = [
    when.amount_at_least ? `at least ${formatMoney(when.amount_at_least)}` : '',
    when.amount_below ? `less than ${formatMoney(when.amount_below)}` : '',
  ].filter((bound) => bound !== '')
  if (bounds.length > 0) parts.push(`worth ${bounds.join(' and ')}`)
  for (const [key, wanted] of Object.entries(when.fields ?? {})) parts.push(answerInWords(key, wanted, fields))
  // After several conditions a comma closes the list, for the verb that follows.
  return parts.length === 0 ? 'any registration' : `a registration ${parts.join(', ')}${parts.length > 1 ? ',' : ''}`
}

/** "with “On site?” answered yes". */
function answerInWords(key: string, wanted: boolean | string[], fields: readonly AskedField[]): string {
  const field = fields.find((one) => one.key === key)
  const name = (option: string) => field?.options.find((one) => one.key === option)?.name ?? option
  const answer = typeof wanted === 'boolean' ? (wanted ? 'yes' : 'no') : series(wanted.map(name), 'or')
  return `with “${field?.label ?? key}” answered ${answer}`
}

function trackName(key: string, tracks: ProgramAround['tracks']): string {
  return tracks.find((track) => track.key === key)?.name ?? key
}

function tierName(key: string, of: string[] | undefined, tracks: ProgramAround['tracks']): string {
  const named = tracks.filter((track) => !of || of.includes(track.key)).flatMap((track) => track.tiers)
  return series([...new Set(named.filter((tier) => tier.key === key).map((tier) => tier.name))], 'or') || key
}

/** "Berlin" for "Europe/Berlin"; zones that are no place keep their name. */
function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

/** "midnight in Berlin", "midnight UTC". */
function midnightOf(zone: string): string {
  return zone.includes('/') && !zone.startsWith('Etc/') ? `midnight in ${placeOf(zone)}` : `midnight ${placeOf(zone)}`
}

function hoursInWords({ working_days: days, working_hours: hours, zone }: Calendar): string {
  const short = days.map(capital)
  const [first, last] = [WEEKDAYS.indexOf(days[0] ?? 'mon'), WEEKDAYS.indexOf(days.at(-1) ?? 'mon')]
  const unbroken = days.length > 2 && last - first === days.length - 1
  return `${unbroken ? `${short[0]}-${short.at(-1)}` : short.join(', ')} ${hours.from}-${hours.to}, ${placeOf(zone)}`
}

function who(terms: RegistrationTerms, { tracks }: ProgramAround): string {
  const { roles, statuses, tracks: open } = terms.may_register
  const people = series(roles.map((role) => `${spoken(role)}s`))
  const lanes =
    open === 'all'
      ? 'every track'
      : `the ${series(open.map((key) => trackName(key, tracks)))} track${open.length > 1 ? 's' : ''}`
  const fields = series(terms.required_fields.map((field) => FIELD_NAMES[field]))
  const needed = fields === '' ? '' : `; a registration needs ${fields}`
  return `${capital(people)} of ${lanes} may register deals while the partner is ${series(statuses.map(spoken), 'or')}${needed}.`
}

function linesInWords({ split, list }: RegistrationTerms['lines']): string {
  if (!split) return 'A registration holds the whole account, whatever the product.'
  const names = series(list.map((line) => line.name))
  return `Partners can hold the same account for different product lines (${names}); a registration that names none holds all of them.`
}

/** The section in sentences, in the order in which a registration meets the terms. */
export function registrationSentences(terms: RegistrationTerms, program: ProgramAround): Sentence[] {
  const said: Sentence[] = []
  const say = (id: string, path: Path, text: string, more: { audience?: Audience; tracks?: string[] } = {}) =>
    said.push({
      id: `registration.${id}`,
      text,
      audience: 'everyone',
      section: 'registration',
      path: ['registration', ...path],
      ...more,
    })
  const { protection, review, exclusions } = terms

  say('who', ['may_register'], who(terms, program))
  for (const { then, on } of excludedPlaces(exclusions)) {
    const where = on.length > 1 ? `${on.slice(0, -1).join(', ')}, or ${on.at(-1)},` : on[0]
    say(`exclusions.${then}`, ['exclusions'], `A registration on an account ${where} ${EXCLUDED[then]}.`)
  }
  const fields = terms.forms.flatMap((form) => form.fields)
  for (const [rank, rule] of terms.rules.entries()) {
    const text = `${capital(conditionInWords(rule.when, program.tracks, fields))} ${DECIDED[rule.then]}: ${rule.reason}`
    say(`rules.${rule.key}`, ['rules', rank], sentence(text), rule.when.tracks ? { tracks: rule.when.tracks } : {})
  }
  const rest = terms.rules.length > 0 ? 'A registration that none of these rules decides' : 'A registration'
  say('default_outcome', ['default_outcome'], `${rest} ${DECIDED[terms.default_outcome]}.`)
  const hours = count(review.answer_within_working_hours, 'working hour')
  const { partner_answers_within_days: reply, remind_partner_days_before: reminded } = review
  const reminder = reminded > 0 && reminded < reply ? `, with a reminder ${count(reminded, 'day')} before` : ''
  say(
    'review.answer',
    ['review', 'answer_within_working_hours'],
    `We answer within ${hours} (${hoursInWords(program.calendar)}); when we ask, the partner has ${count(reply, 'day')} to answer${reminder}, and a registration without an answer is then rejected.`,
  )
  const second = review.second_person
    ? "Whoever registers on a partner's behalf may not approve that registration."
    : "Whoever registers on a partner's behalf may also approve that registration."
  say('review.second_person', ['review', 'second_person'], second, { audience: 'org' })
  const confirm = terms.queue.confirm_within_working_days
  if (confirm !== null)
    say(
      'queue.confirm',
      ['queue', 'confirm_within_working_days'],
      `When an account comes free, the next in line confirms within ${count(confirm, 'working day')} that it still wants it; else it goes to the one after.`,
    )
  const held = terms.price_hold.products
  const prices = held.length > 0 ? `, and the list price of ${series(held)} at registration holds for as long` : ''
  say(
    'protection.days',
    ['protection', 'days'],
    `A registration protects the account for ${count(protection.days, 'day')} from approval, until ${midnightOf(program.calendar.zone)}${remindersInWords(protection)}${prices}.`,
  )
  say('protection.extensions', ['protection', 'extensions'], extensionInWords(protection))
  say(
    'converted',
    ['converted_cap_days'],
    `Once tied to an open opportunity, protection lasts while that is open, for at most ${count(terms.converted_cap_days, 'day')}.`,
  )
  say('follow_up', ['follow_up'], followUpInWords(terms.follow_up))
  say('lines', ['lines'], linesInWords(terms.lines))
  const again = terms.cool_off_days === 0 ? 'at once' : `after ${count(terms.cool_off_days, 'day')}`
  say(
    'cool_off',
    ['cool_off_days'],
    `The same partner may register an account anew ${again} when its registration has lapsed.`,
  )
  return said
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

const dayCount = (value: unknown) => count(Number(value), 'day')
const daysBefore = (value: unknown) => (Number(value) === 0 ? 'at no time' : `${dayCount(value)} before`)
const excluded = (label: string): Wording<ProgramAround> => ({
  label,
  value: (outcome) => EXCLUSION_WORDS[outcome as Exclusion],
})
const EXCLUSION_WORDS: Record<Exclusion, string> = {
  reject: 'rejected',
  review: 'decided by a person',
  allow: 'treated like any other',
}
const OUTCOME_WORDS: Record<Outcome, string> = {
  approve: 'approve at once',
  review: 'let a person decide',
  reject: 'reject',
}

/** How changes of these terms are told. Casts in it are safe: each stands under the path of the field whose type it names. */
export const registrationWording: Record<string, Wording<ProgramAround>> = {
  'may_register.tracks': {
    label: 'tracks that may register',
    verb: 'are',
    whole: true,
    value: (open, { tracks }) =>
      open === 'all' ? 'all' : series((open as string[]).map((key) => trackName(key, tracks))),
  },
  'may_register.roles': { label: 'roles that may register', verb: 'are', value: (role) => spoken(String(role)) },
  'may_register.statuses': {
    label: 'enrollment states in which partners may register',
    verb: 'are',
    value: (status) => spoken(String(status)),
  },
  required_fields: {
    label: 'required fields',
    verb: 'are',
    value: (field) => FIELD_NAMES[field as keyof typeof FIELD_NAMES],
  },
  rules: {
    label: 'the rules',
    verb: 'are',
    item: { noun: 'rule', tail: ({ reason }: RegistrationRule) => `with the reason "${reason}"` },
  },
  'rules.*.key': { label: 'its key' },
  'rules.*.when': {
    label: 'its condition',
    whole: true,
    value: (when, { tracks }) => `"${conditionInWords(when as RegistrationRule['when'], tracks).replace(/,$/, '')}"`,
  },
  'rules.*.then': { label: 'its answer', value: (outcome) => `"${OUTCOME_WORDS[outcome as Outcome]}"` },
  'rules.*.reason': { label: 'its reason' },
  default_outcome: {
    label: 'the answer when no rule applies',
    value: (outcome) => `"${OUTCOME_WORDS[outcome as Outcome]}"`,
  },
  'review.answer_within_working_hours': {
    label: 'the time to answer',
    value: (hours) => count(Number(hours), 'working hour'),
  },
  'review.second_person': { label: 'approval by a second person', value: (on) => (on ? 'needed' : 'not needed') },
  'review.partner_answers_within_days': { label: "the partner's time to answer a question", value: dayCount },
  'review.remind_partner_days_before': { label: 'the reminder to answer', verb: 'comes', value: daysBefore },
  'queue.confirm_within_working_days': {
    label: 'confirming what came free',
    value: (days) => (days === null ? 'not asked for' : `asked for within ${count(Number(days), 'working day')}`),
  },
  'protection.days': { label: 'protection', verb: 'lasts', value: dayCount },
  'protection.extensions': { label: 'the number of extensions' },
  'protection.extension_days': { label: 'an extension', verb: 'adds', value: dayCount },
  'protection.extension.ask_days_before': {
    label: 'the time from which more can be asked for',
    verb: 'begins',
    value: daysBefore,
  },
  'protection.extension.activity_within_days': {
    label: 'the follow-up that an extension needs',
    value: (days) => (days === null ? 'none' : `one within ${dayCount(days)}`),
  },
  'protection.extension.granted_by': {
    label: 'an extension that meets the conditions',
    value: (by) => (by === 'program' ? 'granted at once' : 'decided by a person'),
  },
  'protection.reminders_days_before': {
    label: 'reminders before protection ends',
    verb: 'come',
    whole: true,
    value: (list) =>
      (list as number[]).length === 0 ? 'at no time' : `${series((list as number[]).map(String))} days before`,
  },
  'follow_up.within_days': {
    label: 'the time to follow up',
    value: (days) => (days === null ? 'not limited' : dayCount(days)),
  },
  'follow_up.counts': {
    label: 'what counts as follow-up',
    whole: true,
    value: (kinds) => series((kinds as RegistrationTerms['follow_up']['counts']).map((kind) => ACTIVITY_NAMES[kind])),
  },
  'follow_up.remind_days_before': { label: 'the reminder to follow up', verb: 'comes', value: daysBefore },
  'price_hold.products': { label: 'products whose price is held', verb: 'are' },
  'lines.split': {
    label: 'protection',
    verb: 'holds',
    value: (split) => (split ? 'single product lines' : 'whole accounts'),
  },
  'lines.list': {
    label: 'the product lines',
    verb: 'are',
    item: { noun: 'product line', tail: ({ id }: ProductLine) => `with the number ${id}` },
  },
  'lines.list.*.id': { label: 'its number' },
  'lines.list.*.key': { label: 'its key' },
  'lines.list.*.name': { label: 'its name' },
  'exclusions.existing_customers': excluded('a registration on an existing customer'),
  'exclusions.open_opportunities': excluded('a registration where direct sales has an open opportunity'),
  'exclusions.house_accounts': excluded('a registration on a house account'),
  'exclusions.countries': { label: 'excluded countries', verb: 'are', value: (code) => countryName(String(code)) },
  'exclusions.industries': { label: 'excluded industries', verb: 'are' },
  cool_off_days: { label: 'the wait before registering anew', value: dayCount },
  converted_cap_days: { label: 'protection with an open opportunity', verb: 'lasts at most', value: dayCount },
}
