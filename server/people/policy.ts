import { ORG_ROLES, PARTNER_ROLES, isPartnerRole, type Role } from '#kit/roles.ts'
import { Refused } from '#kit/refusal.ts'
import { mayGive } from '#server/access/roles.ts'
import type { Actor, May } from '#server/command/index.ts'
import { PERSON_REFUSALS } from './person.ts'

/** May the actor give, or take away, these roles? */
export function mayAssign(actor: Actor, ...roles: Role[]): May {
  const missing = roles.filter((role) => !mayGive(actor, role))
  if (missing.length === 0) return true
  const who = actor.side === 'org' ? 'an admin of the org' : 'an admin of your company'
  const you = actor.kind === 'key' ? 'This key' : 'Your role'
  return { why: `${you} does not allow to give or change the role ${missing.join(', ')}.`, who }
}

/** Roles of the org and of partners are two lists. */
export function checkSide(role: Role, partner_id: string | null): void {
  const asked = isPartnerRole(role) ? 'partner' : 'org'
  const wanted = partner_id ? 'partner' : 'org'
  if (asked === wanted) return
  const roles = (wanted === 'org' ? ORG_ROLES : PARTNER_ROLES).join(', ')
  const side = asked === 'org' ? 'people of the org' : 'people of a partner'
  throw new Refused(
    PERSON_REFUSALS.wrong_side,
    { role, side, roles },
    { fields: [{ path: 'role', message: `expected one of ${roles}` }] },
  )
}
