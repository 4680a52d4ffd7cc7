import { expect, test } from 'vitest'
import { readKey } from './desk-keys.ts'

const press = (key: string, more: object = {}) =>
  readKey({ key, metaKey: false, ctrlKey: false, altKey: false, ...more })

test('letters decide, Escape and ? do what they do everywhere', () => {
  expect(press('a')).toEqual({ kind: 'verb', verb: 'approve' })
  expect(press('r')).toEqual({ kind: 'verb', verb: 'reject' })
  expect(press('i')).toEqual({ kind: 'verb', verb: 'ask' })
  expect(press('m')).toEqual({ kind: 'verb', verb: 'assign' })
  expect(press('?')).toEqual({ kind: 'keys' })
  expect(press('Escape')).toEqual({ kind: 'escape' })
})

test('what belongs to the browser stays with it', () => {
  expect(press('a', { metaKey: true })).toBeNull()
  expect(press('r', { ctrlKey: true })).toBeNull()
  expect(press('A')).toBeNull()
  expect(press('z')).toBeNull()
})
