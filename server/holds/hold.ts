import type { Noun } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'

/**
 * A hold is what stands still while something is being settled.
 *
 * - `account`: nothing new is approved there and the queue does not move. Protections that stand run on, and end when
 *   they would have ended.
 * - `money`: what a registration or an opportunity earns is not paid out, and the prices held for it stand as they are.
 *
 * Invariant: one live hold per cause, kind and subject (`hold_one_live`). Whatever pays out asks `listHolds` first.
 */
export const HOLD_KINDS = ['account', 'money'] as const
export type HoldKind = (typeof HOLD_KINDS)[number]

/** What a hold was placed for. */
export type Cause = { noun: Noun; id: string }

export type Hold = {
  id: string
  kind: HoldKind
  noun: Noun
  subject_id: string
  account_id: string | null
  /** Whose earnings these are; null where only the org is concerned. */
  partner_id: string | null
  by_noun: Noun
  by_id: string
  placed_at: Instant
  released_at: Instant | null
}
