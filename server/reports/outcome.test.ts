import { expect, test } from 'vitest'
import type { Calendar } from '#kit/calendar.ts'
import { outcomeOf, type Happening } from './outcome.ts'

const calendar: Calendar = {
  zone: 'Europe/Berlin',
  working_days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  working_hours: { from: '09:00', to: '17:00' },
  holidays: { extra: [] },
}
const ruling = { tier: 'gold', promised_hours: 16, objections: [] as string[] }

/** Monday 2 March 2026, at an hour of Berlin's winter time. */
const at = (day: number, hour: number) =>
  `2026-03-${String(day).padStart(2, '0')}T${String(hour - 1).padStart(2, '0')}:00:00.000Z`
const story = (...steps: [string, string][]): Happening[] =>
  steps.map(([type, when]) => ({ type: `registration.${type}`, at: when }))

test('what a rule approves at once was decided by a rule, in no time, within the promise', () => {
  const outcome = outcomeOf(at(2, 10), story(['submitted', at(2, 10)], ['approved', at(2, 10)]), ruling, calendar)
  expect(outcome).toMatchObject({ by_rule: true, review_minutes: 0, promise_kept: true, approved_at: at(2, 10) })
})

test('time in review is working time: nights, the weekend and waits for the partner do not count', () => {
  const outcome = outcomeOf(
    at(6, 15),
    // Friday 15:00 to 17:00, then Monday 9:00 to 10:00; a week with the partner; then Tuesday 9:00 to 12:00.
    story(
      ['in_review', at(6, 15)],
      ['info_requested', at(9, 10)],
      ['answered', at(17, 9)],
      ['in_review', at(17, 9)],
      ['approved', at(17, 12)],
    ),
    ruling,
    calendar,
  )
  expect(outcome).toMatchObject({ by_rule: false, review_minutes: 6 * 60, promise_kept: true })
})

test('one answer after the promised hours misses the promise, however fast the other was', () => {
  const story_ = story(
    ['in_review', at(2, 9)],
    ['info_requested', at(2, 10)],
    ['answered', at(3, 9)],
    ['rejected', at(6, 10)],
  )
  expect(outcomeOf(at(2, 9), story_, ruling, calendar)).toMatchObject({
    promise_kept: false,
    review_minutes: 60 + 25 * 60,
  })
})

test('time in the queue is nobody’s delay', () => {
  const outcome = outcomeOf(
    at(2, 9),
    story(['queued', at(2, 9)], ['in_review', at(20, 9)], ['approved', at(20, 11)]),
    ruling,
    calendar,
  )
  expect(outcome.review_minutes).toBe(120)
})

test('a protection that runs out without an opportunity was unused, one that was converted was not', () => {
  const granted: [string, string] = ['approved', at(2, 9)]
  expect(outcomeOf(at(2, 9), story(granted, ['expired', at(30, 9)]), ruling, calendar)).toMatchObject({
    protection_ended_at: at(30, 9),
    protection_unused: true,
  })
  const won = outcomeOf(at(2, 9), story(granted, ['converted', at(5, 9)], ['won', at(20, 9)]), ruling, calendar)
  expect(won).toMatchObject({ closed: 'won', protection_ended_at: at(20, 9), protection_unused: false })
  expect(outcomeOf(at(2, 9), story(granted), ruling, calendar).protection_ended_at).toBeNull()
})

test('a day is the program’s day, also an hour before its midnight', () => {
  expect(outcomeOf('2026-03-31T22:30:00.000Z', [], ruling, calendar)).toMatchObject({
    submitted_on: '2026-04-01',
    month: '2026-04-01',
  })
})

test('an earlier claim names the conflict before anything else that objected', () => {
  expect(outcomeOf(at(2, 9), [], { ...ruling, objections: ['opportunity', 'free'] }, calendar).conflict).toBe('claim')
  expect(outcomeOf(at(2, 9), [], { ...ruling, objections: ['rules'] }, calendar).conflict).toBeNull()
})
