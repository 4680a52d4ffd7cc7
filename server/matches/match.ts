import type { NameDifference } from '#kit/name-likeness.ts'
import type { Instant } from '#kit/instant.ts'
import { refusal } from '#kit/refusal.ts'
import type { Candidate } from '#server/accounts/match-facts.ts'
import type { Ground } from '#server/accounts/recognise.ts'

/**
 * A match is a question to a person: is this company one of those accounts?
 *
 * Invariants: one open question of a thing at a time (`match_one_open`); an answer that names an account holds for later
 * registrations and imports until it is taken back; what the candidates were when it was asked is kept as it was.
 */
export const MATCH_STATUSES = ['open', 'same', 'other', 'settled'] as const
export type MatchStatus = (typeof MATCH_STATUSES)[number]

/** Who asks: a registration that is unsure, a row of an import, or a look for duplicates. */
export const MATCH_SOURCES = ['registration', 'import', 'look'] as const
export type MatchSource = (typeof MATCH_SOURCES)[number]

/** What waits for the answer. */
export const MATCH_NOUNS = ['registration', 'opportunity', 'account'] as const
export type MatchNoun = (typeof MATCH_NOUNS)[number]

/** What made an end of a question without an answer to it. */
export const SETTLED_BY = ['withdrawn', 'decided', 'tied', 'merged'] as const
export type SettledBy = (typeof SETTLED_BY)[number]

/** The company as it was written. */
export type AskedCompany = {
  name: string
  domain: string | null
  country: string | null
  city: string | null
  street: string | null
  phone: string | null
  tax_id: string | null
}

/** An account that came into question, as it was when it was asked. */
export type KeptCandidate = {
  facts: Candidate
  differences: NameDifference[]
  score: number
  /** Somebody said that this is not it. */
  is_ruled_out: boolean
}

export type Match = {
  id: string
  source: MatchSource
  noun: MatchNoun
  subject_id: string
  origin_id: string | null
  status: MatchStatus
  asked: AskedCompany
  candidates: KeptCandidate[]
  domain_count: number
  ground: Ground
  score: number
  opened_at: Instant
  decided_at: Instant | null
  decided_by: string | null
  account_id: string | null
  settled_by: SettledBy | null
  taken_back_at: Instant | null
  taken_back_by: string | null
  merge_id: string | null
  ruling_id: string | null
  revision: number
}

/** The candidates that are still in question. */
export function leftOf(match: Pick<Match, 'candidates'>): KeptCandidate[] {
  return match.candidates.filter((one) => !one.is_ruled_out)
}

export const MATCH_REFUSALS = {
  over: refusal(
    'match.answered_already',
    'conflict',
    'This question has been answered, or has lost its reason.',
    'Load it again to see what was said.',
  ),
  not_a_candidate: refusal(
    'match.account_not_meant',
    'conflict',
    'An account cannot be tied to itself, or to one that it has become part of.',
    'Pick another of the accounts shown, or say that it is none of them.',
  ),
  nothing_to_take_back: refusal(
    'match.nothing_said',
    'conflict',
    'Nobody’s word on this stands that could be taken back.',
    'Load it again to see where it stands.',
  ),
  merged: refusal(
    'match.accounts_merged',
    'conflict',
    'The two accounts were merged on this word.',
    'Undo the merge {merge}; the word is taken back with it.',
  ),
  terms: refusal(
    'match.terms',
    'invalid',
    'These terms of recognition do not hold together.',
    'Correct the fields named below and try again.',
  ),
  no_version: refusal(
    'match.no_version',
    'not_found',
    'The program has no version of this number.',
    'Name a version that stands in the list of versions.',
  ),
} as const
