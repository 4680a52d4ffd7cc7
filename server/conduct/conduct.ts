import type { Instant, LocalDate } from '#kit/instant.ts'
import { refusal } from '#kit/refusal.ts'

/**
 * A conduct case: a rule of the program that a partner seems to have broken, and what becomes of that.
 *
 * Invariants:
 * - one live case per partner, kind and account; what is found later joins it;
 * - a partner sees nothing of a case before it is told, and then what was seen, never how it was found;
 * - nothing is held against a partner that was not told and given its time to answer, and nobody suspends alone: the
 *   database refuses both (`conduct_case_due_process`, `conduct_case_two_people`);
 * - what a case has dealt with is not found again: it counts anew from the day the case was closed.
 */
export const CONDUCT_KINDS = ['parking', 'probing', 'unregistered', 'poaching'] as const
export type ConductKind = (typeof CONDUCT_KINDS)[number]
/** What the clock can find; the rest is opened by people. */
export type FoundKind = Exclude<ConductKind, 'poaching'>

export const CASE_STATUSES = [
  'found',
  'notified',
  'answered',
  'silent',
  'dismissed',
  'noted',
  'warned',
  'proposed',
  'suspended',
  'lifted',
  'lapsed',
] as const
export type CaseStatus = (typeof CASE_STATUSES)[number]

/** Still to be dealt with. */
export const LIVE = ['found', 'notified', 'answered', 'silent', 'proposed'] as const satisfies readonly CaseStatus[]
/** Held against the partner. */
export const STANDING = ['noted', 'warned', 'suspended'] as const satisfies readonly CaseStatus[]

/** Which verb leads from where; everything else is refused. */
export const MOVES = {
  notify: ['found'],
  answer: ['notified', 'silent'],
  dismiss: ['found', 'notified', 'answered', 'silent'],
  note: ['answered', 'silent'],
  warn: ['answered', 'silent'],
  propose: ['answered', 'silent'],
  confirm: ['proposed'],
  lift: ['noted', 'warned', 'suspended'],
} as const satisfies Record<string, readonly CaseStatus[]>
export type Move = keyof typeof MOVES

export function isMove(verb: Move, status: CaseStatus): boolean {
  return (MOVES[verb] as readonly CaseStatus[]).includes(status)
}

export type ConductCase = {
  id: string
  about_id: string
  /** The same, once it was told. */
  partner_id: string | null
  kind: ConductKind
  account_id: string | null
  status: CaseStatus
  opened_at: Instant
  opened_by: string
  opened_on: LocalDate
  seen_count: number
  ruling_id: string | null
  notified_at: Instant | null
  notified_by: string | null
  notice: string | null
  reply_due_at: Instant | null
  silent_at: Instant | null
  answered_at: Instant | null
  answered_by: string | null
  answer: string | null
  proposed_at: Instant | null
  /** The person, as `confirmed_by` is: two different ones. */
  proposed_by: string | null
  decided_at: Instant | null
  decided_by: string | null
  confirmed_by: string | null
  reason: string | null
  rank: number | null
  counts_until: Instant | null
  suspended_until: Instant | null
  closed_on: LocalDate | null
  ended_at: Instant | null
  ended_by: string | null
  end_reason: string | null
  revision: number
}

/** One row of what was seen. */
export type Seen = {
  noun: 'registration' | 'opportunity' | 'ask' | 'words'
  subject_id: string | null
  label: string
  since: LocalDate
  /** How it stands: `idle`, `ended`, `held`, `not_held`, `tried`, `open`, `won`, `reported`. */
  code: string
}

/** What somebody's word on a case can be. */
export const DECISIONS = ['dismiss', 'note', 'warn', 'propose'] as const
export type Decision = (typeof DECISIONS)[number]

/** What a finding can lead to at most, from the mildest, and the decision that goes so far. */
export const CONSEQUENCES = ['notice', 'warning', 'suspension'] as const
export type Consequence = (typeof CONSEQUENCES)[number]
export const GOES_SO_FAR: Record<Consequence, Exclude<Decision, 'dismiss'>> = {
  notice: 'note',
  warning: 'warn',
  suspension: 'propose',
}

/** How a partner stands, by the worst that counts. */
export const STANDINGS = ['good', 'asked', 'noted', 'warned', 'suspended'] as const
export type Standing = (typeof STANDINGS)[number]

export const CONDUCT_REFUSALS = {
  wrong_state: refusal(
    'conduct_case.wrong_state',
    'conflict',
    'This case is {status}; that cannot be done now.',
    'Load it again to see where it stands, and what comes next.',
  ),
  no_reply_yet: refusal(
    'conduct_case.no_reply_yet',
    'conflict',
    'The partner was not told yet, or its time to answer is not over: nothing can be held against it before.',
    'Tell the partner and wait for its answer, or dismiss the case.',
  ),
  too_far: refusal(
    'conduct_case.too_far',
    'conflict',
    'This is finding number {rank} that counts, and the program lets it lead to {most} at most.',
    'Decide for {most}, or dismiss the case.',
  ),
  person_needed: refusal(
    'conduct_case.person_needed',
    'forbidden',
    'A case is decided by a person, not by a key or a program.',
    'Sign in and decide it yourself.',
  ),
  second_person: refusal(
    'conduct_case.second_person',
    'forbidden',
    'A suspension takes two people: whoever proposed it does not confirm it, and neither does the partner’s own manager.',
    'Ask a colleague who decides conduct and does not look after this partner.',
  ),
  live: refusal(
    'conduct_case.live',
    'conflict',
    'There is a case of this kind already: {case}.',
    'Go on with that one.',
  ),
  nothing_seen: refusal(
    'conduct_case.nothing_seen',
    'invalid',
    'The case does not say what was seen.',
    'Describe it in words, or name registrations of the partner.',
  ),
  terms_need_dry_run: refusal(
    'conduct_case.terms_need_dry_run',
    'invalid',
    'Other terms than the program’s can only be tried out.',
    'Send it with ?dry_run=true, or publish the terms first.',
  ),
} as const
