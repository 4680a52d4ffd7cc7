import { refusal } from '#kit/refusal.ts'
import type { Instant } from '#kit/instant.ts'

/**
 * A participant is a partner on an opportunity, in a role. A partner can have several roles there; who sourced it, the
 * database holds to one (`opportunity_sourced_once`).
 */
export const PARTICIPANT_ROLES = ['sourced', 'resells', 'implements', 'influences'] as const
export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number]

export type Participant = {
  id: string
  opportunity_id: string
  /** Null where the reader does not see opportunities. */
  opportunity_name: string | null
  partner_id: string
  partner_name: string
  role: ParticipantRole
  registration_id: string | null
  account_name: string | null
  since: Instant
  added_by: string
}

/** An opportunity has so few partners that a list of them needs no pages. */
export const PARTICIPANTS_MAX = 20

export const PARTICIPANT_REFUSALS = {
  sourced: refusal(
    'participant.already_sourced',
    'conflict',
    'Another partner is on record as the one who sourced this opportunity.',
    'Remove that one first, or add this partner in another role.',
  ),
  twice: refusal(
    'participant.already_there',
    'conflict',
    'The partner is on this opportunity in that role already.',
    'Choose another role, or leave it as it is.',
  ),
  too_many: refusal(
    'participant.too_many',
    'conflict',
    'There are {limit} partners on this opportunity already.',
    'Remove one who is not part of it any more.',
  ),
} as const
