import { expect, test } from 'vitest'
import { columnsFor, COLUMNS, movesFrom, verbBetween } from './moves.ts'

test('every drag has a twin in the menu, and the menu nothing else', () => {
  for (const from of COLUMNS) {
    const inMenu = movesFrom(from)
    for (const to of COLUMNS) {
      expect(inMenu.find((move) => move.to === to)?.verb ?? null).toBe(verbBetween(from, to))
      if (from === to) expect(verbBetween(from, to)).toBeNull()
    }
  }
})

test('what has ended is moved nowhere', () => {
  for (const ended of ['won', 'lost', 'rejected', 'revoked', 'withdrawn', 'expired'] as const)
    expect(movesFrom(ended)).toEqual([])
})

test('the board shows the states of its filter; one state alone would be a list', () => {
  expect(columnsFor(['approved', 'queued'])).toEqual(['queued', 'approved'])
  expect(columnsFor(['in_review'])).toContain('approved')
  expect(columnsFor([])).toContain('rejected')
})
