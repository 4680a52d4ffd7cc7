import { expect, test } from 'vitest'
import { emptyDraft, readDraft, toBps, type Kind } from './draft.ts'

test.each([
  ['12', 1200],
  ['12.5', 1250],
  ['12,25 %', 1225],
  ['-2.5', -250],
  ['0', 0],
  ['12.345', null],
  ['twelve', null],
  ['', null],
])('%s percent', (typed, bps) => expect(toBps(typed)).toBe(bps))

test('a draft says what it can, and what is wrong with the rest', () => {
  const kind: Kind = {
    key: 'discount',
    name: 'Discount',
    purpose: null,
    fields: ['discount_bps', 'amount', 'environment_days', 'reason'],
    required: ['discount_bps', 'reason'],
    needs_registration: true,
    may: true,
    why_not: null,
  }
  const draft = {
    ...emptyDraft('EUR'),
    discount_bps: '120',
    environment_days: '7',
    amount: { amount: '1.250,50', currency: 'EUR' },
  }
  const { asked, problems } = readDraft(draft, kind)
  expect(asked).toEqual({ environment_days: 7, amount: { amount_minor: '125050', currency: 'EUR' } })
  expect(Object.keys(problems)).toEqual(['discount_bps', 'reason'])
})
