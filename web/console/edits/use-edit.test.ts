import { expect, test } from 'vitest'
import { changedFields } from './use-edit.ts'

test('sends only what was changed, compared by value', () => {
  const before = { name: 'Nordwind', labels: ['north'], revenue: { amount: '1', currency: 'EUR' }, is_house: false }
  expect(changedFields(before, { ...before, labels: ['north'], revenue: { ...before.revenue } })).toEqual({})
  expect(changedFields(before, { ...before, is_house: true, labels: ['north', 'new'] })).toEqual({
    is_house: true,
    labels: ['north', 'new'],
  })
})

test('a field that was emptied is a change', () => {
  expect(changedFields<{ city: string | null }>({ city: 'Bremen' }, { city: null })).toEqual({ city: null })
})
