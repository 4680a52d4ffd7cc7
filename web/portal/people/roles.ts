import { PARTNER_ROLES, type PartnerRole } from '../../../kit/roles.ts'
import type { Person } from '../calls.ts'
import { words } from './words.ts'

/** The roles of a partner's people, as choices. */
export const roleOptions: readonly { value: PartnerRole; label: string; hint: string }[] = PARTNER_ROLES.map(
  (role) => ({
    value: role,
    label: words.roles[role].name,
    hint: words.roles[role].does,
  }),
)

/** A role in words. */
export function roleWords(role: Person['role']): { name: string; does: string } {
  const known = PARTNER_ROLES.find((one) => one === role)
  return known ? words.roles[known] : { name: role, does: '' }
}
