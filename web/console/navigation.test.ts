import { expect, test } from 'vitest'
import { currentEntry, navigation, reachable } from './navigation.tsx'

const groups = navigation('acme')

test('a record marks its list, the home only itself', () => {
  expect(currentEntry(groups, '/o/acme', undefined)).toBe('home')
  expect(currentEntry(groups, '/o/acme/settings/sessions', undefined)).toBeUndefined()
  expect(currentEntry(groups, '/o/acme/registrations/reg_1', undefined)).toBe('registrations')
  expect(currentEntry(groups, '/o/acme/program/3', undefined)).toBe('program')
})

test('the approvals are a view of the registrations with an entry of their own', () => {
  expect(currentEntry(groups, '/o/acme/registrations', 'approvals')).toBe('approvals')
  expect(currentEntry(groups, '/o/acme/registrations', 'all')).toBe('registrations')
})

test('only what may be opened is shown, and no group without entries', () => {
  const shown = reachable(groups, (permission) => permission === 'conflict:read')
  expect(shown.map(({ id, entries }) => [id, entries.map((entry) => entry.id)])).toEqual([
    ['work', ['home']],
    ['peace', ['conflicts']],
    ['settings', ['branding']],
  ])
})
