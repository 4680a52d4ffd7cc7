import { expect, test } from 'vitest'
import { readChange } from './changes.ts'

test('a state before and after is one difference', () => {
  expect(readChange({ before: 'in_review', after: 'approved', ruling: 'x' })).toEqual({
    differences: [{ field: null, before: 'in_review', after: 'approved' }],
    told: [],
    details: [['ruling', 'x']],
  })
})

test('of two records only the fields that differ are told, nested ones by their way', () => {
  const before = { name: 'Nordwind', city: 'Bremen', calendar: { zone: 'UTC' } }
  const after = { name: 'Nordwind AG', city: 'Bremen', calendar: { zone: 'Europe/Berlin' }, tier: 'gold' }
  expect(readChange({ before, after }).differences).toEqual([
    { field: 'name', before: 'Nordwind', after: 'Nordwind AG' },
    { field: 'calendar zone', before: 'UTC', after: 'Europe/Berlin' },
    { field: 'tier', before: undefined, after: 'gold' },
  ])
})

test('what was made has all its fields, but for the empty ones', () => {
  expect(readChange({ after: { name: 'Nordwind', city: null, labels: [] } }).differences).toEqual([
    { field: 'name', before: undefined, after: 'Nordwind' },
  ])
})

test('an edit names its new values only; what it did not touch did not change', () => {
  expect(readChange({ before: { name: 'A', city: 'Bremen' }, after: { name: 'B' } }).differences).toEqual([
    { field: 'name', before: 'A', after: 'B' },
  ])
})

test('sentences of the program are told as they are', () => {
  expect(readChange({ version: 2, changes: ['Protection lasts 60 days instead of 90.'] })).toEqual({
    differences: [],
    told: ['Protection lasts 60 days instead of 90.'],
    details: [['version', 2]],
  })
})
