import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addWorkingDays,
  addWorkingHours,
  endOfLocalDayPlusDays,
  isLocalDate,
  isWorkingDay,
  isZone,
  localDate,
  plusLocalDays,
  startOfLocalDate,
  workingMinutesBetween,
} from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { holidayRegions, isHolidayCountry, publicHolidays } from './holidays.ts'
import { instant, plusMs } from './instant.ts'

const BERLIN: Calendar = {
  zone: 'Europe/Berlin',
  working_days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  working_hours: { from: '09:00', to: '17:00' },
  holidays: { country: 'DE', region: 'BE', extra: [{ date: '2026-12-24', name: 'Christmas Eve' }] },
}
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'America/Sao_Paulo', 'UTC']

test.each([
  // Friday 16:00, one hour left of the day
  ['2026-11-20T15:00:00.000Z', 1, '2026-11-20T16:00:00.000Z', 'ends with the day, not on Monday morning'],
  ['2026-11-20T15:00:00.000Z', 2, '2026-11-23T09:00:00.000Z', 'goes on on Monday'],
  ['2026-11-21T12:00:00.000Z', 16, '2026-11-24T16:00:00.000Z', 'begins on Monday when asked on a Saturday'],
  ['2026-11-20T03:00:00.000Z', 8, '2026-11-20T16:00:00.000Z', 'begins with the working day when asked at night'],
  ['2026-11-20T22:00:00.000Z', 0, '2026-11-20T22:00:00.000Z', 'no hours are now'],
  // 24 December by name, 25 and 26 by law, then a weekend
  ['2026-12-23T15:00:00.000Z', 2, '2026-12-28T09:00:00.000Z', 'passes over holidays'],
  // Clocks go forward on Sunday 2026-03-29: Friday 17:00 is 16:00Z, Monday 09:00 is 07:00Z
  ['2026-03-27T15:00:00.000Z', 2, '2026-03-30T08:00:00.000Z', 'passes over the change of clocks'],
  ['2026-11-20T15:00:00.000Z', 0.5, '2026-11-20T15:30:00.000Z', 'counts half hours'],
])('working hours: from %s, %d hours, until %s: %s', (now, hours, until) => {
  expect(addWorkingHours(now, hours, BERLIN)).toBe(until)
})

test('working days pass over weekends and holidays', () => {
  expect(addWorkingDays('2026-11-20', 1, BERLIN)).toBe('2026-11-23')
  expect(addWorkingDays('2026-12-23', 1, BERLIN)).toBe('2026-12-28')
  expect(addWorkingDays('2026-11-21', 0, BERLIN)).toBe('2026-11-21')
  expect(addWorkingDays('2026-11-21', 5, BERLIN)).toBe('2026-11-27')
  expect(isWorkingDay('2026-03-08', { ...BERLIN, working_days: ['sun'] })).toBe(false)
  expect(isWorkingDay('2026-03-08', { ...BERLIN, working_days: ['sun'], holidays: { country: 'DE', extra: [] } })).toBe(
    true,
  )
})

test('a protection of N days lasts through the N-th day, whatever the hour it began', () => {
  expect(endOfLocalDayPlusDays('2026-01-10T00:30:00.000Z', 90, 'Europe/Berlin')).toBe('2026-04-10T22:00:00.000Z')
  expect(endOfLocalDayPlusDays('2026-01-10T22:59:59.999Z', 90, 'Europe/Berlin')).toBe('2026-04-10T22:00:00.000Z')
  expect(endOfLocalDayPlusDays('2026-01-10T23:00:00.000Z', 90, 'Europe/Berlin')).toBe('2026-04-11T22:00:00.000Z')
  expect(endOfLocalDayPlusDays('2026-01-10T12:00:00.000Z', 0, 'Asia/Kolkata')).toBe('2026-01-10T18:30:00.000Z')
})

