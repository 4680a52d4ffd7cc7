import { expect, test } from 'vitest'
import { cohortOf, firstOfMonth, lastOfMonth, narrowed, percentOf } from './ask.ts'

test('months end where the calendar ends them', () => {
  expect(firstOfMonth('2026-03-31', 3)).toBe('2025-12-01')
  expect(firstOfMonth('2026-11-22', 0)).toBe('2026-11-01')
  expect(['2026-02-01', '2028-02-01', '2026-12-01'].map(lastOfMonth)).toEqual([
    '2026-02-28',
    '2028-02-29',
    '2026-12-31',
  ])
})

test('a month within a period is never wider than the period', () => {
  expect(narrowed({ from: '2026-01-15', to: '2026-01-20' }, 'month', '2026-01-01')).toEqual({
    from: '2026-01-15',
    to: '2026-01-20',
  })
  expect(narrowed({}, 'month', '2026-02-01')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(narrowed({ from: '2026-01-15' }, 'tier', 'none')).toEqual({ from: '2026-01-15', tier: 'none' })
})

test('the address asks only for what it holds', () => {
  expect(cohortOf({ period: 'quarter', partner: 'ptr_1' }, '2026-11-22')).toEqual({
    from: '2026-09-01',
    partner_id: 'ptr_1',
  })
  expect(cohortOf({ period: 'own', from: 'yesterday', to: '2026-11-01' }, '2026-11-22')).toEqual({ to: '2026-11-01' })
  expect(cohortOf({ from: '2026-01-01' }, '2026-11-22')).toEqual({})
})

test('a share of nothing is no share', () => {
  expect([percentOf(0, 0), percentOf(0, 3), percentOf(1, 3)]).toEqual([null, 0, 33])
})
