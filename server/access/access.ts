import type { Actor } from '#server/command/index.ts'
import { refusal } from '#kit/refusal.ts'
import { permissionsOf } from './roles.ts'

/** What a person is somewhere, while it lasts. */
export type Membership = {
  id: string
  org: { id: string; slug: string; name: string; is_demo: boolean }
  partner_id: string | null
  role: string
  /** Has this person acted here before? Until then they are invited. */
  is_accepted?: boolean
}

export type Person = { id: string; name: string; email: string; has_password: boolean }

/** Somebody with a session. `current` is the membership that the request acts for. */
export type SignedIn = { session_id: string; person: Person; memberships: Membership[]; current: Membership | null }

/** Sessions end two weeks after they were last used. */
export const SESSION_DAYS = 14
/** So many wrong passwords in a row close the way for a while. */
export const ATTEMPTS_MAX = 10
export const LOCK_MINUTES = 15
export const LINK_MINUTES = 15
/** Links that one person can ask for in that time. */
export const LINKS_MAX = 5

export const ACCESS_REFUSALS = {
  // One answer for an unknown address, a wrong password and a locked person: it tells nobody which of them it was.
  wrong: refusal(
    'access.wrong_password',
    'unauthenticated',
    'The e-mail address and the password do not go together, or there were too many attempts.',
    'Check both. If you tried often, wait 15 minutes, or ask for a sign-in link by e-mail.',
  ),
  link_spent: refusal(
    'access.link_spent',
    'gone',
    'This sign-in link was used before, or is too old.',
    'Ask for a new one on the sign-in page.',
  ),
  no_membership: refusal(
    'access.no_membership',
    'forbidden',
    'You are not a member here any more.',
    'Choose another place, or ask an admin of the org or of your company to invite you.',
  ),
  current_password: refusal(
    'access.current_password',
    'invalid',
    'The current password is not right, or there were too many attempts.',
    'Type it again; if you tried often, wait 15 minutes. Signing in by a link lets you set a new one without it.',
  ),
} as const

/** A person acting for one of their memberships. */
export function actorOf(person_id: string, membership: Membership): Actor {
  return {
    kind: 'person',
    id: person_id,
    org_id: membership.org.id,
    side: membership.partner_id ? 'partner' : 'org',
    partner_id: membership.partner_id,
    role: membership.role,
    permissions: permissionsOf(membership.role),
    membership_id: membership.id,
  }
}
