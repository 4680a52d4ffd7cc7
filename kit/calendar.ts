import { Temporal } from 'temporal-polyfill'
import { publicHolidays } from '#kit/holidays.ts'
import { epochMs, instant } from '#kit/instant.ts'
import type { Instant, LocalDate } from '#kit/instant.ts'

/** Business time in a zone. Days are calendar days of the zone; spans are half-open; clock changes cost or give no working time. */

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** When the org works. */
export type Calendar = {
  /** IANA name, "Europe/Berlin". */
  zone: string
  working_days: Weekday[]
  /** Local times "HH:MM", the end exclusive; "24:00" is midnight. */
  working_hours: { from: string; to: string }
  holidays: {
    /** ISO 3166-1 alpha-2; none means no public holidays. */
    country?: string
    /** The country's region with holidays of its own, "BE" for Berlin. */
    region?: string
    /** Further days off. */
    extra: { date: LocalDate; name: string }[]
  }
}

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

// Longer than any run of days off that a calendar in use can have; without it a calendar that never works would loop for ever.
const LONGEST_BREAK_DAYS = 3_660

/** Is this a zone that the platform's time zone data knows by name? Fixed offsets are not: they have no clock changes. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId.length > 0
  } catch {
    return false
  }
}

/** Is this a date that exists? */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

/** The date that a clock in the zone shows. */
export function localDate(at: Instant, zone: string): LocalDate {
  return Temporal.Instant.fromEpochMilliseconds(epochMs(at)).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** The first instant of a date in the zone: midnight, or what follows it where clocks jump over midnight. */
export function startOfLocalDate(date: LocalDate, zone: string): Instant {
  return instant(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds)
}

/** The date so many calendar days later. */
export function plusLocalDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** The midnight that ends the day `days` after today: what is granted for N days lasts through the N-th day, whatever the hour it was granted. */
export function endOfLocalDayPlusDays(now: Instant, days: number, zone: string): Instant {
  return startOfLocalDate(plusLocalDays(localDate(now, zone), days + 1), zone)
}

/** The name of the holiday on a date, if it is one. */
function holidayOn(date: LocalDate, calendar: Calendar): string | undefined {
  const { country, region, extra } = calendar.holidays
  const own = extra.find((day) => day.date === date)
  if (own) return own.name
  return country ? publicHolidays(country, region, Number(date.slice(0, 4))).get(date) : undefined
}

/** Does the org work on this date? */
export function isWorkingDay(date: LocalDate, calendar: Calendar): boolean {
  const weekday = WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1]!
  return calendar.working_days.includes(weekday) && holidayOn(date, calendar) === undefined
}

/** The date of the `days`-th working day after a date. Zero gives the date itself, working or not. */
export function addWorkingDays(date: LocalDate, days: number, calendar: Calendar): LocalDate {
  let current = date
  for (let n = 0; n < days; n++) current = nextWorkingDay(current, calendar)
  return current
}

/**
 * The instant at which so many working hours have passed since `now`. Hours that end with the
 * working day end then, not on the next morning. Zero gives `now`.
 */
export function addWorkingHours(now: Instant, hours: number, calendar: Calendar): Instant {
  let left = Math.round(hours * HOUR_MS)
  if (left <= 0) return now
  const from = epochMs(now)
  let date = localDate(now, calendar.zone)
  if (!isWorkingDay(date, calendar)) date = nextWorkingDay(date, calendar)
  for (;;) {
    const span = workingSpan(date, calendar)
    const start = Math.max(span.start, from)
    const length = Math.max(0, span.end - start)
    if (length >= left) return instant(start + left)
    left -= length
    date = nextWorkingDay(date, calendar)
  }
}

/** Whole minutes of working time in [from, until); zero when `until` is not later. */
export function workingMinutesBetween(from: Instant, until: Instant, calendar: Calendar): number {
  const [a, b] = [epochMs(from), epochMs(until)]
  if (b <= a) return 0
  let worked = 0
  const last = localDate(until, calendar.zone)
  for (let date = localDate(from, calendar.zone); date <= last; date = plusLocalDays(date, 1)) {
    if (!isWorkingDay(date, calendar)) continue
    const span = workingSpan(date, calendar)
    worked += Math.max(0, Math.min(span.end, b) - Math.max(span.start, a))
  }
  return Math.floor(worked / MINUTE_MS)
}

function nextWorkingDay(date: LocalDate, calendar: Calendar): LocalDate {
  for (let n = 1; n <= LONGEST_BREAK_DAYS; n++) {
    const next = plusLocalDays(date, n)
    // A date that the zone skipped (Pacific/Apia, 2011-12-30) has no hours: nobody worked on it.
    if (isWorkingDay(next, calendar) && hasHours(next, calendar)) return next
  }
  throw new RangeError(`the calendar has no working day in the ${LONGEST_BREAK_DAYS} days after ${date}: give it one`)
}

function hasHours(date: LocalDate, calendar: Calendar): boolean {
  const span = workingSpan(date, calendar)
  return span.end > span.start
}

type Span = { start: number; end: number }

/** Deadlines are counted over the same few days again and again, and zones are slow to ask. A calendar is never changed. */
const SPANS = new WeakMap<Calendar, Map<LocalDate, Span>>()
const MOST_SPANS = 4_000

/** The working hours of a date as milliseconds; empty on a date that the zone skipped. */
function workingSpan(date: LocalDate, calendar: Calendar): Span {
  let spans = SPANS.get(calendar)
  if (!spans || spans.size > MOST_SPANS) SPANS.set(calendar, (spans = new Map()))
  let span = spans.get(date)
  if (!span) spans.set(date, (span = spanOf(date, calendar)))
  return span
}

function spanOf(date: LocalDate, calendar: Calendar): Span {
  const { from, to } = calendar.working_hours
  const start = atLocalTime(date, from, calendar.zone)
  if (localDate(instant(start), calendar.zone) !== date) return { start, end: start }
  return { start, end: atLocalTime(date, to, calendar.zone) }
}

function atLocalTime(date: LocalDate, time: string, zone: string): number {
  if (time === '24:00') return epochMs(startOfLocalDate(plusLocalDays(date, 1), zone))
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds
}
