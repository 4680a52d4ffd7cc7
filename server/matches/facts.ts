import type { MatchFacts } from '#server/accounts/match-facts.ts'
import type { MatchNoun, MatchSource } from './match.ts'

/** Everything that a person's word on a match is kept with. Ids, codes and numbers only. */
export type MatchWordFacts = {
  v: 1
  match_id: string
  source: MatchSource
  noun: MatchNoun
  subject_id: string
  /** The candidates that were still in question. */
  match: MatchFacts
  said: 'same' | 'other'
  /** Which account was named; with `other`, the one that was ruled out, or null for all. */
  account_id: string | null
  /** Candidates in question before, and how many of them are ruled out by this word. */
  left: number
}
