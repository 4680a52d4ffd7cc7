import { PERMISSIONS, isPartnerRole, type Permission, type Role } from '#kit/roles.ts'

/** What everybody who works on the org's side may look at. */
const BUSINESS: Permission[] = [
  'registration:read',
  'request:read',
  'partner:read',
  'account:read',
  'opportunity:read',
  'product:read',
  'member:read',
  'file:read',
  'program:read',
  'ruling:read',
  'report:read',
  'person:read',
  'event:read',
  'match:read',
  'consent:read',
  'conflict:read',
  'dispute:read',
]

const ALL_BUT_SECRETS: Permission[] = [...BUSINESS, 'import:read']

/** A chain may ask people of any working role; who is not asked is refused by the request itself. */
const ANSWERS: Permission[] = [...BUSINESS, 'request:decide']

/** Who sells for the org asks a partner before it goes to a protected account, and speaks up where it disagrees. */
const SELLS: Permission[] = [
  ...ANSWERS,
  'consent:ask',
  'conflict:answer',
  'dispute:open',
  'dispute:answer',
  'file:attach',
]

const DECIDES: Permission[] = [
  ...ALL_BUT_SECRETS,
  'match:decide',
  'account:merge',
  'consent:ask',
  'conflict:answer',
  'conflict:resolve',
  'dispute:open',
  'dispute:answer',
  'dispute:handle',
  'dispute:decide',
  'conduct:read',
  'conduct:open',
  'conduct:decide',
  'request:decide',
  'request:submit',
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
  'file:attach',
  'participant:edit',
  'ruling:replay',
  'view:share',
  'partner:create',
  'partner:edit',
  'person:invite',
  // Only demo orgs have a clock that moves; there everybody who decides may want to see what time brings.
  'clock:move',
]

const RUNS_THE_PROGRAM: Permission[] = [
  ...DECIDES,
  'program:edit',
  'program:publish',
  'import:run',
  'account:create',
  'account:edit',
  'opportunity:create',
  'opportunity:edit',
  'product:create',
  'product:edit',
  'member:create',
  'member:edit',
  'audit:read',
  'notification:configure',
  'channel:edit',
  'mail:send',
]

/** What a partner's people see of their own, and of the program that binds them. */
const PARTNER_READS: Permission[] = [
  'registration:read',
  'request:read',
  'file:read',
  'event:read',
  'partner:read',
  'program:read',
  'ruling:read',
  'person:read',
  'consent:read',
  'conflict:read',
  'dispute:read',
  'conduct:read',
]

const PARTNER_SELLS: Permission[] = [
  ...PARTNER_READS,
  'consent:grant',
  'conflict:answer',
  'dispute:open',
  'dispute:answer',
  'request:submit',
  'file:attach',
  'registration:submit',
  'registration:withdraw',
  'import:read',
  'import:run',
  'registration:answer',
  'registration:confirm',
  'registration:extend',
  'registration:log_activity',
]

/**
 * The one table of who may do what. On the partner's side every permission reaches only the partner's own rows; that
 * wall stands in the database.
 */
const TABLE: Record<Role, readonly Permission[]> = {
  admin: PERMISSIONS,
  channel_ops: RUNS_THE_PROGRAM,
  partner_manager: DECIDES,
  sales_rep: SELLS,
  finance: ANSWERS,
  marketing: ANSWERS,
  viewer: ALL_BUT_SECRETS,
  partner_admin: [
    ...PARTNER_SELLS,
    'conduct:answer',
    'person:invite',
    'person:edit',
    'key:read',
    'key:create',
    'key:revoke',
    'webhook:read',
    'webhook:edit',
  ],
  partner_seller: PARTNER_SELLS,
  partner_marketer: PARTNER_READS,
  partner_viewer: PARTNER_READS,
}

const SETS = new Map<string, ReadonlySet<string>>(
  Object.entries(TABLE).map(([role, allowed]) => [role, new Set(allowed)]),
)
const NOTHING: ReadonlySet<string> = new Set()

/** Everything a role may do; a role that is not in the table may do nothing. */
export function permissionsOf(role: string): ReadonlySet<string> {
  return SETS.get(role) ?? NOTHING
}

/**
 * May these permissions give somebody this role? A place at a partner needs `person:invite`, one in the org
 * `person:edit`. A key gives at most what it has itself, or a scope to invite would be a scope to everything.
 */
export function mayGive(actor: { kind: string; permissions: ReadonlySet<string> }, role: Role): boolean {
  if (!actor.permissions.has(isPartnerRole(role) ? 'person:invite' : 'person:edit')) return false
  return actor.kind !== 'key' || [...permissionsOf(role)].every((permission) => actor.permissions.has(permission))
}
