import Holidays from 'date-holidays'
import { Temporal } from 'temporal-polyfill'
import type { LocalDate } from '#kit/instant.ts'

/** Public holidays of a year by country and region. Source: the date-holidays project (CC BY-SA 3.0 and ISC). */

const HOUR_MS = 3_600_000
const CATALOGUE = new Holidays()
const COUNTRIES: ReadonlySet<string> = new Set(Object.keys(CATALOGUE.getCountries()))

// Computing a year takes some 10 ms; the cache is bounded by the countries, regions and years in use.
const years = new Map<string, ReadonlyMap<LocalDate, string>>()

/** Are public holidays of this country (ISO 3166-1 alpha-2) known? */
export function isHolidayCountry(country: string): boolean {
  return COUNTRIES.has(country)
}

/** Codes of a country's regions that have holidays of their own ("BE" is Berlin in "DE"). */
export function holidayRegions(country: string): string[] {
  return Object.keys(CATALOGUE.getStates(country) ?? {})
}

/** What a region is called in English where that is known, otherwise in its own language ("Berlin"). */
export function holidayRegionName(country: string, region: string): string {
  return CATALOGUE.getStates(country, 'en')?.[region] ?? region
}

/** Public holidays of one year, by date, with their English name where there is one. */
export function publicHolidays(
  country: string,
  region: string | undefined,
  year: number,
): ReadonlyMap<LocalDate, string> {
  const key = `${country}|${region ?? ''}|${year}`
  const known = years.get(key)
  if (known) return known
  const options = { types: ['public' as const], languages: 'en' }
  const source = region ? new Holidays(country, region, options) : new Holidays(country, options)
  const days = new Map<LocalDate, string>()
  // A holiday that runs over New Year is listed in the year it begins.
  for (const listed of [...source.getHolidays(year - 1), ...source.getHolidays(year)]) {
    const first = listed.date.slice(0, 10)
    // Two hours of slack: a day on which clocks change has 23. Half days are working days.
    const length = Math.floor(((listed.end.getTime() - listed.start.getTime()) / HOUR_MS + 2) / 24)
    for (let n = 0; n < length; n++) {
      const date = plusDays(first, n)
      if (date.startsWith(`${String(year).padStart(4, '0')}-`) && !days.has(date)) days.set(date, listed.name)
    }
  }
  years.set(key, days)
  return days
}

function plusDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}
