import type { Instant } from '#kit/instant.ts'

/**
 * A review is one turn of a registration at the org: from when it came to be decided until somebody answered (approved,
 * rejected, or asked the partner), or it left by itself (withdrawn, say). The promise of the program, an answer within so
 * many working hours, is measured by it.
 *
 * Invariant, held by the database: one open review of a registration at a time (`review_open`).
 */
export type ReviewOutcome = 'approved' | 'rejected' | 'asked' | 'left'

export type Review = { began_at: Instant; due_at: Instant; manager_id: string | null }

/** What ends a review, and how. */
export const ENDS: Readonly<Record<string, ReviewOutcome>> = {
  'registration.approved': 'approved',
  'registration.rejected': 'rejected',
  'registration.info_requested': 'asked',
  'registration.queued': 'left',
  'registration.withdrawn': 'left',
  'registration.expired': 'left',
}

/** Decision times are those of so many last days. */
export const PACE_DAYS = 30
