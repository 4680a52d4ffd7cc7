import type { ParsedRow } from './parse-rows.ts'
import { shown } from './problem.ts'
import { TableRefused, type TableWarning } from './table-refused.ts'

const MAX_COLUMNS = 1000

/** The names of the columns: each there once, and names rather than values. A column without one is given one. */
export function readHeader(row: ParsedRow): { header: string[]; warnings: TableWarning[] } {
  const names = row.cells.map((cell) =>
    cell
      .replace(/^\ufeff/, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  if (row.broken !== null)
    throw new TableRefused(
      'table.quotes',
      `The header in line ${row.line} has a quote that does not close. Repair the header and upload the file again.`,
    )
  if (names.length > MAX_COLUMNS)
    throw new TableRefused(
      'table.too_many_columns',
      `The header has ${names.length} columns; at most ${MAX_COLUMNS} are read. Leave out what is not imported.`,
    )
  if (names.every((name) => name === '' || !/\p{L}/u.test(name)) || names.some(looksLikeAValue)) {
    throw new TableRefused(
      'table.no_header',
      `Line ${row.line} should name the columns, but reads like a row of values (${shown(names.join(', '))}). Add a header row.`,
    )
  }
  const seen = new Map<string, number>()
  for (const [at, name] of names.entries()) {
    if (name === '') continue
    const before = seen.get(name.toLowerCase())
    if (before !== undefined) {
      throw new TableRefused(
        'table.duplicate_header',
        `Columns ${before + 1} and ${at + 1} are both called "${shown(name)}". Give each column its own name.`,
      )
    }
    seen.set(name.toLowerCase(), at)
  }
  const warnings: TableWarning[] = []
  const header = names.map((name, at) => {
    if (name !== '') return name
    let given = `column ${at + 1}`
    while (seen.has(given)) given += "'"
    warnings.push({
      code: 'table.unnamed_column',
      message: `Column ${at + 1} has no name; it is called "${given}" here.`,
    })
    return given
  })
  return { header, warnings }
}

/** A header names; it is not itself an e-mail address, a date or an amount. */
function looksLikeAValue(name: string): boolean {
  return (
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(name) ||
    /^\d{4}-\d{2}-\d{2}/.test(name) ||
    /^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}$/.test(name) ||
    /^[$€£]?\s?-?\d+[.,]\d+$/.test(name) ||
    /^https?:\/\//i.test(name)
  )
}
