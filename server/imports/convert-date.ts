import type { LocalDate } from '#kit/instant.ts'
import { DATE_FORMATS, type DateFormat } from './fields.ts'

const SHAPES: Readonly<
  Record<
    DateFormat,
    { pattern: RegExp; order: readonly ['y' | 'm' | 'd', 'y' | 'm' | 'd', 'y' | 'm' | 'd']; example: string }
  >
> = {
  ISO: {
    pattern: /^(\d{4})-(\d{2})-(\d{2})$/,
    order: ['y', 'm', 'd'],
    example: 'a date like 2017-12-31 (year-month-day)',
  },
  YMD: {
    pattern: /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/,
    order: ['y', 'm', 'd'],
    example: 'a date like 2017/12/31 (year/month/day)',
  },
  MDY: {
    pattern: /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/,
    order: ['m', 'd', 'y'],
    example: 'a date like 12/31/2017 (month/day/year)',
  },
  DMY: {
    pattern: /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/,
    order: ['d', 'm', 'y'],
    example: 'a date like 31/12/2017 (day/month/year)',
  },
}
/** A time behind the date is left aside: the business date is the one that was written. */
const TIME = /[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[AaPp][Mm])?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?$/

export type DateReading =
  | { ok: true; date: LocalDate }
  | { ok: false; code: 'date.format' | 'date.impossible'; message: string; expected: string }

/** Reads a date in exactly one format; a day that the calendar does not have is refused, not rolled over. */
export function readDate(text: string, format: DateFormat): DateReading {
  const { pattern, order, example } = SHAPES[format]
  const parts = text.length > 50 ? null : pattern.exec(text.replace(TIME, ''))
  if (!parts)
    return { ok: false, code: 'date.format', message: 'This is not a date in the chosen format.', expected: example }
  const of = (part: 'y' | 'm' | 'd'): number => Number(parts[order.indexOf(part) + 1])
  const [year, month, day] = [of('y'), of('m'), of('d')]
  const impossible = (message: string): DateReading => ({
    ok: false,
    code: 'date.impossible',
    message,
    expected: example,
  })
  if (year < 1900 || year > 2200) return impossible(`The year ${year} is not between 1900 and 2200.`)
  if (month < 1 || month > 12) return impossible(`There is no month ${month}. Is the date written in another order?`)
  if (day < 1 || day > daysIn(year, month)) return impossible(`Month ${month} of ${year} has no day ${day}.`)
  return { ok: true, date: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` }
}

/** The formats under which every one of these texts is a date; several where the evidence does not decide. */
export function possibleDateFormats(texts: readonly string[]): DateFormat[] {
  const possible = DATE_FORMATS.filter((format) => texts.every((text) => readDate(text, format).ok))
  // Every ISO date is a YMD date too: the stricter one is what the file means.
  return possible.includes('ISO') ? ['ISO'] : possible
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
