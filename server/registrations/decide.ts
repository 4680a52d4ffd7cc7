import {
  addWorkingHours,
  endOfLocalDayPlusDays,
  localDate,
  plusLocalDays,
  startOfLocalDate,
  type Calendar,
} from '#kit/calendar.ts'
import type { Instant } from '#kit/instant.ts'
import type { Answer } from '#kit/form.ts'
import { compareMoney } from '#kit/money.ts'
import { climb, type Check, type Finding, type Reason } from '#kit/ruling.ts'
import { recognise, type Recognition } from '#server/accounts/recognise.ts'
import type { RecognitionTerms } from '#server/accounts/terms.ts'
import type { EarlierClaim, FamilyClaim, RegistrationFacts } from './facts.ts'
import { overlaps, type Recommendation } from './registration.ts'
import type { RegistrationRule, RegistrationTerms } from './terms.ts'

/** The ladder's name in rulings. A changed ladder gets the next number, and this one stays for replay. */
export const DECIDER = 'registration@3'

export type Terms = { calendar: Calendar; registration: RegistrationTerms; recognition: RecognitionTerms }

/** `shared`: against everybody but those who answer the same tender. */
export type Window = { starts_at: Instant; ends_at: Instant; shared?: true }

export type RegistrationOutcome =
  | { status: 'approved'; protection: Window }
  | { status: 'in_review'; recommendation: Recommendation; answer_due_at: Instant }
  | { status: 'queued' }
  | { status: 'rejected' }

type Input = { facts: RegistrationFacts; terms: Terms; now: Instant; who: Recognition }
type Step = Finding<RegistrationOutcome>

/** The window that an approval at `now` grants: through the last of the program's days, in its zone. */
export function protectionFrom(now: Instant, terms: Terms, shared = false): Window {
  return {
    starts_at: now,
    ends_at: endOfLocalDayPlusDays(now, terms.registration.protection.days, terms.calendar.zone),
    ...(shared && { shared }),
  }
}

/** The tender that the claim shares with others, where the program lets several partners answer one. */
export function sharedTender(
  { claim }: Pick<RegistrationFacts, 'claim'>,
  { tender }: RegistrationTerms,
): string | null {
  return tender.allowed && tender.several_partners ? (claim.tender?.key ?? null) : null
}

/** Does a term about the customer's letter concern this claim? */
function concerns(term: RegistrationTerms['customer_letter']['needed_for'], { claim }: RegistrationFacts): boolean {
  return term === 'always' || (term === 'tender' && claim.tender !== null)
}

function review({ terms, now }: Input, recommendation: Recommendation): RegistrationOutcome {
  const answer_due_at = addWorkingHours(now, terms.registration.review.answer_within_working_hours, terms.calendar)
  return { status: 'in_review', recommendation, answer_due_at }
}

const REJECTED: RegistrationOutcome = { status: 'rejected' }

/** What the program makes of an exclusion that applies: a rejection, a note to whoever reviews, or nothing. */
function excluded(
  how: 'reject' | 'review' | 'allow',
  code: string,
  evidence: string[],
  reader: 'partner' | 'org' = 'partner',
): Step {
  if (how === 'reject') return { answers: REJECTED, code, evidence, reader }
  if (how === 'review') return { notes: code, evidence, reader: 'org' }
  return null
}

/** Earlier open claims on the same account and lines; those for the same tender stand beside it, not ahead. */
export function claimsAhead(facts: RegistrationFacts, terms: RegistrationTerms): EarlierClaim[] {
  const tender = sharedTender(facts, terms)
  return (facts.account?.earlier_claims ?? []).filter(
    (claim) => overlaps(claim.lines, facts.claim.lines) && (tender === null || claim.tender_key !== tender),
  )
}

function entitled({ facts: { partner, submitter }, terms: { registration } }: Input): Step {
  const { tracks, statuses, roles } = registration.may_register
  if (tracks !== 'all' && !tracks.includes(partner.track))
    return { answers: REJECTED, code: 'entitled.track', params: { track: partner.track } }
  if (!(statuses as readonly string[]).includes(partner.status))
    return { answers: REJECTED, code: 'entitled.status', params: { status: partner.status } }
  if (submitter.side === 'partner' && !(roles as readonly string[]).includes(submitter.role)) {
    return { answers: REJECTED, code: 'entitled.role', params: { role: submitter.role } }
  }
  return null
}

function country({ facts, terms }: Input): Step {
  const code = facts.account?.country ?? facts.claim.country
  const isExcluded = code !== null && terms.registration.exclusions.countries.includes(code)
  return isExcluded ? { answers: REJECTED, code: 'country.excluded', params: { country: code } } : null
}

function industry({ facts: { account }, terms }: Input): Step {
  const own = account?.industry?.toLowerCase()
  const isExcluded =
    own !== undefined && terms.registration.exclusions.industries.some((one) => one.toLowerCase() === own)
  return isExcluded
    ? { answers: REJECTED, code: 'industry.excluded', params: { industry: account?.industry ?? '' } }
    : null
}