test('dates that a zone skipped begin with what follows them', () => {
  // Samoa went from 29 to 31 December 2011
  expect(startOfLocalDate('2011-12-30', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z')
  expect(startOfLocalDate('2011-12-31', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z')
  const apia: Calendar = { ...BERLIN, zone: 'Pacific/Apia', holidays: { extra: [] } }
  expect(addWorkingHours('2011-12-30T03:00:00.000Z', 1, apia)).toBe('2012-01-01T20:00:00.000Z')
  expect(addWorkingDays('2011-12-29', 1, apia)).toBe('2012-01-02')
  // Midnight does not exist where Brazilian clocks went forward
  expect(startOfLocalDate('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z')
})

test('a whole day of 24:00 has 23 hours when clocks go forward', () => {
  const always: Calendar = {
    zone: 'Europe/Berlin',
    working_days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    working_hours: { from: '00:00', to: '24:00' },
    holidays: { extra: [] },
  }
  expect(workingMinutesBetween('2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', always)).toBe(23 * 60)
  expect(addWorkingHours('2026-03-28T12:00:00.000Z', 24, always)).toBe('2026-03-29T12:00:00.000Z')
})

test('a calendar that never works is refused instead of searched for ever', () => {
  expect(() => addWorkingHours('2026-11-20T15:00:00.000Z', 1, { ...BERLIN, working_days: [] })).toThrow(RangeError)
})

test('holidays are the dates of the country, by region, whole days only', () => {
  expect(publicHolidays('DE', 'BE', 2026).get('2026-03-08')).toMatch(/women/i)
  expect(publicHolidays('DE', undefined, 2026).has('2026-03-08')).toBe(false)
  expect([...publicHolidays('TR', undefined, 2026).keys()].filter((date) => date.startsWith('2026-03'))).toEqual([
    '2026-03-20',
    '2026-03-21',
    '2026-03-22',
  ])
  // Half a day for some is a working day
  expect(publicHolidays('CN', undefined, 2026).has('2026-03-08')).toBe(false)
  expect(publicHolidays('DE', 'BE', 2026)).toBe(publicHolidays('DE', 'BE', 2026))
  expect(isHolidayCountry('DE')).toBe(true)
  expect(isHolidayCountry('QQ')).toBe(false)
  expect(holidayRegions('DE')).toContain('BE')
  expect(holidayRegions('QQ')).toEqual([])
})

test('zones have names and clock changes; dates exist', () => {
  expect(ZONES.every(isZone)).toBe(true)
  expect(['+02:00', 'Mars/Base', '', 'Europe'].some(isZone)).toBe(false)
  expect(isLocalDate('2028-02-29')).toBe(true)
  expect(['2026-02-29', '2026-2-1', '2026-13-01', '20260201', ''].some(isLocalDate)).toBe(false)
})

const zones = fc.constantFrom(...ZONES)
const instants = fc
  .integer({ min: Date.UTC(2005, 0), max: Date.UTC(2035, 0) })
  .map((ms) => instant(Math.floor(ms / 60_000) * 60_000))
const calendars: fc.Arbitrary<Calendar> = fc.record({
  zone: zones,
  working_days: fc.subarray([...(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const)], { minLength: 1 }),
  working_hours: fc.constantFrom(
    { from: '09:00', to: '17:00' },
    { from: '00:00', to: '24:00' },
    { from: '01:30', to: '02:30' },
  ),
  holidays: fc.constantFrom<Calendar['holidays'][]>(
    { extra: [] },
    { country: 'US', extra: [] },
    { country: 'DE', region: 'BY', extra: [] },
  ),
})

test('as many working minutes pass as were added, in every zone', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 60 }), calendars, (now, hours, calendar) => {
      const until = addWorkingHours(now, hours, calendar)
      expect(until > now).toBe(true)
      expect(workingMinutesBetween(now, until, calendar)).toBe(hours * 60)
      // and not a minute earlier
      expect(workingMinutesBetween(now, plusMs(until, -60_000), calendar)).toBe(hours * 60 - 1)
    }),
    { numRuns: 150 },
  )
})

test('later questions get no earlier answers', () => {
  fc.assert(
    fc.property(
      instants,
      fc.integer({ min: 0, max: 5000 }),
      fc.integer({ min: 1, max: 24 }),
      calendars,
      (now, minutes, hours, calendar) => {
        const later = plusMs(now, minutes * 60_000)
        expect(addWorkingHours(later, hours, calendar) >= addWorkingHours(now, hours, calendar)).toBe(true)
      },
    ),
    { numRuns: 150 },
  )
})

test('a date lasts from its start to the start of the next, and today is in it', () => {
  fc.assert(
    fc.property(instants, zones, fc.integer({ min: 0, max: 400 }), (now, zone, days) => {
      const today = localDate(now, zone)
      expect(startOfLocalDate(today, zone) <= now).toBe(true)
      expect(now < startOfLocalDate(plusLocalDays(today, 1), zone)).toBe(true)
      const end = endOfLocalDayPlusDays(now, days, zone)
      expect(end > now).toBe(true)
      // One millisecond before the end is still a day of the span
      const lastDay = plusLocalDays(today, days)
      const skipped = startOfLocalDate(lastDay, zone) === startOfLocalDate(plusLocalDays(lastDay, 1), zone)
      if (!skipped) expect(localDate(plusMs(end, -1), zone)).toBe(lastDay)
    }),
    { numRuns: 300 },
  )
})
