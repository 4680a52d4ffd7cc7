import { z } from 'zod'

/**
 * Dates and instants as they come in. Both are bounded to years that a calendar, a database and a clock agree on: "0000-01-01"
 * is well-formed, and no date of theirs.
 */
const FIRST = '1900-01-01'
const END = '2201-01-01'

/** A business date, "2026-12-24". */
export const dateSchema = z.iso
  .date({ error: 'expected a date that exists as YYYY-MM-DD, for example 2026-12-24' })
  .refine((date) => date >= FIRST && date < END, { error: 'expected a date between the years 1900 and 2200' })
  .meta({ example: '2026-12-24' })

/** An instant in any offset; `instant(epochMs(text))` is its one form. */
export const instantSchema = z.iso
  .datetime({ offset: true, error: 'expected an instant as ISO 8601, for example 2026-12-01T00:00:00Z' })
  .refine((text) => Date.parse(text) >= Date.parse(FIRST) && Date.parse(text) < Date.parse(END), {
    error: 'expected an instant between the years 1900 and 2200',
  })
  .meta({ example: '2026-12-01T00:00:00Z' })
