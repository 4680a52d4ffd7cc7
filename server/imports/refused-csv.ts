import { stringify } from 'csv-stringify/sync'
import type { RefusedRow } from './problem.ts'

const ADDED = ['line', 'problem', 'how to repair'] as const
const BATCH = 500

/**
 * The refused rows as a CSV to repair and import again: why each was refused, then its cells as they were. The reasons
 * stand first, so that a row with too many cells cannot push them aside. Cells that a spreadsheet would run as a
 * formula get an apostrophe, which reading the file takes off again. UTF-8 with a byte order mark, as Excel wants it.
 */
export async function* refusedCsv(
  header: readonly string[],
  rows: AsyncIterable<RefusedRow> | Iterable<RefusedRow>,
): AsyncGenerator<string, void, undefined> {
  // A repaired file that is refused once more already has the three columns: they are written anew, not twice.
  const again = ADDED.every((name, at) => header[at] === name)
  const skip = again ? ADDED.length : 0
  yield `\ufeff${lines([[...ADDED, ...header.slice(skip)]])}`
  let batch: string[][] = []
  for await (const row of rows) {
    const where = (column: string | null): string => (column === null ? '' : `${column}: `)
    batch.push([
      String(row.line),
      row.problems.map((problem) => `${where(problem.column)}${problem.message}`).join(' / '),
      row.problems.map((problem) => `${where(problem.column)}${problem.expected}`).join(' / '),
      ...row.cells.slice(skip),
    ])
    if (batch.length >= BATCH) {
      yield lines(batch)
      batch = []
    }
  }
  if (batch.length > 0) yield lines(batch)
}

function lines(rows: string[][]): string {
  return stringify(rows, { escape_formulas: true, record_delimiter: '\r\n' })
}
