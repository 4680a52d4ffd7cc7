import type { Instant, LocalDate } from '#kit/instant.ts'
import { refusal } from '#kit/refusal.ts'

/**
 * A registration is a partner's claim on an account.
 *
 * Invariants, each held by the database:
 * - one protection of an account and product line at an instant (`protection_one_at_a_time`);
 * - one open claim per partner, account and line (`registration_one_open_claim`);
 * - claims rank by `claim_no`, given under the account's locks and kept for good;
 * - a published program version, a granted window and a deadline are never recalculated.
 */
export const STATUSES = ['in_review', 'queued', 'approved', 'rejected', 'withdrawn', 'expired'] as const
export type Status = (typeof STATUSES)[number]

/** Claims that stand in the way of later ones on the same account and lines. */
export const OPEN: readonly Status[] = ['in_review', 'queued', 'approved']

/** Which verb leads from where to where; everything else is refused. */
export const MOVES = {
  approve: { from: ['in_review'], to: 'approved' },
  reject: { from: ['in_review'], to: 'rejected' },
  pick_account: { from: ['in_review'], to: 'in_review' },
  withdraw: { from: ['in_review', 'queued', 'approved'], to: 'withdrawn' },
  expire: { from: ['approved'], to: 'expired' },
  come_free: { from: ['queued'], to: 'in_review' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>

export type Move = keyof typeof MOVES

/** May this verb be done in this state? */
export function isMove(verb: Move, status: Status): boolean {
  return (MOVES[verb].from as readonly Status[]).includes(status)
}

export type Recommendation = 'approve' | 'reject' | 'pick_account'

export type Registration = {
  id: string
  partner_id: string
  track: string
  claim_no: string
  status: Status
  account_id: string | null
  account_name: string
  account_domain: string | null
  account_country: string | null
  account_tax_id: string | null
  contact_name: string | null
  contact_email: string | null
  amount_minor: string | null
  currency: string | null
  expected_close_on: LocalDate | null
  /** PostgreSQL's text of an int4multirange: `{(,)}` is all lines. */
  lines: string
  use_case: string | null
  notes: string | null
  submitted_at: Instant
  submitted_by: string
  submitted_by_person: string | null
  submitter_role: string
  on_behalf: boolean
  manager_id: string | null
  recommendation: Recommendation | null
  answer_due_at: Instant | null
  decided_at: Instant | null
  decided_by: string | null
  decision_reason: string | null
  ruling_id: string
  revision: number
}

/** All product lines, also those added to the program later. */
export const ALL_LINES = '{(,)}'

/** Lines by number as PostgreSQL reads them; none named means all. */
export function linesText(ids: readonly number[]): string {
  if (ids.length === 0) return ALL_LINES
  const ranges = [...new Set(ids)].sort((a, b) => a - b).map((id) => `[${id},${id + 1})`)
  return `{${ranges.join(',')}}`
}

/** The numbers inside; `null` is all lines. */
export function lineIds(lines: string): number[] | null {
  if (lines === ALL_LINES) return null
  const ids: number[] = []
  for (const [, from, to] of lines.matchAll(/[[(](\d+),(\d+)[)\]]/g)) {
    for (let id = Number(from); id < Number(to); id++) ids.push(id)
  }
  return ids
}

/** Do two sets of lines share one? */
export function overlaps(a: readonly number[] | null, b: readonly number[] | null): boolean {
  return a === null || b === null || a.some((id) => b.includes(id))
}

export const REGISTRATION_REFUSALS = {
  incomplete: refusal(
    'registration.incomplete',
    'invalid',
    'The program asks for more than was filled in.',
    'Fill in the fields named below and submit again.',
  ),
  past_close: refusal(
    'registration.closing_date_past',
    'invalid',
    'The expected closing date lies in the past.',
    'Give the date on which you expect to close.',
  ),
  unknown_line: refusal(
    'registration.unknown_line',
    'invalid',
    'The program has no such product line.',
    'Choose from the product lines of the program.',
  ),
  partner_needed: refusal(
    'registration.partner_needed',
    'invalid',
    'It is not said for which partner this is.',
    'Name the partner as partner_id.',
  ),
  no_track: refusal(
    'registration.no_track',
    'conflict',
    'The partner is in no track in which it could register this.',
    'Ask the partner manager to enroll the partner in a track.',
  ),
  track_needed: refusal(
    'registration.track_needed',
    'invalid',
    'The partner is in several tracks, and none was named.',
    'Name one of: {tracks}.',
  ),
  already_open: refusal(
    'registration.already_open',
    'conflict',
    'You have an open registration of this account: {registration}.',
    'Open that one; withdraw it first if you want to start anew.',
  ),
  wrong_state: refusal(
    'registration.wrong_state',
    'conflict',
    'This registration is {status}; that cannot be done any more.',
    'Load it again to see where it stands.',
  ),
  account_not_picked: refusal(
    'registration.account_not_picked',
    'conflict',
    'It is not decided yet which account this is.',
    'Pick the account first.',
  ),
  second_person: refusal(
    'registration.second_person',
    'forbidden',
    'You registered this yourself, and the program asks for a second person.',
    'Ask a colleague to decide.',
  ),
  protected: refusal(
    'registration.account_protected',
    'conflict',
    'Another registration protects this account until {until}.',
    'Reject this one, or let it wait in the queue.',
  ),
  override_needed: refusal(
    'registration.override_needed',
    'conflict',
    'An earlier claim on this account is still open: {registration}.',
    'Decide the earlier claim first, or give a written reason to go past it.',
  ),
} as const
