import { refusal } from '#kit/refusal.ts'
import type { Instant } from '#kit/instant.ts'

/**
 * A merge says that two accounts are one company. The loser stays as it is and is led to the winner; everything that is
 * alive at it moves over, and a journal keeps what moved, so that an undo brings back exactly that.
 *
 * Invariants: no live row stands at an account that was merged away; a merged account points at one that is not
 * (`merged_into` is led on); an account is merged away once at a time (`merge_one_live`).
 */
export const MERGE_STATUSES = ['merged', 'undone'] as const
export type MergeStatus = (typeof MERGE_STATUSES)[number]

/** Fields of the winner that the merge changed, each with what stood there before and after. */
export type Filled = Record<
  string,
  { before: string | number | boolean | null; after: string | number | boolean | null }
>

/** What an undo left as it is, and why. */
export type Kept =
  | { code: 'field_changed'; field: string }
  | { code: 'moved_on'; noun: string; count: number }
  | { code: 'ended'; registration_id: string }
  | { code: 'came_later'; noun: string; count: number }

export type Merge = {
  id: string
  loser_id: string
  winner_id: string
  status: MergeStatus
  reason: string
  merged_at: Instant
  merged_by: string
  filled: Filled
  ended: string[]
  ruling_id: string
  undone_at: Instant | null
  undone_by: string | null
  undo_reason: string | null
  kept: Kept[]
}

export const MERGE_REFUSALS = {
  itself: refusal(
    'merge.with_itself',
    'invalid',
    'An account cannot be merged with itself.',
    'Choose the other account that is the same company.',
  ),
  already: refusal(
    'merge.already_merged',
    'conflict',
    'This account was merged into {into} already.',
    'Open that one and merge it, if it is the same company too; or undo that merge first.',
  ),
  into_merged: refusal(
    'merge.into_merged',
    'conflict',
    'The account you chose was merged into {into} itself.',
    'Merge into that one.',
  ),
  circle: refusal(
    'merge.circle',
    'conflict',
    'The account you chose was merged into this one, so this one cannot be merged into it.',
    'Undo that merge first, then merge the other way round.',
  ),
  not_claims: refusal(
    'merge.not_in_the_way',
    'invalid',
    'One of the registrations to end is no open claim on either account.',
    'Look at what stands in the way again; it has changed.',
  ),
  stopped: refusal(
    'merge.stopped',
    'conflict',
    'These accounts cannot become one yet: {what}.',
    'Look at what stands in the way, decide each, and send it again.',
  ),
  undone: refusal('merge.undone_already', 'conflict', 'This merge was undone already.', 'There is nothing left to do.'),
  stands_on: refusal(
    'merge.later_merge',
    'conflict',
    'A later merge stands on this one: {merge}.',
    'Undo that one first.',
  ),
  held: refusal(
    'merge.account_held',
    'conflict',
    'The account is held while {by} is settled, and stays as it is until then.',
    'Wait until that is settled.',
  ),
  tax_taken: refusal(
    'merge.tax_id_taken',
    'conflict',
    'Another account has the tax id by now that this one had.',
    'Correct the tax id there first.',
  ),
  family: refusal(
    'merge.family_circle',
    'conflict',
    'The family was changed meanwhile, so that each account would belong to the other.',
    'Change the parent of one of them first.',
  ),
} as const
