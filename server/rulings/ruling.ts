import { NOUNS, type Noun } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'
import { refusal } from '#kit/refusal.ts'
import type { Reason } from '#kit/ruling.ts'

/** A ruling as it was kept: never changed, and told anew each time it is read. */
export type KeptRuling = {
  id: string
  kind: string
  subject_id: string
  partner_id: string | null
  program_version: number
  decider: string
  now: Instant
  recorded_at: Instant
  facts: unknown
  outcome: unknown
  because: Reason[]
}

/** The noun that a kind of ruling is about: "registration_person" is about a registration. */
export function nounOf(kind: string): Noun | undefined {
  return (Object.keys(NOUNS) as Noun[]).find((noun) => kind === noun || kind.startsWith(`${noun}_`)) // the keys of NOUNS are the nouns
}

export const RULING_REFUSALS = {
  decider: refusal(
    'ruling.decider_unknown',
    'conflict',
    'This ruling was made by {decider}, which this version of Tributary does not have.',
    'Use the version that made it, or a newer one.',
  ),
} as const
