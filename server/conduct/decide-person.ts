import { endOfLocalDayPlusDays, type Calendar } from '#kit/calendar.ts'
import type { Instant } from '#kit/instant.ts'
import { climb, type Check, type Finding, type Reason } from '#kit/ruling.ts'
import {
  CONSEQUENCES,
  GOES_SO_FAR,
  type CaseStatus,
  type ConductKind,
  type Consequence,
  type Decision,
} from './conduct.ts'
import type { ConductTerms } from './terms.ts'

/** A person's word on a case, as a ladder of its own: what the partner was given, what counts already, what follows. */
export const PERSON_DECIDER = 'conduct-person@1'

type Terms = { calendar: Calendar; conduct: ConductTerms }

/** What a second person says of a proposal. */
export type SecondDecision = 'confirm' | 'send_back'

export type PersonFacts = {
  v: 1
  case_id: string
  kind: ConductKind
  decision: Decision | SecondDecision
  told_at: Instant | null
  reply_due_at: Instant | null
  answered_at: Instant | null
  silent_at: Instant | null
  /** Other cases of the partner that count now. */
  counting: { case_id: string; counts_until: Instant }[]
}

export type PersonOutcome = {
  status: CaseStatus
  rank: number
  at_most: Consequence
  counts_until: Instant | null
  suspended_until: Instant | null
}

/** Which finding this is, those that count already included; and how far it may lead. */
export function rankOf(facts: Pick<PersonFacts, 'counting'>): number {
  return facts.counting.length + 1
}

export function mostOf(rank: number, { process }: ConductTerms): Consequence {
  return rank === 1 ? process.first : rank === 2 ? process.second : process.third
}

/** Does a decision go further than the program lets it? */
export function goesTooFar(decision: Decision, most: Consequence): boolean {
  const step = CONSEQUENCES.findIndex((one) => GOES_SO_FAR[one] === decision)
  return step > CONSEQUENCES.indexOf(most)
}

type Input = { facts: PersonFacts; terms: Terms; now: Instant }
type Step = Finding<PersonOutcome>

function heard({ facts }: Input): Step {
  if (!facts.told_at) return { notes: 'heard.not_told', reader: 'org' }
  if (facts.answered_at) return { notes: 'heard.answered' }
  return facts.silent_at ? { notes: 'heard.silent' } : { notes: 'heard.waiting' }
}

function rank({ facts, terms }: Input): Step {
  const n = rankOf(facts)
  return {
    notes: 'rank.counted',
    params: { rank: n, most: mostOf(n, terms.conduct) },
    evidence: facts.counting.map((one) => one.case_id),
  }
}

function person({ facts, terms: { calendar, conduct }, now }: Input): Step {
  const { counts_days, suspension_days } = conduct.process
  const n = rankOf(facts)
  const none = { rank: n, at_most: mostOf(n, conduct), counts_until: null, suspended_until: null }
  const counting = { ...none, counts_until: endOfLocalDayPlusDays(now, counts_days, calendar.zone) }
  switch (facts.decision) {
    case 'dismiss':
      return { answers: { ...none, status: 'dismissed' }, code: 'person.dismissed' }
    case 'note':
      return { answers: { ...counting, status: 'noted' }, code: 'person.noted', params: { days: counts_days } }
    case 'warn':
      return { answers: { ...counting, status: 'warned' }, code: 'person.warned', params: { days: counts_days } }
    case 'propose':
      return { answers: { ...none, status: 'proposed' }, code: 'person.proposed', reader: 'org' }
    case 'send_back':
      return {
        answers: { ...none, status: facts.answered_at ? 'answered' : 'silent' },
        code: 'person.sent_back',
        reader: 'org',
      }
    case 'confirm': {
      const suspended_until =
        suspension_days === null ? null : endOfLocalDayPlusDays(now, suspension_days, calendar.zone)
      return {
        answers: { ...counting, status: 'suspended', suspended_until },
        code: 'person.suspended',
        params: { days: suspension_days ?? 0 },
      }
    }
  }
}

const LADDER: readonly Check<Input, PersonOutcome>[] = [
  { check: 'heard', ask: heard },
  { check: 'rank', ask: rank },
  { check: 'person', ask: person },
]

export function decideAsPerson(
  facts: PersonFacts,
  terms: Terms,
  now: Instant,
): { outcome: PersonOutcome; because: Reason[] } {
  return climb(LADDER, { facts, terms, now })
}
