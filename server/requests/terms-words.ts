import { formatMoney } from '#kit/money.ts'
import type { Audience, Path, Sentence, Wording } from '#kit/section.ts'
import { capital, count, series, spoken } from '#kit/words.ts'
import type { Approvers, ChainRule, KindTerms, Needs, RequestField, RequestTerms, StageTerms } from './terms.ts'

/** The requests terms as a partner reads them, and their changes. */

/** What these words need from the other sections. */
export type TracksAround = {
  tracks: { key: string; name: string; tiers: { key: string; name: string }[] }[]
}

const FIELD_NAMES: Record<RequestField, string> = {
  discount_bps: 'the discount',
  margin_bps: 'the margin left',
  amount: 'the amount',
  environment_days: 'for how many days',
  needed_on: 'by when it is needed',
  clause: 'the clause and what it should say',
  reason: 'the reason',
}

/** "10%", "7.5%". */
export function percent(bps: number): string {
  return `${bps / 100}%`
}

function trackName(key: string, tracks: TracksAround['tracks']): string {
  return tracks.find((track) => track.key === key)?.name ?? key
}

function tierName(key: string, of: string[] | undefined, tracks: TracksAround['tracks']): string {
  const named = tracks.filter((track) => !of || of.includes(track.key)).flatMap((track) => track.tiers)
  return series([...new Set(named.filter((tier) => tier.key === key).map((tier) => tier.name))], 'or') || key
}

function partnersOf(
  who: { tracks?: string[] | undefined; tiers?: string[] | undefined },
  tracks: TracksAround['tracks'],
): string {
  const names = [
    who.tiers?.map((key) => tierName(key, who.tracks, tracks)),
    who.tracks?.map((key) => trackName(key, tracks)),
  ].flatMap((list) => (list ? [series(list, 'or')] : []))
  return names.join(' in ')
}

/** "discount, of up to 10%, worth EUR 50,000 or more". */
export function conditionInWords(when: ChainRule['when'], kinds: KindTerms[], tracks: TracksAround['tracks']): string {
  const asked = when.kinds?.map((key) => kinds.find((kind) => kind.key === key)?.name ?? key)
  const parts = [asked ? `request for ${series(asked, 'or')}` : 'request']
  const who = partnersOf(when, tracks)
  if (who) parts.push(`by a partner of ${who}`)
  if (when.discount_up_to_bps !== undefined) parts.push(`of up to ${percent(when.discount_up_to_bps)}`)
  if (when.discount_above_bps !== undefined) parts.push(`of more than ${percent(when.discount_above_bps)}`)
  if (when.margin_at_least_bps !== undefined)
    parts.push(`leaving a margin of ${percent(when.margin_at_least_bps)} or more`)
  if (when.margin_below_bps !== undefined) parts.push(`leaving a margin below ${percent(when.margin_below_bps)}`)
  if (when.amount_at_least) parts.push(`worth ${formatMoney(when.amount_at_least)} or more`)
  if (when.amount_below) parts.push(`worth less than ${formatMoney(when.amount_below)}`)
  if (when.environment_days_up_to !== undefined) parts.push(`for up to ${count(when.environment_days_up_to, 'day')}`)
  return parts.join(', ')
}

/** How many of those asked have to say yes: "one of them", "all of them". */
export function needsInWords(needs: Needs): string {
  return needs === 'any' ? 'one of them' : needs === 'all' ? 'all of them' : `at least ${needs.at_least} of them`
}

/** "Partner manager, then Channel operations, then Finance and Administration side by side". */
function stagesInWords(stages: StageTerms[]): string {
  const said = stages.map(({ steps }) => {
    const names = steps.map(({ name, needs }) => (needs === 'any' ? name : `${name} (${needsInWords(needs)})`))
    return names.length > 1 ? `${series(names)} side by side` : (names[0] ?? '')
  })
  return said.join(', then ')
}

