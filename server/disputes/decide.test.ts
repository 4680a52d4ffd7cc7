import { expect, test } from 'vitest'
import { decideHandler } from './decide.ts'
import { ENDED, isMove, MOVES, OPEN, STATUSES, type Move } from './dispute.ts'
import type { HandlerFacts } from './facts.ts'

const me = { membership_id: 'm1', person_id: 'p1', role: 'channel_ops', partner_ids: [] }
const free: HandlerFacts = {
  v: 1,
  dispute_id: 'd1',
  level: 1,
  reaches: 2,
  person: me,
  opened_by_person: 'p9',
  ruled_by: ['p8'],
  submitted_by: 'p7',
  managers: ['m7'],
  partner_managers: ['m6'],
  owners: ['p6'],
  partner_ids: ['x', 'y'],
  decided_before: 'm5',
}

test('somebody whom nothing ties to it, and whose level is high enough, may settle it', () => {
  expect(decideHandler(free).outcome).toEqual({ free: true })
})

test.each<[string, Partial<HandlerFacts>, string]>([
  ['opened it', { opened_by_person: 'p1' }, 'opener.own'],
  ['made or settled the ruling', { ruled_by: ['p8', 'p1'] }, 'ruled.own'],
  ['decided it before the appeal', { decided_before: 'm1' }, 'before.own'],
  ['submitted what was ruled on', { submitted_by: 'p1' }, 'submitted.own'],
  ['looks after the deal', { managers: ['m1'] }, 'manages.own'],
  ['is paid on what a partner concerned sells', { partner_managers: ['m6', 'm1'] }, 'paid.manager'],
  ['owns the opportunity', { owners: ['p1'] }, 'owner.own'],
  ['works for a partner concerned', { person: { ...me, partner_ids: ['z', 'y'] } }, 'side.partner'],
  ['is below the level', { level: 3 }, 'level.below'],
  ['has no level at all', { reaches: null }, 'level.below'],
])('whoever %s may not', (_, stake, code) => {
  const { outcome, because } = decideHandler({ ...free, ...stake })
  expect(outcome).toEqual({ free: false })
  expect(because.find((reason) => reason.verdict === 'answered')).toMatchObject({ code, reader: 'org' })
})

test('somebody of another partner that is not concerned has no stake', () => {
  expect(decideHandler({ ...free, person: { ...me, partner_ids: ['z'] } }).outcome.free).toBe(true)
})

test('every open state leads on, and no ended one does', () => {
  const moves = Object.keys(MOVES) as Move[] // the keys of a constant
  for (const status of OPEN) expect(moves.some((verb) => isMove(verb, status))).toBe(true)
  for (const status of ENDED) expect(moves.filter((verb) => isMove(verb, status))).toEqual([])
  expect(new Set([...OPEN, ...ENDED, 'decided'])).toEqual(new Set(STATUSES))
})

test('a decision comes only after escalation, and an appeal only after a decision', () => {
  expect(STATUSES.filter((status) => isMove('decide', status))).toEqual(['escalated'])
  expect(STATUSES.filter((status) => isMove('appeal', status))).toEqual(['decided'])
})
