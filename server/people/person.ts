import { refusal } from '#kit/refusal.ts'
import type { Role } from '#kit/roles.ts'

/** A membership with the person it belongs to: somebody of the org, or of one of its partners. */
export type PersonHere = {
  /** The membership's id. */
  id: string
  person_id: string
  name: string
  email: string
  role: Role
  partner_id: string | null
  partner_slug: string | null
  partner_name: string | null
  /** Has acted here, or chosen the password of a person that this invitation made. */
  has_come: boolean
  invited_at: string | null
  created_at: string
  revision: number
}

/** An invitation is sent again at most once in this time. */
export const AGAIN_MS = 60_000

/** Invitations can be accepted for so long. */
export const INVITATION_DAYS = 7

export const PERSON_REFUSALS = {
  already_here: refusal(
    'person.already_here',
    'conflict',
    'Somebody with this e-mail address is a member there already.',
    'Change their role instead.',
  ),
  wrong_side: refusal(
    'person.role_of_other_side',
    'invalid',
    'The role {role} belongs to {side}.',
    'Pick one of: {roles}.',
  ),
  last_admin: refusal(
    'person.last_admin',
    'conflict',
    'This is the only admin {where}: without one nobody could let anybody in.',
    'Make somebody else an admin first.',
  ),
  has_come: refusal(
    'person.has_come',
    'conflict',
    'This person has signed in here already.',
    'They can ask for a link at the sign-in page.',
  ),
  just_invited: refusal(
    'person.just_invited',
    'conflict',
    'The last mail went out less than a minute ago.',
    'Wait a moment; mails take a minute at times.',
  ),
} as const
