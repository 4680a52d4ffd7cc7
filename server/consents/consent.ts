import type { Instant, LocalDate } from '#kit/instant.ts'
import { refusal } from '#kit/refusal.ts'

/**
 * A consent is a partner's leave for direct sales to contact an account that it protects: asked for, granted until a day,
 * declined, taken back, lapsed. It is given to the org, not to one person, and on record with who asked.
 *
 * Invariants:
 * - one open ask per protection and asker (`consent_one_asked`);
 * - no consent without an end; none outlives the protection it opens;
 * - silence grants nothing.
 */
export const STATUSES = ['asked', 'granted', 'declined', 'withdrawn', 'revoked', 'lapsed', 'moot'] as const
export type Status = (typeof STATUSES)[number]

/** Which verb leads from where to where; everything else is refused. */
export const MOVES = {
  grant: { from: ['asked'], to: 'granted' },
  decline: { from: ['asked'], to: 'declined' },
  withdraw: { from: ['asked'], to: 'withdrawn' },
  revoke: { from: ['granted'], to: 'revoked' },
  lapse: { from: ['granted'], to: 'lapsed' },
  drop: { from: ['asked', 'granted'], to: 'moot' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>

export type Move = keyof typeof MOVES

/** May this verb be done in this state? */
export function isMove(verb: Move, status: Status): boolean {
  return (MOVES[verb].from as readonly Status[]).includes(status)
}

export type Consent = {
  id: string
  account_id: string
  registration_id: string
  partner_id: string
  conflict_id: string | null
  status: Status
  asked_at: Instant
  asked_by: string
  asker_id: string | null
  purpose: string
  reason: string | null
  wanted_until: LocalDate | null
  answer_due_at: Instant
  answered_at: Instant | null
  answered_by: string | null
  note: string | null
  ends_at: Instant | null
  ended_at: Instant | null
  ended_by: string | null
  end_reason: string | null
  revision: number
}

/** Timers of a consent, by what they do. */
export const CONSENT_TIMERS = {
  answer_due: 'consent.answer_due',
  remind: 'consent.remind',
  lapse: 'consent.lapse',
} as const

export const CONSENT_REFUSALS = {
  not_needed: refusal(
    'consent.not_needed',
    'conflict',
    'No consent is needed here now: {why}',
    'Go ahead, and say what you did in the account’s record.',
  ),
  which_partner: refusal(
    'consent.which_partner',
    'invalid',
    'Several partners protect this account, and it is not said which one is asked.',
    'Name one of their registrations as registration_id.',
  ),
  already_asked: refusal(
    'consent.already_asked',
    'conflict',
    'You have asked this partner already, and it has not answered yet: {consent}.',
    'Wait for the answer, or withdraw that one first.',
  ),
  wrong_state: refusal(
    'consent.wrong_state',
    'conflict',
    'This consent is {status}; that cannot be done any more.',
    'Load it again to see where it stands.',
  ),
  until: refusal(
    'consent.until',
    'invalid',
    'A consent ends on a day from today to {most}.',
    'Choose an earlier day; a new consent can be asked for when it has ended.',
  ),
} as const
