import { z } from 'zod'
import { WEEKDAYS, isLocalDate, isZone } from '#kit/calendar.ts'
import type { Calendar, Weekday } from '#kit/calendar.ts'
import { countryName } from '#kit/countries.ts'
import { holidayRegionName, holidayRegions, isHolidayCountry } from '#kit/holidays.ts'
import { currencySchema } from '#kit/money.ts'
import { defineSection, lineOfText, uniqueBy } from '#kit/section.ts'
import type { Sentence } from '#kit/section.ts'
import { count, series } from '#kit/words.ts'

/** The sections that every other builds on: what the program is called, and when the org works. */

export type AboutTerms = z.output<typeof aboutSchema>
export type CalendarTerms = Calendar

const aboutSchema = z
  .strictObject({
    /** What partners know the program as. */
    name: lineOfText(80).default('Partner program').describe('what partners know the program as'),
    /** A sentence or two on what it is for. */
    purpose: lineOfText(400).optional().describe('what the program is for, in a sentence or two'),
    /** The currency that forms offer first; amounts in other currencies stay possible. */
    currency: currencySchema.default('EUR').describe('ISO 4217 code of the currency that forms offer first'),
  })
  .prefault({})

export const aboutSection = defineSection({
  key: 'about',
  name: 'About the program',
  schema: aboutSchema,
  sentences: (terms): Sentence[] =>
    terms.purpose === undefined
      ? []
      : [
          {
            id: 'about.purpose',
            text: terms.purpose,
            audience: 'everyone',
            section: 'about',
            path: ['about', 'purpose'],
          },
        ],
  wording: {
    name: { label: "the program's name" },
    purpose: { label: "the program's purpose" },
    currency: { label: 'the currency that forms offer first' },
  },
})

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'expected a time of day as "HH:MM", for example "09:00"' })

const holidaysSchema = z
  .strictObject({
    /** ISO 3166-1 alpha-2; its public holidays are days off. None: only the extra days are. */
    country: z
      .string()
      .refine(isHolidayCountry, {
        error:
          'expected the two capital letters of a country whose public holidays are known, for example DE; list other days under `extra`',
      })
      .optional()
      .describe('ISO 3166-1 alpha-2 code of the country whose public holidays are days off'),
    /** The country's region with holidays of its own. */
    region: z.string().optional().describe("the country's region with holidays of its own, for example BE for Berlin"),
    /** Further days off, in the zone of the program. */
    extra: z
      .array(
        z.strictObject({
          date: z
            .string()
            .refine(isLocalDate, { error: 'expected a date that exists as YYYY-MM-DD, for example 2026-12-24' }),
          name: lineOfText(80),
        }),
      )
      .max(400, { error: 'expected at most 400 days' })
      .check(uniqueBy('date'))
      .default([])
      .describe('further days off'),
  })
  .check((ctx) => {
    const { country, region } = ctx.value
    if (region === undefined) return
    const regions = country === undefined ? [] : holidayRegions(country)
    if (regions.includes(region)) return
    const message =
      country === undefined
        ? 'expected a country beside the region'
        : regions.length === 0
          ? `expected no region: ${countryName(country)} has the same holidays everywhere`
          : `expected a region of ${countryName(country)}, one of ${series(regions, 'or')}`
    ctx.issues.push({ code: 'custom', message, path: ['region'], input: region })
  })
  .prefault({})

const calendarSchema = z
  .strictObject({
    /** Every date and deadline of the program is one in this zone (IANA name). */
    zone: z
      .string()
      .refine(isZone, { error: 'expected an IANA time zone, for example Europe/Berlin' })
      .default('UTC')
      .describe('IANA time zone of all dates and deadlines'),
    /** The days on which working hours pass. */
    working_days: z
      .array(z.enum(WEEKDAYS))
      .min(1, { error: 'expected at least one day' })
      .refine((days) => new Set(days).size === days.length, { error: 'expected each day once' })
      // One week has one order, so that writing it differently is no change of the program.
      .overwrite((days) => WEEKDAYS.filter((day) => days.includes(day)))
      .default(['mon', 'tue', 'wed', 'thu', 'fri'])
      .describe('days on which working hours pass'),
    /** Local times of day; the end is exclusive. */
    working_hours: z
      .strictObject({ from: timeOfDay.default('09:00'), to: timeOfDay.default('17:00') })
      .refine((hours) => hours.from < hours.to, { path: ['to'], error: 'expected a time later than `from`' })
      .prefault({})
      .describe('local times of day between which working hours pass'),
    holidays: holidaysSchema,
  })
  .prefault({})

const DAY_NAMES: Record<Weekday, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}

/** "Monday to Friday", or "Monday, Tuesday and Thursday". */
function weekInWords(days: readonly Weekday[]): string {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return 'no day'
  const together = WEEKDAYS.indexOf(last) - WEEKDAYS.indexOf(first) === days.length - 1
  return together && days.length > 2
    ? `${DAY_NAMES[first]} to ${DAY_NAMES[last]}`
    : series(days.map((day) => DAY_NAMES[day]))
}

function daysOff({ country, region, extra }: CalendarTerms['holidays']): string {
  const own = extra.length > 0 ? count(extra.length, 'day that we name', 'days that we name') : ''
  const place =
    country && region
      ? `${holidayRegionName(country, region)}, ${countryName(country)},`
      : country && countryName(country)
  const land = place ? `public holidays of ${place}` : ''
  return series([land, own].filter((part) => part !== ''))
}

function calendarSentences(terms: CalendarTerms): Sentence[] {
  const { zone, working_days, working_hours, holidays } = terms
  const about = { audience: 'everyone' as const, section: 'calendar' }
  const off = daysOff(holidays)
  const free = off === '' ? '' : `, and no working time passes on ${off}`
  return [
    {
      ...about,
      id: 'calendar.hours',
      path: ['calendar', 'working_hours'],
      text: `We work ${weekInWords(working_days)}, ${working_hours.from} to ${working_hours.to}, in the time zone ${zone}; every date and deadline of the program is meant there${free}.`,
    },
  ]
}

export const calendarSection = defineSection({
  key: 'calendar',
  name: 'Calendar',
  schema: calendarSchema,
  sentences: calendarSentences,
  wording: {
    zone: { label: "the program's time zone" },
    working_days: {
      label: 'the working week',
      whole: true,
      // Safe: the wording stands under the path of this very field, which the schema has checked.
      value: (days) => weekInWords(days as Weekday[]),
    },
    'working_hours.from': { label: 'the start of the working day' },
    'working_hours.to': { label: 'the end of the working day' },
    'holidays.country': {
      label: 'the country whose public holidays are days off',
      value: (code) => countryName(String(code)),
    },
    'holidays.region': { label: 'the region whose public holidays are days off' },
    'holidays.extra': {
      label: 'the days off',
      item: { noun: 'day off', tail: (day: { date: string; name: string }) => `on ${day.date}` },
    },
    'holidays.extra.*.name': { label: 'its name' },
    'holidays.extra.*.date': { label: 'its date' },
  },
})
