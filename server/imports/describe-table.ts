import { countryCode } from '#kit/country-names.ts'
import { registrableDomain } from '#kit/domain.ts'
import { possibleDateFormats } from './convert-date.ts'
import { type DecimalMark, readDecimal } from './convert-number.ts'
import type { Encoding } from './decode-text.ts'
import type { DateFormat } from './fields.ts'
import type { TableSample } from './read-table.ts'
import type { TableWarning } from './table-refused.ts'
import type { Delimiter } from './sniff-delimiter.ts'

export type ColumnKind = 'empty' | 'text' | 'number' | 'money' | 'date' | 'domain' | 'email' | 'country' | 'id'

export type ColumnDescription = {
  column: string
  kind: ColumnKind
  /** Up to five different values, as they stand in the file. */
  samples: string[]
  /** Every different value with its count, most frequent first, when there are few enough to map one by one. */
  values: { value: string; count: number }[] | null
  /** From 0 to 1. */
  share_empty: number
  /** No value twice among the rows looked at. */
  unique: boolean
  /** For dates: the orders of day, month and year that fit every value. More than one: a person has to say. */
  date_formats: DateFormat[]
  /** For numbers and money: the mark that fits every value. */
  decimal: DecimalMark | null
}

export type TableDescription = {
  encoding: Encoding
  delimiter: Delimiter
  header: string[]
  rows_looked_at: number
  columns: ColumnDescription[]
  /** Columns, or pairs of them, that tell all rows looked at apart. */
  key_candidates: string[][]
  warnings: TableWarning[]
}

const MOST_VALUES = 50
/** A column is of a kind when nearly all its values are: dirt is reported later, row by row. */
const NEARLY_ALL = 0.95

/** What a person needs to see of a file before mapping it. */
export function describeTable(sample: TableSample): TableDescription {
  const rows = sample.rows.filter((row) => row.problem === null).map((row) => row.cells)
  const columns = sample.header.map((column, at) =>
    describeColumn(
      column,
      rows.map((cells) => (cells[at] ?? '').trim()),
    ),
  )
  return {
    encoding: sample.encoding,
    delimiter: sample.delimiter,
    header: sample.header,
    rows_looked_at: sample.rows.length,
    columns,
    key_candidates: keyCandidates(columns, rows),
    warnings: sample.warnings,
  }
}

function describeColumn(column: string, cells: readonly string[]): ColumnDescription {
  const counts = new Map<string, number>()
  for (const cell of cells) if (cell !== '') counts.set(cell, (counts.get(cell) ?? 0) + 1)
  const distinct = [...counts.keys()]
  const filled = cells.reduce((sum, cell) => sum + (cell === '' ? 0 : 1), 0)
  const unique = filled > 0 && distinct.length === filled
  const few = distinct.length > 0 && distinct.length <= MOST_VALUES && !(unique && filled > MOST_VALUES / 2)
  return {
    column,
    ...kindOf(distinct, unique),
    samples: distinct.slice(0, 5),
    values: few ? [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count) : null,
    share_empty: cells.length === 0 ? 1 : (cells.length - filled) / cells.length,
    unique,
  }
}

function kindOf(
  distinct: readonly string[],
  unique: boolean,
): Pick<ColumnDescription, 'kind' | 'date_formats' | 'decimal'> {
  const plain = (kind: ColumnKind): Pick<ColumnDescription, 'kind' | 'date_formats' | 'decimal'> => ({
    kind,
    date_formats: [],
    decimal: null,
  })
  if (distinct.length === 0) return plain('empty')
  const share = (test: (value: string) => boolean): boolean =>
    distinct.filter(test).length >= distinct.length * NEARLY_ALL

  if (share(looksLikeADate))
    return { ...plain('date'), date_formats: possibleDateFormats(distinct.filter(looksLikeADate)) }
  const numbers = distinct.map((value) => value.replace(CURRENCY_MARK, '').trim())
  const marked = numbers.some((number, at) => number !== distinct[at])
  // An identifier of leading zeros or of many digits is not a quantity.
  const quantities = !distinct.some((value) => /^0\d/.test(value) || /^\d{12,}$/.test(value))
  for (const decimal of ['.', ','] as const) {
    if (
      quantities &&
      numbers.filter((number) => readDecimal(number, decimal) !== null).length >= numbers.length * NEARLY_ALL
    ) {
      return { kind: marked ? 'money' : 'number', date_formats: [], decimal }
    }
  }
  if (share((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))) return plain('email')
  if (share((value) => countryCode(value) !== undefined)) return plain('country')
  if (share((value) => value.includes('.') && registrableDomain(value).ok)) return plain('domain')
  const withDigits = distinct.filter((value) => /\d/.test(value)).length
  if (unique && withDigits * 2 >= distinct.length && share((value) => /^[\w.:/-]{2,64}$/.test(value)))
    return plain('id')
  return plain('text')
}

const CURRENCY_MARK = /^(?:[A-Z]{3}\b|US\$|R\$|\p{Sc})|(?:\b[A-Z]{3}|\p{Sc}|kr|zł|Kč)$/u

function looksLikeADate(value: string): boolean {
  return /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?:[T ].*)?$/.test(value)
}

const KEY_HEADER = /(^|[^a-z])(id|key|code|number|no|symbol|isin|uuid|guid)$|Id$|ID$/

/** Identifiers first, then single columns from left to right; pairs only where no single column tells the rows apart. */
function keyCandidates(columns: readonly ColumnDescription[], rows: readonly (readonly string[])[]): string[][] {
  const full = columns.filter((column) => column.share_empty === 0)
  const singles = full.filter((column) => column.unique && column.kind !== 'date' && column.kind !== 'money')
  if (singles.length > 0) {
    const named = (column: ColumnDescription): number =>
      KEY_HEADER.test(column.column) ? 0 : column.kind === 'number' ? 2 : 1
    return singles.toSorted((a, b) => named(a) - named(b)).map((column) => [column.column])
  }
  const usable = full.filter((column) => column.kind !== 'money').slice(0, 12)
  const pairs: string[][] = []
  for (const [at, a] of usable.entries()) {
    for (const b of usable.slice(at + 1)) {
      const [i, j] = [columns.indexOf(a), columns.indexOf(b)]
      if (new Set(rows.map((cells) => JSON.stringify([cells[i], cells[j]]))).size === rows.length)
        pairs.push([a.column, b.column])
    }
  }
  return pairs
}
