import type { Money } from '../../kit/money.ts'
import { locale } from './words.ts'

/** "1,284". */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(locale()).format(value)
}

function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** "€1,250" or "€1,250.50". Exact at any size: the amount never becomes a number. */
export function formatMoney({ amount_minor, currency }: Money): string {
  const digits = digitsOf(currency)
  const negative = amount_minor.startsWith('-')
  const padded = amount_minor.replace('-', '').padStart(digits + 1, '0')
  const whole = padded.slice(0, padded.length - digits)
  const cents = padded.slice(padded.length - digits)
  const fraction = /[^0]/.test(cents) ? digits : 0
  const format = new Intl.NumberFormat(locale(), {
    style: 'currency',
    currency,
    minimumFractionDigits: fraction,
    maximumFractionDigits: fraction,
  })
  // Intl reads a decimal written out in full without rounding it (ECMA-402, "mathematical value").
  return format.format(`${negative ? '-' : ''}${whole}${fraction ? `.${cents}` : ''}` as `${number}`)
}

/**
 * What somebody typed as whole minor units: "1,250.50" and "1.250,50" are 125050 in EUR, "1.250" is 125000. Three digits
 * behind a lone separator are thousands, unless the currency itself has three. `null` when it is no amount of it.
 */
export function toMinor(typed: string, currency: string): string | null {
  const digits = digitsOf(currency)
  const text = typed.replace(/[\s'’_]/g, '')
  const plain = digits === 3 ? /^(\d+)()[.,](\d{3})$/.exec(text) : null
  const match = plain ?? /^(\d{1,3}(?:([.,])\d{3}(?:\2\d{3})*)?|\d+)(?:[.,](\d{1,3}))?$/.exec(text)
  if (!match) return null
  const whole = (match[1] ?? '').replace(/[.,]/g, '')
  const fraction = match[3] ?? ''
  if (fraction.length > digits) return null
  return (whole + fraction.padEnd(digits, '0')).replace(/^0+(?=\d)/, '')
}

/** Whole minor units as somebody would type them: "1250.50". */
export function fromMinor({ amount_minor, currency }: Money): string {
  const digits = digitsOf(currency)
  if (digits === 0) return amount_minor
  const padded = amount_minor.padStart(digits + 1, '0')
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`
}

/** A business date: "27 Nov 2026". It has no zone, so it is read and said in UTC. */
export function formatDate(date: string): string {
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )
}

/** The day of an instant in a zone: "Thu 27 Nov". */
export function formatDay(at: string, zone: string): string {
  return new Intl.DateTimeFormat(locale(), { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone }).format(
    new Date(at),
  )
}

/** "1.4 MB". */
export function formatBytes(bytes: number): string {
  const [size, unit] =
    bytes >= 1e6 ? [bytes / 1e6, 'megabyte'] : bytes >= 1e3 ? [bytes / 1e3, 'kilobyte'] : [bytes, 'byte']
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(size)
}