function recognised(input: Input): Step {
  const { who, facts } = input
  if (who.verdict !== 'maybe') return null
  const evidence = who.in_question
  const params = {
    by: who.by,
    count: who.by === 'shared_domain' ? facts.match.domain_count : evidence.length,
    score: who.score,
  }
  return { answers: review(input, 'pick_account'), code: 'recognised.unsure', params, evidence }
}

function customer({ facts: { account }, terms }: Input): Step {
  return account?.is_customer
    ? excluded(terms.registration.exclusions.existing_customers, 'customer.existing', [account.id])
    : null
}

function house({ facts: { account }, terms }: Input): Step {
  return account?.is_house ? excluded(terms.registration.exclusions.house_accounts, 'house.kept', [account.id]) : null
}

function opportunity({ facts: { account }, terms }: Input): Step {
  const open = account?.open_opportunity_ids ?? []
  return open.length > 0 ? excluded(terms.registration.exclusions.open_opportunities, 'opportunity.open', open) : null
}

function coolOff({ facts: { account }, terms, now }: Input): Step {
  const lapsed = account?.own_lapsed_at
  if (!lapsed) return null
  const { zone } = terms.calendar
  const again = startOfLocalDate(plusLocalDays(localDate(lapsed, zone), terms.registration.cool_off_days), zone)
  return now < again ? { answers: REJECTED, code: 'cool_off.until', params: { date: localDate(again, zone) } } : null
}

/** Without the letter a person looks: the partner reads what is missing. */
function letter({ facts, terms: { registration } }: Input): Step {
  const is_missing = !facts.claim.has_letter && concerns(registration.customer_letter.needed_for, facts)
  return is_missing ? { notes: 'letter.missing', reader: 'partner' } : null
}

/** Protections of other partners on the account's parents, for the same lines; those for the same tender stand beside. */
function familyAhead({ facts, terms, now }: Input): FamilyClaim[] {
  const tender = sharedTender(facts, terms.registration)
  return (facts.account?.family_claims ?? []).filter(
    (claim) =>
      claim.protected_until > now &&
      overlaps(claim.lines, facts.claim.lines) &&
      (tender === null || claim.tender_key !== tender),
  )
}

/** Does somebody's protection of a parent cover this company too, where the program says so? */
function family(input: Input): Step {
  const { terms } = input
  const { parent_protects_children, then } = terms.recognition.family
  const ahead = parent_protects_children ? familyAhead(input) : []
  const [nearest] = ahead
  if (!nearest) return null
  const until =
    ahead
      .map((claim) => claim.protected_until)
      .sort()
      .at(-1) ?? nearest.protected_until
  // As with the account's own protection, the partner learns the month and nothing else (REG-8).
  const params = { count: ahead.length, until_month: localDate(until, terms.calendar.zone).slice(0, 7) }
  const evidence = [...new Set(ahead.map((claim) => claim.account_id))]
  const answers = then === 'reject' ? REJECTED : review(input, 'reject')
  return { answers, code: `family.${then === 'reject' ? 'covered' : 'looked_at'}`, params, evidence }
}

/** While a dispute holds the account nothing new is approved there. */
function held({ facts: { account } }: Input): Step {
  const holds = account?.hold_ids ?? []
  return holds.length > 0
    ? { notes: 'held.dispute', params: { count: holds.length }, evidence: holds, reader: 'partner' }
    : null
}

function free(input: Input): Step {
  const { facts, terms } = input
  const ahead = claimsAhead(facts, terms.registration)
  if (ahead.length === 0) return null
  // Whom the customer names by letter, a person weighs against who came first.
  if (facts.claim.has_letter && concerns(terms.registration.customer_letter.outranks_queue, facts)) {
    return {
      answers: review(input, 'approve'),
      code: 'free.letter',
      params: { place: ahead.length },
      evidence: ahead.map((claim) => claim.registration_id),
    }
  }
  const until =
    ahead
      .map((claim) => claim.protected_until ?? '')
      .sort()
      .at(-1) ?? ''
  // The partner learns the month and nothing else of who came before (REG-8).
  const params = {
    place: ahead.length,
    until_month: until === '' ? '' : localDate(until, terms.calendar.zone).slice(0, 7),
  }
  return {
    answers: { status: 'queued' },
    code: 'free.claimed',
    params,
    evidence: ahead.map((claim) => claim.registration_id),
  }
}

/** Does every condition that the rule states hold? An amount in another currency, or none, meets no amount condition. */
export function ruleApplies(rule: RegistrationRule, { facts, who }: Pick<Input, 'facts' | 'who'>): boolean {
  const { when } = rule
  const { partner, claim, account } = facts
  const amount = (limit: typeof when.amount_below) => (limit && claim.amount ? compareMoney(claim.amount, limit) : null)
  const least = amount(when.amount_at_least)
  const below = amount(when.amount_below)
  const place = account?.country ?? claim.country
  const trade = account?.industry?.toLowerCase()
  return (
    (!when.tracks || when.tracks.includes(partner.track)) &&
    (!when.tiers || (partner.tier !== null && when.tiers.includes(partner.tier))) &&
    (!when.amount_at_least || (least !== null && least >= 0)) &&
    (!when.amount_below || (below !== null && below < 0)) &&
    (!when.countries || (place !== null && when.countries.includes(place))) &&
    (!when.industries || (trade !== undefined && when.industries.some((one) => one.toLowerCase() === trade))) &&
    (!when.match || when.match === (who.verdict === 'new' ? 'new' : 'known')) &&
    Object.entries(when.fields ?? {}).every(([key, wanted]) => isAnswered(claim.answers[key], wanted))
  )
}

