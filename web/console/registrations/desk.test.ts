import { describe, expect, test } from 'vitest'
import { effective, inUrl, isChanged, isNarrowed, kept, orderBy, orderOf, queryOf, type ViewState } from './desk.ts'

const view: ViewState = { filters: { status: 'in_review', manager: 'me' }, sort: null, columns: null, layout: 'table' }

describe('a view and its address', () => {
  test('an address says only what differs, and can take a filter of the view away', () => {
    expect(effective(view, {}).filters).toEqual(view.filters)
    expect(effective(view, { manager: 'any', partner: 'ptr_1' }).filters).toEqual({
      status: 'in_review',
      partner: 'ptr_1',
    })
    expect(inUrl(view, 'manager', null)).toBe('any')
    expect(inUrl(view, 'manager', 'me')).toBeNull()
    expect(inUrl(view, 'partner', null)).toBeNull()
    expect(inUrl(view, 'partner', 'ptr_1')).toBe('ptr_1')
  })

  test('setting a filter through the address and reading it again is the same filter', () => {
    for (const value of [null, 'me', 'none', 'mem_1']) {
      const said = inUrl(view, 'manager', value)
      expect(effective(view, said === null ? {} : { manager: said }).filters['manager'] ?? null).toBe(value)
    }
  })

  test('a search is nothing to save; another filter, order or layout is', () => {
    expect(isChanged(view, { q: 'acme', open: 'reg_1', changed: '1' })).toBe(false)
    expect(isNarrowed(view, { q: 'acme' })).toBe(true)
    expect(isNarrowed(view, { view: 'x', open: 'reg_1' })).toBe(false)
    for (const url of [
      { partner: 'p' },
      { manager: 'any' },
      { sort: 'amount' },
      { layout: 'board' },
      { cols: 'account' },
    ])
      expect(isChanged(view, url), JSON.stringify(url)).toBe(true)
    expect(isChanged(view, { manager: 'me', layout: 'table' })).toBe(false)
    expect(kept(effective(view, { q: 'acme', due: 'overdue' })).filters).toEqual({ ...view.filters, due: 'overdue' })
  })
})

describe('the order of the rows', () => {
  test('follows the clock that runs in them unless a header says otherwise', () => {
    expect(orderOf({ sort: null, filters: { status: 'in_review' } })).toBe('deadline')
    expect(orderOf({ sort: null, filters: { status: 'approved,converted', due: 'ending' } })).toBe('ending')
    expect(orderOf({ sort: null, filters: {} })).toBe('newest')
    expect(orderOf({ sort: 'amount', filters: { status: 'in_review' } })).toBe('amount')
    expect(orderOf({ sort: 'nonsense', filters: {} })).toBe('newest')
  })

  test('is asked for by headers', () => {
    expect(orderBy('amount', 'desc', {})).toBe('amount')
    expect(orderBy('clock', 'asc', { status: 'approved' })).toBe('ending')
    expect(orderBy('clock', 'asc', { status: 'in_review' })).toBe('deadline')
    expect(orderBy('partner', 'asc', {})).toBeNull()
  })
})

test('the filter is asked in the words of the API', () => {
  expect(
    queryOf({ partner: 'p', from: '2026-01-01', changed: '1', status: 'in_review' }, '2026-02-01T00:00:00.000Z'),
  ).toEqual({
    partner_id: 'p',
    submitted_from: '2026-01-01',
    changed_since: '2026-02-01T00:00:00.000Z',
    status: 'in_review',
  })
  expect(queryOf({ changed: '1' }, null)).toEqual({})
})
