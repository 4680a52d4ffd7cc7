import { pino } from 'pino'
import pg from 'pg'
import { expect, test } from 'vitest'
import { COMMON, Refused, STATUS_OF, refusal, type RefusalKind } from '#kit/refusal.ts'
import { problemOf, refusalOf, respondProblem, titleOf } from './problem.ts'
import { whereBroken } from './json.ts'
import { matches } from './assets.ts'

const log = pino({ level: 'silent' })

test('fills parameters into what happened and what to do next', () => {
  const refused = new Refused(COMMON.too_many, { limit: '5 requests', seconds: 7 }, { retry_after_s: 6.2 })
  expect(problemOf(refused, 'r')).toMatchObject({
    status: 429,
    detail: 'Too many requests: 5 requests are allowed.',
    next: 'Wait 7 seconds and try again.',
  })
  expect(respondProblem(refused, 'r').headers.get('retry-after')).toBe('7')
})

test('every kind of refusal has a title', () => {
  for (const [kind, status] of Object.entries(STATUS_OF)) {
    const problem = problemOf(new Refused(refusal('a.b', kind as RefusalKind, 'x', 'y')), 'r') // the keys of STATUS_OF are the kinds
    expect([problem.status, problem.title]).toEqual([status, expect.not.stringMatching(/^Problem$/)])
    expect(titleOf(status)).toBe(problem.title)
  }
})

test.each([
  ['22021', 422],
  ['22003', 422],
  ['57014', 503],
  ['53300', 503],
  ['40001', 409],
  ['42P01', 500],
])('an error %s of PostgreSQL is answered %i', (code, status) => {
  const error = Object.assign(new pg.DatabaseError('secret', 1, 'error'), { code })
  const problem = problemOf(refusalOf(error, log, {}), 'r')
  expect(problem.status).toBe(status)
  expect(JSON.stringify(problem)).not.toContain('secret')
})

test('a lost connection to the database is no fault of the request', () => {
  expect(refusalOf(new Error('Connection terminated unexpectedly'), log, {}).type.code).toBe('edge.unavailable')
  expect(
    refusalOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' }), log, {}).type.code,
  ).toBe('edge.unavailable')
  expect(refusalOf(Object.assign(new Error('x'), { code: 'ENOENT' }), log, {}).type.code).toBe('edge.fault')
})

test('finds where JSON is broken wherever JSON.parse finds that it is', () => {
  const good = '{"a": [1, -2.5e3, {"b": null}], "c": "\\u00e9\\"", "d": {}, "e": []}'
  const marks = ['', ',', '}', ']', '"', 'x', '0', ':', '\n', '\u0001', '\\']
  for (let at = 0; at <= good.length; at++) {
    for (const mark of marks) {
      for (const text of [
        good.slice(0, at) + mark,
        good.slice(0, at) + mark + good.slice(at),
        good.slice(0, at) + mark + good.slice(at + 1),
      ]) {
        let fine = true
        try {
          JSON.parse(text)
        } catch {
          fine = false
        }
        // A text that is fine ends where the end is expected.
        expect(whereBroken(text) === 'it ends where the end of the text is expected.', text).toBe(fine)
      }
    }
  }
})

test('compares entity tags weakly, in lists, and with a star', () => {
  expect(matches('W/"3", "4"', '"3"')).toBe(true)
  expect(matches('*', '"3"')).toBe(true)
  expect(matches('"33"', '"3"')).toBe(false)
  expect(matches(undefined, '"3"')).toBe(false)
})
