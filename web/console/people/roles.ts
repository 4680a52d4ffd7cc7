import { ORG_ROLES, PARTNER_ROLES, type Role } from '../../../kit/roles.ts'
import { roleName } from '../../frame/person-menu.tsx'
import type { Option } from '../../ui/index.ts'
import { words } from './words.ts'

/** The roles of a side, each with what it is for. */
export function roleOptions(side: 'org' | 'partner'): Option<Role>[] {
  const roles: readonly Role[] = side === 'org' ? ORG_ROLES : PARTNER_ROLES
  return roles.map((role) => ({ value: role, label: roleName(role), hint: words.role_hints[role] }))
}
