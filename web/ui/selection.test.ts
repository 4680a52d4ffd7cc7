import { describe, expect, test } from 'vitest'
import { ranged, stillThere, successor, toggled } from './selection.ts'

const keys = ['a', 'b', 'c', 'd', 'e']
const of = (...chosen: string[]) => new Set(chosen)

describe('selecting rows', () => {
  test('one by one', () => {
    expect(toggled(of('a'), 'b')).toEqual(of('a', 'b'))
    expect(toggled(of('a', 'b'), 'b')).toEqual(of('a'))
    expect(toggled(of('a'), 'a', true)).toEqual(of('a'))
  })
  test('a range takes the state of the row it began at, upwards and downwards', () => {
    expect(ranged(of('b'), keys, 'b', 'd')).toEqual(of('b', 'c', 'd'))
    expect(ranged(of('d'), keys, 'd', 'b')).toEqual(of('b', 'c', 'd'))
    expect(ranged(of('b', 'c', 'd'), keys, 'a', 'c')).toEqual(of('d'))
  })
  test('a range without a beginning is the row alone, also when its beginning has left the list', () => {
    expect(ranged(of(), keys, null, 'c')).toEqual(of('c'))
    expect(ranged(of('z'), keys, 'z', 'c')).toEqual(of('z', 'c'))
  })
  test('what left the list is not selected any more; nothing changes where nothing left', () => {
    const selected = of('a', 'x')
    expect(stillThere(selected, keys)).toEqual(of('a'))
    const same = of('a', 'b')
    expect(stillThere(same, keys)).toBe(same)
  })
})

describe('the focus of a row that leaves the list', () => {
  test('goes to the next that is still there, else to the last', () => {
    expect(successor(keys, ['a', 'd', 'e'], 'b')).toBe('d')
    expect(successor(keys, ['a', 'b'], 'e')).toBe('b')
    expect(successor(keys, [], 'b')).toBeNull()
    expect(successor(keys, keys, 'z')).toBeNull()
  })
})
