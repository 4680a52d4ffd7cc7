import type { Instant } from '#kit/instant.ts'
import { refusal } from '#kit/refusal.ts'

/**
 * A bulk run does one thing to many registrations, each as a command of its own.
 *
 * - It remembers what whoever decided had seen of each row; a row that somebody changed meanwhile is left, and reported.
 * - A decision is held for a few seconds, and can be taken back until then. Partners hear of a decision at once, so it is
 *   not undone afterwards. An assignment starts at once, and can be reversed.
 * - Held or started, never both: the state moves by one conditional update.
 */
export const VERBS = ['approve', 'reject', 'ask', 'assign'] as const
export type BulkVerb = (typeof VERBS)[number]

export const STATES = ['held', 'running', 'done', 'cancelled', 'stopped'] as const
export type BulkState = (typeof STATES)[number]

/** Rows of one run at most. */
export const ROWS_MAX = 5000

/** How long a decision is held before it starts, of wall time. */
export const HOLD_MS: Readonly<Record<BulkVerb, number>> = { approve: 10_000, reject: 10_000, ask: 10_000, assign: 0 }

export const PERMISSION: Readonly<Record<BulkVerb, string>> = {
  approve: 'registration:approve',
  reject: 'registration:reject',
  ask: 'registration:ask',
  assign: 'registration:assign',
}

export type BulkRun = {
  id: string
  verb: BulkVerb
  /** JSON of what the verb is given for each row. */
  input: string
  state: BulkState
  total: number
  actor_kind: string
  actor_id: string
  membership_id: string | null
  undoes: string | null
  created_at: Instant
  starts_at: Instant
  finished_at: Instant | null
  problem: string | null
}

export type BulkRow = {
  place: number
  registration_id: string
  seen_revision: number
  seen_status: string
  manager_id: string | null
  before_manager_id: string | null
}

export const BULK_REFUSALS = {
  nothing: refusal(
    'bulk.nothing_fits',
    'conflict',
    'Nothing fits this filter any more.',
    'Look at the list again, and choose other rows.',
  ),
  too_many: refusal(
    'bulk.too_many',
    'conflict',
    'More than {max} rows fit this filter.',
    'Narrow the filter, and do it in parts.',
  ),
  other_count: refusal(
    'bulk.other_count',
    'conflict',
    'By now {count} rows fit this filter, and not {expected}.',
    'Look at the list again, and confirm the new number.',
  ),
  started: refusal(
    'bulk.started',
    'conflict',
    'This has ended already: there is nothing left to take back.',
    'Look at the result; decisions are not undone, since partners have heard of them.',
  ),
  not_undoable: refusal(
    'bulk.not_undoable',
    'conflict',
    'Only an assignment that has ended can be undone, and only once.',
    'Assign the rows again.',
  ),
} as const
