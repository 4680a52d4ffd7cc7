import {
  addWorkingHours,
  endOfLocalDayPlusDays,
  localDate,
  plusLocalDays,
  startOfLocalDate,
  type Calendar,
} from '#kit/calendar.ts'
import type { Instant } from '#kit/instant.ts'
import { compareMoney } from '#kit/money.ts'
import { climb, type Check, type Finding, type Reason } from '#kit/ruling.ts'
import { recognise1 as recognise, type RecognitionV1 as Recognition } from '#server/accounts/recognise-1.ts'
import type { EarlierClaimV1 as EarlierClaim, RegistrationFactsV1 as RegistrationFacts } from './facts.ts'
import { overlaps, type Recommendation } from './registration.ts'
import type { RegistrationRule, RegistrationTerms } from './terms.ts'

/**
 * The first ladders, as they were when they decided. Kept for replay: this file never changes again. What decides today
 * stands in decide.ts.
 */
export const DECIDER_1 = 'registration@1'

type Terms = { calendar: Calendar; registration: RegistrationTerms }

type RegistrationOutcome =
  | { status: 'approved'; protection: { starts_at: Instant; ends_at: Instant } }
  | { status: 'in_review'; recommendation: Recommendation; answer_due_at: Instant }
  | { status: 'queued' }
  | { status: 'rejected' }

type Input = { facts: RegistrationFacts; terms: Terms; now: Instant; who: Recognition }
type Step = Finding<RegistrationOutcome>

/** The window that an approval at `now` grants: through the last of the program's days, in its zone. */
function protectionFrom(now: Instant, terms: Terms): { starts_at: Instant; ends_at: Instant } {
  return {
    starts_at: now,
    ends_at: endOfLocalDayPlusDays(now, terms.registration.protection.days, terms.calendar.zone),
  }
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

/** Earlier open claims on the same account and lines. */
function claimsAhead(facts: RegistrationFacts): EarlierClaim[] {
  return (facts.account?.earlier_claims ?? []).filter((claim) => overlaps(claim.lines, facts.claim.lines))
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
  const evidence = facts.match.candidates.map((candidate) => candidate.account_id)
  const params = { by: who.by, count: who.by === 'name' ? facts.match.name_count : facts.match.domain_count }
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

function free({ facts, terms }: Input): Step {
  const ahead = claimsAhead(facts)
  if (ahead.length === 0) return null
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
function ruleApplies(rule: RegistrationRule, { facts, who }: Pick<Input, 'facts' | 'who'>): boolean {
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
    (!when.match || when.match === (who.verdict === 'new' ? 'new' : 'known'))
  )
}

function rules(input: Input, noted: readonly Reason[]): Step {
  const { terms, now } = input
  const rule = terms.registration.rules.find((one) => ruleApplies(one, input))
  const then = rule?.then ?? terms.registration.default_outcome
  const params = rule ? { rule: rule.key, reason: rule.reason } : { rule: '', reason: '' }
  const code = rule ? `rules.${then}` : `rules.default_${then}`
  if (then === 'reject') return { answers: REJECTED, code, params }
  // What an exclusion wants looked at, a rule cannot wave through: anything unsure goes to a person.
  const doubts = noted.filter((reason) => reason.verdict === 'noted')
  if (doubts.length > 0) return { answers: review(input, 'reject'), code: 'rules.looked_at', params }
  if (then === 'approve')
    return {
      answers: { status: 'approved', protection: protectionFrom(now, terms) },
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
  { check: 'free', ask: free },
  { check: 'rules', ask: rules },
]

/** Decides a registration: pure in (facts, terms, now). */
export function decideRegistration1(
  facts: RegistrationFacts,
  terms: Terms,
  now: Instant,
): { outcome: RegistrationOutcome; because: Reason[] } {
  return climb(LADDER, { facts, terms, now, who: recognise(facts.match) })
}

/** A person's decision, as a ladder of its own: whether the state allows it, who asks, and what stands ahead. */
export const PERSON_DECIDER_1 = 'registration-person@1'

export type PersonFactsV1 = {
  v: 1
  registration_id: string
  decision: 'approve' | 'reject'
  /** What the program's ladder says of it at this moment, so that agreeing and disagreeing are on record. */
  advised: RegistrationOutcome['status']
  claims_ahead: EarlierClaim[]
  has_reason: boolean
}

type PersonInput = { facts: PersonFactsV1; terms: Terms; now: Instant }

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
            answers: { status: 'approved', protection: protectionFrom(now, terms) },
            code: 'person.approved',
            params: { days: terms.registration.protection.days, advised: facts.advised },
          }
        : { answers: REJECTED, code: 'person.rejected', params: { advised: facts.advised } },
  },
]

export function decideByPerson1(
  facts: PersonFactsV1,
  terms: Terms,
  now: Instant,
): { outcome: RegistrationOutcome; because: Reason[] } {
  return climb(PERSON_LADDER, { facts, terms, now })
}
