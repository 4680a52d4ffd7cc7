import { minorDigits } from '#kit/money.ts'
import type { ListColumn } from './list-columns.ts'

/** A cell of a list's file: text, an exact number as text, yes or no, or nothing. */
export type Cell = { text: string } | { number: string } | { flag: boolean } | null

/** The most that a cell of a spreadsheet holds. */
const MAX_TEXT = 32_000

/** One row as the list answers it, as the cells of its columns. */
export function cellsOf(columns: readonly ListColumn[], row: unknown): Cell[] {
  return columns.map(({ path, kind }) => {
    const value = path.split('.').reduce<unknown>(memberOf, row)
    if (value === null || value === undefined) return null
    if (kind === 'money') return amountOf(value)
    if (kind === 'currency') return textCell(memberOf(value, 'currency'))
    if (kind === 'labels') return textCell(Array.isArray(value) ? value.join('; ') : value)
    if (kind === 'lanes') return textCell(lanesOf(value))
    if (kind === 'json') return textCell(JSON.stringify(value))
    if (typeof value === 'boolean') return { flag: value }
    if (typeof value === 'number') return { number: String(value) }
    return textCell(value)
  })
}

/** A field of an answer; answers are plain data. */
function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function textCell(value: unknown): Cell {
  const text = String(value ?? '')
  return text === '' ? null : { text: text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text }
}

/** Minor units as the exact decimal that the currency has: 125000 EUR is 1250.00, 125000 JPY is 125000. */
function amountOf(money: unknown): Cell {
  const minor = String(memberOf(money, 'amount_minor') ?? '')
  const digits = minorDigits(String(memberOf(money, 'currency') ?? ''))
  const negative = minor.startsWith('-')
  const whole = minor.replace('-', '').padStart(digits + 1, '0')
  const at = whole.length - digits
  return { number: `${negative ? '-' : ''}${whole.slice(0, at)}${digits > 0 ? `.${whole.slice(at)}` : ''}` }
}

function lanesOf(enrollments: unknown): string {
  if (!Array.isArray(enrollments)) return ''
  return enrollments
    .map((one) => {
      const tier = memberOf(memberOf(one, 'tier'), 'key')
      const track = String(memberOf(memberOf(one, 'track'), 'key') ?? '')
      return `${track}${tier ? `/${String(tier)}` : ''} ${String(memberOf(one, 'status') ?? '')}`
    })
    .join('; ')
}