/** For people of the org: "partner managers, the partner's manager". */
export function approversInWords(who: Approvers): string {
  const parts = [
    ...(who.roles ?? []).map((role) => `${spoken(role)}`),
    ...(who.partner_manager ? ['the partner’s manager'] : []),
    ...(who.registration_manager ? ['the registration’s manager'] : []),
    ...(who.members?.length ? [count(who.members.length, 'named member')] : []),
  ]
  return series(parts, 'or')
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

/** "Partner admins and sellers may ask for Discount (on a registered deal; for 60 days) and Legal help." */
function kindsInWords(kinds: KindTerms[], tracks: TracksAround['tracks']): string {
  const rolesOf = (kind: KindTerms) => series(kind.may_ask.roles.map((role) => `${spoken(role)}s`))
  const all = [...new Set(kinds.map(rolesOf))]
  const said = kinds.map((kind) => {
    const who = partnersOf(kind.may_ask, tracks)
    const notes = [
      ...(all.length > 1 ? [`by ${rolesOf(kind)}`] : []),
      ...(who ? [`${who} only`] : []),
      ...(kind.needs_registration ? ['on a registered deal'] : []),
      ...(kind.required.length > 0 ? [`saying ${series(kind.required.map((field) => FIELD_NAMES[field]))}`] : []),
      ...(kind.valid_days === undefined ? [] : [`for ${count(kind.valid_days, 'day')}`]),
    ]
    return `${kind.name}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`
  })
  return `${all.length > 1 ? 'Partners' : capital(all[0] ?? '')} may ask for ${series(said)}.`
}

/** The section in sentences, in the order in which a request meets the terms. */
export function requestSentences(terms: RequestTerms, { tracks }: TracksAround): Sentence[] {
  const said: Sentence[] = []
  const say = (id: string, path: Path, text: string, audience: Audience = 'everyone', bound?: string[]) =>
    said.push({
      id: `requests.${id}`,
      text,
      audience,
      section: 'requests',
      path: ['requests', ...path],
      ...(bound ? { tracks: bound } : {}),
    })
  if (terms.kinds.length === 0) {
    say('kinds', ['kinds'], 'Nothing special can be asked for.')
    return said
  }
  say('kinds', ['kinds'], kindsInWords(terms.kinds, tracks))
  for (const [rank, rule] of terms.rules.entries()) {
    const condition = `A ${conditionInWords(rule.when, terms.kinds, tracks)}`
    const answer =
      rule.then === 'ask'
        ? `is answered by ${stagesInWords(rule.stages ?? [])}`
        : `is ${rule.then === 'approve' ? 'approved' : 'turned down'} at once`
    say(
      `rules.${rule.key}`,
      ['rules', rank],
      sentence(`${condition}${condition.includes(', ') ? ',' : ''} ${answer}: ${rule.reason}`),
      'everyone',
      rule.when.tracks,
    )
  }
  const rest = terms.rules.length > 0 ? 'Any other request' : 'A request'
  const { answers } = terms
  const within = count(answers.within_working_hours, 'working hour')
  say(
    'otherwise',
    ['otherwise'],
    `${rest} is answered by ${stagesInWords(terms.otherwise)}; each step is answered within ${within}, or sooner where we say so.`,
  )
  say(
    'answers.remind',
    ['answers', 'remind_after_working_hours'],
    `Whoever is asked is reminded after ${count(answers.remind_after_working_hours, 'working hour')}, and after ${count(answers.escalate_after_working_hours, 'working hour')} the ${series(answers.escalate_to.map(spoken), 'or')} is asked too.`,
    'org',
  )
  const names = terms.partners_see_names
    ? 'Partners read the names of the people who answer their requests.'
    : 'Partners read which step a request waits for, not who the people are.'
  say('names', ['partners_see_names'], names, 'org')
  return said
}

const hourCount = (value: unknown) => count(Number(value), 'working hour')

/** How changes of these terms are told. Casts in it are safe: each stands under the path of the field whose type it names. */
export const requestWording: Record<string, Wording<TracksAround>> = {
  kinds: { label: 'what can be asked for', item: { noun: 'kind of request' } },
  'kinds.*.key': { label: 'its key' },
  'kinds.*.name': { label: 'its name' },
  'kinds.*.purpose': { label: 'its purpose' },
  'kinds.*.fields': { label: 'its fields', verb: 'are', value: (field) => FIELD_NAMES[field as RequestField] },
  'kinds.*.required': {
    label: 'its required fields',
    verb: 'are',
    value: (field) => FIELD_NAMES[field as RequestField],
  },
  'kinds.*.needs_registration': { label: 'a registration', value: (on) => (on ? 'needed' : 'not needed') },
  'kinds.*.may_ask.tracks': { label: 'the tracks that may ask', verb: 'are' },
  'kinds.*.may_ask.tiers': { label: 'the tiers that may ask', verb: 'are' },
  'kinds.*.may_ask.roles': { label: 'the roles that may ask', verb: 'are', value: (role) => spoken(String(role)) },
  'kinds.*.valid_days': { label: 'what is approved', verb: 'holds for', value: (days) => count(Number(days), 'day') },
  rules: {
    label: 'the rules for requests',
    verb: 'are',
    item: { noun: 'rule', tail: ({ reason }: ChainRule) => `with the reason "${reason}"` },
  },
  'rules.*.key': { label: 'its key' },
  'rules.*.when': {
    label: 'its condition',
    whole: true,
    value: (when, { tracks }) => `"${conditionInWords(when as ChainRule['when'], [], tracks)}"`,
  },
  'rules.*.then': { label: 'its answer', value: (then) => `"${String(then)}"` },
  'rules.*.reason': { label: 'its reason' },
  'rules.*.stages': {
    label: 'who answers',
    whole: true,
    value: (stages) => stagesInWords(stages as StageTerms[]) || 'nobody',
  },
  otherwise: {
    label: 'who answers when no rule applies',
    whole: true,
    value: (stages) => stagesInWords(stages as StageTerms[]),
  },
  'answers.within_working_hours': { label: 'the time of a step to answer', value: hourCount },
  'answers.remind_after_working_hours': { label: 'a reminder', verb: 'comes after', value: hourCount },
  'answers.escalate_after_working_hours': { label: 'others', verb: 'are asked after', value: hourCount },
  'answers.escalate_to': { label: 'the others who are asked', verb: 'are', value: (role) => spoken(String(role)) },
  partners_see_names: {
    label: 'the names of who is asked',
    verb: 'are',
    value: (on) => (on ? 'shown to partners' : 'kept from partners'),
  },
}
