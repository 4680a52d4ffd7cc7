import { expect, test } from 'vitest'
import type { Reason } from '#kit/ruling.ts'
import { compareDecisions } from './compare.ts'

const reason = (check: string, verdict: Reason['verdict'], params: Reason['params'] = {}): Reason => ({
  check,
  verdict,
  code: `${check}.${verdict}`,
  params,
  evidence: [],
  reader: 'partner',
})
const stored = {
  outcome: { status: 'approved', days: 90 },
  because: [reason('free', 'passed'), reason('rules', 'answered')],
}

test('finds nothing where a replay is the same, whatever the order of fields', () => {
  const replayed = {
    outcome: { days: 90, status: 'approved' },
    because: [reason('free', 'passed'), reason('rules', 'answered', {})],
  }
  expect(compareDecisions(stored, replayed)).toEqual([])
})

test('names each part of the outcome and each check that came out otherwise', () => {
  const replayed = {
    outcome: { status: 'approved', days: 60 },
    because: [reason('free', 'passed'), reason('rules', 'answered', { rule: 'small' })],
  }
  expect(compareDecisions(stored, replayed)).toEqual([
    { where: 'outcome.days', stored: '90', replayed: '60' },
    { where: 'because.rules.params.rule', stored: 'nothing', replayed: '"small"' },
  ])
})

test('names a check that one ladder has and the other has not', () => {
  const replayed = { ...stored, because: [reason('rules', 'answered')] }
  expect(compareDecisions(stored, replayed).map(({ where, replayed: after }) => [where, after])).toEqual([
    ['because.free', 'nothing'],
  ])
})

test('names a changed order of the same checks', () => {
  const replayed = { ...stored, because: stored.because.toReversed() }
  expect(compareDecisions(stored, replayed)).toEqual([
    { where: 'because', stored: 'free → rules', replayed: 'rules → free' },
  ])
})
