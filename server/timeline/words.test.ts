import { describe, expect, test } from 'vitest'
import { readSources } from '#tests/laws/source.ts'
import { tell, WORDS } from './words.ts'

/** The events that shops announce, as far as their names stand in the code as they are. */
const announced = readSources('server')
  .filter(({ path }) => !/\.test\.ts$/.test(path))
  .flatMap(({ text }) => [...text.matchAll(/\.emit\(\s*'([a-z_]+\.[a-z_]+)'/g)].map(([, type = '']) => type))

describe('every event', () => {
  test.each([...new Set([...announced, ...Object.keys(WORDS)])])('%s is told in a sentence', (type) => {
    for (const side of ['org', 'partner'] as const) {
      for (const who of [null, 'Ada Lovelace']) {
        const told = tell(type, {}, side, who)
        if (told === null) {
          expect(side).toBe('partner')
          continue
        }
        expect(told.text).toMatch(/^\p{Lu}[^_]+[^.\s]$/u)
        expect(told.text).not.toContain('undefined')
      }
    }
  })

  test('that is new is told by its name', () => {
    expect(tell('webhook.secret_rotated', {}, 'org', 'Ada')?.text).toBe('Webhook: secret rotated, by Ada')
    expect(tell('clock', {}, 'partner', null)?.text).toBe('Clock')
  })
})

test('somebody is named where somebody did it, and never where the program or the clock did', () => {
  expect(tell('registration.approved', {}, 'org', 'Ada')?.text).toBe('Ada approved the registration')
  expect(tell('registration.approved', {}, 'org', null)?.text).toBe('Approved by the program')
  expect(tell('registration.expired', {}, 'org', 'Ada')?.text).toBe('The protection ended')
})

test('a partner is not told what is the org’s alone', () => {
  for (const type of [
    'registration.assigned',
    'account.edited',
    'opportunity.created',
    'partner.edited',
    'request.reminded',
  ])
    expect(tell(type, {}, 'partner', null)).toBeNull()
})

test('codes of the body are said, whatever else stands in it', () => {
  expect(tell('account.edited', { fields: ['name', 'tax_id'] }, 'org', null)?.detail).toBe('Changed: name and tax id')
  expect(tell('import.finished', { created_count: 3, refused_count: 1 }, 'org', null)?.detail).toBe(
    'Rows: 3 created and 1 refused',
  )
  for (const body of [{ fields: 7 }, { fields: [] }, { role: 4 }, { version: 'x' }, { before: null, after: {} }])
    for (const type of Object.keys(WORDS)) expect(() => tell(type, body, 'org', null)).not.toThrow()
})
