import { expect, test } from 'vitest'
import { dayIn } from '../ui/time-words.ts'
import { instantIn } from './zone.ts'

test('a wall time becomes the instant at which clocks in the zone show it', () => {
  expect(instantIn('2026-11-22', '00:00', 'Europe/Berlin')).toBe('2026-11-21T23:00:00.000Z')
  expect(instantIn('2026-07-01', '09:30', 'Europe/Berlin')).toBe('2026-07-01T07:30:00.000Z')
  expect(instantIn('2026-01-01', '00:00', 'Pacific/Auckland')).toBe('2025-12-31T11:00:00.000Z')
})

test('an hour that the clocks skip is the one after it', () => {
  expect(instantIn('2026-03-29', '02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
})

test('the day of an instant is that of the zone', () => {
  expect(dayIn(Date.parse('2026-11-21T23:30:00.000Z'), 'Europe/Berlin')).toBe('2026-11-22')
  expect(dayIn(Date.parse('2026-11-21T23:30:00.000Z'), 'America/New_York')).toBe('2026-11-21')
})

test('what is no date has no instant', () => {
  expect(instantIn('', '00:00', 'UTC')).toBeNull()
  expect(instantIn('2026-11-22', '', 'UTC')).toBeNull()
})
