import type { Status } from './states.ts'

/** Verbs that move a registration from one column of the board to another. */
export type Verb = 'approve' | 'reject' | 'ask' | 'withdraw' | 'convert' | 'win' | 'lose' | 'revoke'

const STEPS: Readonly<Partial<Record<Status, Readonly<Partial<Record<Status, Verb>>>>>> = {
  in_review: { approved: 'approve', rejected: 'reject', info_requested: 'ask', withdrawn: 'withdraw' },
  info_requested: { approved: 'approve', rejected: 'reject', withdrawn: 'withdraw' },
  queued: { withdrawn: 'withdraw' },
  approved: { converted: 'convert', lost: 'lose', revoked: 'revoke', withdrawn: 'withdraw' },
  converted: { won: 'win', lost: 'lose', revoked: 'revoke' },
}

/** The verb that leads from one state to another; none where nobody moves it there by hand. */
export function verbBetween(from: Status, to: Status): Verb | null {
  return STEPS[from]?.[to] ?? null
}

/** Where a registration can be moved from here, and by what. */
export function movesFrom(from: Status): { to: Status; verb: Verb }[] {
  // The entries of a record of states.
  return Object.entries(STEPS[from] ?? {}).map(([to, verb]) => ({ to: to as Status, verb }))
}

/** The columns of the board, in the order of a registration's life; those that end it stand last. */
export const COLUMNS: readonly Status[] = [
  'queued',
  'in_review',
  'info_requested',
  'approved',
  'converted',
  'won',
  'rejected',
  'lost',
  'revoked',
  'withdrawn',
  'expired',
]

/** The columns that are shown: those the filter names, else those in which something is still to be done. */
export function columnsFor(states: readonly string[]): Status[] {
  const open = COLUMNS.slice(0, 6)
  return states.length > 1 ? COLUMNS.filter((status) => states.includes(status)) : [...open, 'rejected']
}
