import type { Instant } from '#kit/instant.ts'
import { refusal } from '#kit/refusal.ts'
import type { CameBy } from '#server/consents/facts.ts'

/**
 * A conflict is that direct sales appeared, with an open opportunity, at an account that a partner holds, and neither a
 * consent nor a follow-up that slipped allows it. Both sides are told and asked; somebody without a stake decides.
 *
 * Invariants:
 * - one open conflict per opportunity and registration (`conflict_one_open`), however often a file brings it, and none
 *   again where one let direct sales go on;
 * - whoever writes anything of a conflict holds its account's lock and its row;
 * - silence grants nothing, and neither side resolves its own.
 */
export const STATUSES = ['open', 'consented', 'stands_aside', 'shared', 'upheld_direct', 'moot'] as const
export type Status = (typeof STATUSES)[number]

/** How somebody without a stake can resolve it. */
export const RESOLUTIONS = ['stands_aside', 'shared', 'upheld_direct'] as const
export type Resolution = (typeof RESOLUTIONS)[number]

/** Where one ended like this, direct sales may go on with that opportunity. */
export const LETS_GO_ON: readonly Status[] = ['consented', 'shared', 'upheld_direct']

export type WaitsFor = 'both' | 'partner' | 'direct' | 'manager'

export const MOOT_WHYS = [
  'protection_ended',
  'opportunity_closed',
  'opportunity_moved',
  'partner_takes_part',
  'merged',
] as const
export type MootWhy = (typeof MOOT_WHYS)[number]

/** What a side says: the partner objects or consents, direct sales stays or leaves. */
export const POSITIONS = { partner: ['objects', 'consents'], direct: ['stays', 'leaves'] } as const
export type Position = 'objects' | 'consents' | 'stays' | 'leaves'

export type Conflict = {
  id: string
  account_id: string
  held_account_id: string
  opportunity_id: string
  registration_id: string
  protection_id: string
  partner_id: string
  manager_id: string | null
  status: Status
  waits_for: WaitsFor
  came_by: CameBy
  raised_at: Instant
  answer_due_at: Instant
  overdue_at: Instant | null
  partner_answered_at: Instant | null
  direct_answered_at: Instant | null
  resolved_at: Instant | null
  resolved_by: string | null
  resolution: string | null
  moot_why: MootWhy | null
  consent_id: string | null
  ruling_id: string
  resolution_ruling_id: string | null
  revision: number
}

/** Timers of a conflict, by what they do. */
export const CONFLICT_TIMERS = { remind: 'conflict.remind', answer_due: 'conflict.answer_due' } as const

/** Who is asked next: those who have not answered; nobody left, or no time left, is the manager's turn. */
export function waitsFor(it: Pick<Conflict, 'partner_answered_at' | 'direct_answered_at' | 'overdue_at'>): WaitsFor {
  if (it.overdue_at || (it.partner_answered_at && it.direct_answered_at)) return 'manager'
  if (it.partner_answered_at) return 'direct'
  return it.direct_answered_at ? 'partner' : 'both'
}

export const CONFLICT_REFUSALS = {
  wrong_state: refusal(
    'conflict.wrong_state',
    'conflict',
    'This conflict is over: {status}.',
    'Load it again to see how it ended.',
  ),
  position: refusal(
    'conflict.position',
    'invalid',
    'That is the other side’s to say.',
    'A partner objects or consents; direct sales stays or leaves.',
  ),
  has_stake: refusal(
    'conflict.has_stake',
    'forbidden',
    'You have a stake in this conflict: {why}',
    'Leave the decision to a colleague who has none.',
  ),
  person_needed: refusal(
    'conflict.person_needed',
    'forbidden',
    'A conflict is resolved by a person, who answers for having no stake in it.',
    'Sign in as somebody who may resolve conflicts.',
  ),
  cannot_hand_over: refusal(
    'conflict.cannot_hand_over',
    'conflict',
    'The opportunity cannot become the partner’s deal: {why}',
    'Close it instead, or put the partner on it.',
  ),
} as const
