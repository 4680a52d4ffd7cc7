import { PERMISSIONS, type Permission } from '../../../kit/roles.ts'

export type ScopeGroup = { noun: string; scopes: readonly Permission[] }

/** Scopes by noun, in the order of the table of permissions. */
export function groupScopes(scopes: readonly string[]): ScopeGroup[] {
  const known = PERMISSIONS.filter((permission) => scopes.includes(permission))
  const nouns = [...new Set(known.map((permission) => nounOf(permission)))]
  return nouns.map((noun) => ({ noun, scopes: known.filter((permission) => nounOf(permission) === noun) }))
}

export function nounOf(scope: string): string {
  return scope.split(':')[0] ?? scope
}

export function verbOf(scope: string): string {
  return scope.split(':')[1] ?? scope
}

const CRM = ['account', 'opportunity', 'product', 'member', 'import']

/** What keys are usually made for. */
export const PRESETS = {
  read: (scope) => verbOf(scope) === 'read' && !['key', 'audit'].includes(nounOf(scope)),
  register: (scope) =>
    [
      'registration:read',
      'registration:submit',
      'registration:withdraw',
      'partner:read',
      'program:read',
      'ruling:read',
    ].includes(scope),
  decide: (scope) =>
    nounOf(scope) === 'registration' ||
    ['partner:read', 'account:read', 'program:read', 'ruling:read', 'ruling:replay'].includes(scope),
  crm: (scope) => CRM.includes(nounOf(scope)),
  all: () => true,
  none: () => false,
} satisfies Record<string, (scope: Permission) => boolean>

export type Preset = keyof typeof PRESETS

/** The scopes that a preset stands for, of those that can be given. */
export function scopesOf(preset: Preset, givable: readonly Permission[]): Permission[] {
  return givable.filter((scope) => PRESETS[preset](scope))
}
