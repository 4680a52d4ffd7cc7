import { expect, test } from 'vitest'
import { ORG_ROLES, PERMISSIONS, ROLES } from '#kit/roles.ts'
import { mayGive, permissionsOf } from './roles.ts'

const may = (role: string) => [...permissionsOf(role)]

test('an admin may do everything, and a role that is not in the table nothing', () => {
  expect(may('admin').sort()).toEqual([...PERMISSIONS].sort())
  expect(may('emperor')).toEqual([])
  expect(may('constructor')).toEqual([])
})

test('a viewer reads everything but the audit and what opens doors, and writes nothing', () => {
  const reads = PERMISSIONS.filter((permission) => permission.endsWith(':read'))
  // The address of a webhook is often a secret in itself; what a partner is suspected of is for those who answer for it.
  const closed = ['audit:read', 'key:read', 'webhook:read', 'conduct:read']
  expect(may('viewer').sort()).toEqual(reads.filter((permission) => !closed.includes(permission)).sort())
})

test('only who decides may approve, and only who runs the program may publish it', () => {
  const having = (permission: string) => ROLES.filter((role) => permissionsOf(role).has(permission))
  expect(having('registration:approve')).toEqual(['admin', 'partner_manager', 'channel_ops'])
  expect(having('program:publish')).toEqual(['admin', 'channel_ops'])
  expect(having('registration:submit')).toEqual([
    'admin',
    'partner_manager',
    'channel_ops',
    'partner_admin',
    'partner_seller',
  ])
  expect(having('request:decide')).toEqual(ORG_ROLES.filter((role) => role !== 'viewer'))
  expect(having('import:run')).toEqual(['admin', 'channel_ops', 'partner_admin', 'partner_seller'])
  expect(having('clock:move')).toEqual(['admin', 'partner_manager', 'channel_ops'])
  expect(having('key:create')).toEqual(['admin', 'partner_admin'])
})

test('no role of a partner holds what concerns the whole org', () => {
  const orgOnly = [
    'account:read',
    'opportunity:read',
    'product:read',
    'audit:read',
    'registration:approve',
    'registration:assign',
    'request:decide',
    'view:share',
    'report:read',
    'channel:edit',
    'brand:edit',
    'mail:send',
    'program:edit',
    'ruling:replay',
  ]
  for (const role of ['partner_admin', 'partner_seller', 'partner_marketer', 'partner_viewer']) {
    expect(orgOnly.filter((permission) => permissionsOf(role).has(permission))).toEqual([])
  }
})

test('a role is given by who may, and by a key only as far as the key itself reaches', () => {
  const person = (role: string) => ({ kind: 'person', permissions: permissionsOf(role) })
  expect(mayGive(person('admin'), 'admin')).toBe(true)
  expect(mayGive(person('partner_manager'), 'partner_admin')).toBe(true)
  expect(mayGive(person('partner_manager'), 'viewer')).toBe(false)
  expect(mayGive(person('viewer'), 'partner_viewer')).toBe(false)
  const key = {
    kind: 'key',
    permissions: new Set(['person:invite', 'person:edit', ...permissionsOf('partner_viewer')]),
  }
  expect(mayGive(key, 'partner_viewer')).toBe(true)
  expect(mayGive(key, 'partner_seller')).toBe(false)
  expect(mayGive(key, 'admin')).toBe(false)
})