/** Was a field answered as wanted: with this yes or no, or with one of these options? */
function isAnswered(answer: Answer | undefined, wanted: boolean | string[]): boolean {
  if (typeof wanted === 'boolean') return answer === wanted
  if (Array.isArray(answer)) return answer.some((one) => wanted.includes(one))
  return typeof answer === 'string' && wanted.includes(answer)
}

function rules(input: Input, noted: readonly Reason[]): Step {
  const { facts, terms, now } = input
  const rule = terms.registration.rules.find((one) => ruleApplies(one, input))
  const then = rule?.then ?? terms.registration.default_outcome
  const params = rule ? { rule: rule.key, reason: rule.reason } : { rule: '', reason: '' }
  const code = rule ? `rules.${then}` : `rules.default_${then}`
  if (then === 'reject') return { answers: REJECTED, code, params }
  // What an exclusion wants looked at, a rule cannot wave through: anything unsure goes to a person.
  const doubts = noted.filter((reason) => reason.verdict === 'noted')
  if (doubts.length > 0) {
    // A hold says nothing against the claim itself: when it is lifted, what the rule says is the advice.
    const only_held = doubts.every((reason) => reason.check === 'held')
    const advice = only_held && then === 'approve' ? 'approve' : 'reject'
    return { answers: review(input, advice), code: 'rules.looked_at', params }
  }
  if (then === 'approve')
    return {
      answers: {
        status: 'approved',
        protection: protectionFrom(now, terms, sharedTender(facts, terms.registration) !== null),
      },
      code,
      params: { ...params, days: terms.registration.protection.days },
    }
  return {
    answers: review(input, 'approve'),
    code,
    params: { ...params, hours: terms.registration.review.answer_within_working_hours },
  }
}

/** In this order; the first that answers, answers. */
const LADDER: readonly Check<Input, RegistrationOutcome>[] = [
  { check: 'entitled', ask: entitled },
  { check: 'country', ask: country },
  { check: 'recognised', ask: recognised },
  { check: 'industry', ask: industry },
  { check: 'customer', ask: customer },
  { check: 'house', ask: house },
  { check: 'opportunity', ask: opportunity },
  { check: 'cool_off', ask: coolOff },
  { check: 'letter', ask: letter },
  { check: 'free', ask: free },
  { check: 'family', ask: family },
  { check: 'held', ask: held },
  { check: 'rules', ask: rules },
]

/** Decides a registration: pure in (facts, terms, now). */
export function decideRegistration(
  facts: RegistrationFacts,
  terms: Terms,
  now: Instant,
): { outcome: RegistrationOutcome; because: Reason[] } {
  return climb(LADDER, { facts, terms, now, who: recognise(facts.match, terms.recognition) })
}

/** A person's decision, as a ladder of its own: whether the state allows it, who asks, and what stands ahead. */
export const PERSON_DECIDER = 'registration-person@2'

export type PersonFacts = {
  v: 2
  registration_id: string
  decision: 'approve' | 'reject'
  /** What the program's ladder says of it at this moment, so that agreeing and disagreeing are on record. */
  advised: RegistrationOutcome['status']
  claims_ahead: EarlierClaim[]
  has_reason: boolean
  /** It answers a tender that others may answer too. */
  shares_tender: boolean
}

type PersonInput = { facts: PersonFacts; terms: Terms; now: Instant }

const PERSON_LADDER: readonly Check<PersonInput, RegistrationOutcome>[] = [
  {
    check: 'ahead',
    ask: ({ facts }) =>
      facts.decision === 'approve' && facts.claims_ahead.length > 0
        ? {
            notes: 'ahead.overridden',
            params: { count: facts.claims_ahead.length },
            evidence: facts.claims_ahead.map((claim) => claim.registration_id),
            reader: 'org',
          }
        : null,
  },
  {
    check: 'person',
    ask: ({ facts, terms, now }): Step =>
      facts.decision === 'approve'
        ? {
            answers: { status: 'approved', protection: protectionFrom(now, terms, facts.shares_tender) },
            code: 'person.approved',
            params: { days: terms.registration.protection.days, advised: facts.advised },
          }
        : { answers: REJECTED, code: 'person.rejected', params: { advised: facts.advised } },
  },
]

export function decideByPerson(
  facts: PersonFacts,
  terms: Terms,
  now: Instant,
): { outcome: RegistrationOutcome; because: Reason[] } {
  return climb(PERSON_LADDER, { facts, terms, now })
}
