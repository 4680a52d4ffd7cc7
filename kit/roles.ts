/** What a person can be in an org, and in a partner. What each may do stands in `server/access/roles.ts`. */
export const ORG_ROLES = [
  'admin',
  'partner_manager',
  'channel_ops',
  'sales_rep',
  'finance',
  'marketing',
  'viewer',
] as const
export const PARTNER_ROLES = ['partner_admin', 'partner_seller', 'partner_marketer', 'partner_viewer'] as const
export const ROLES = [...ORG_ROLES, ...PARTNER_ROLES] as const

export type OrgRole = (typeof ORG_ROLES)[number]
export type PartnerRole = (typeof PARTNER_ROLES)[number]
export type Role = (typeof ROLES)[number]

/** Everything that a role, or the scopes of a key, can allow. */
export const PERMISSIONS = [
  'registration:read',
  'registration:submit',
  'registration:approve',
  'registration:reject',
  'registration:withdraw',
  'registration:pick_account',
  'registration:ask',
  'registration:answer',
  'registration:confirm',
  'registration:extend',
  'registration:grant_extension',
  'registration:convert',
  'registration:close',
  'registration:revoke',
  'registration:assign',
  'registration:log_activity',
  'view:share',
  'request:read',
  'request:submit',
  'request:decide',
  'partner:read',
  'partner:create',
  'partner:edit',
  'account:read',
  'account:create',
  'account:edit',
  'opportunity:read',
  'opportunity:create',
  'opportunity:edit',
  'product:read',
  'product:create',
  'product:edit',
  'member:read',
  'member:create',
  'member:edit',
  'file:read',
  'file:attach',
  'participant:edit',
  'program:read',
  'program:edit',
  'program:publish',
  'import:read',
  'import:run',
  'ruling:read',
  'report:read',
  'ruling:replay',
  'event:read',
  'audit:read',
  'person:read',
  'person:invite',
  'person:edit',
  'key:read',
  'key:create',
  'key:revoke',
  'clock:move',
  'webhook:read',
  'webhook:edit',
  'brand:edit',
  'notification:configure',
  'channel:edit',
  'mail:send',
] as const

export type Permission = (typeof PERMISSIONS)[number]

/** Is this a role of a partner's people? */
export function isPartnerRole(role: string): role is PartnerRole {
  return PARTNER_ROLES.some((one) => one === role)
}
