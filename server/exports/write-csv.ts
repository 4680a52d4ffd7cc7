import { stringify } from 'csv-stringify/sync'
import type { Cell } from './cells.ts'

/**
 * Rows as CSV for spreadsheets: UTF-8 with a byte order mark, commas, CRLF. A text that a spreadsheet would run as a formula
 * gets an apostrophe before it; numbers are ours and stay numbers, negative ones too.
 */
export async function* writeCsv(
  header: readonly string[],
  pages: AsyncIterable<Cell[][]>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder()
  yield encoder.encode(`\ufeff${lines([[...header]])}`)
  for await (const rows of pages) if (rows.length > 0) yield encoder.encode(lines(rows.map((row) => row.map(textOf))))
}

function textOf(cell: Cell): string {
  if (cell === null) return ''
  if ('number' in cell) return cell.number
  if ('flag' in cell) return cell.flag ? 'TRUE' : 'FALSE'
  // What csv-stringify's `escape_formulas` knows, without touching numbers (OWASP, CSV injection); full-width forms too.
  return /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(cell.text) ? `'${cell.text}` : cell.text
}

function lines(rows: string[][]): string {
  return stringify(rows, { record_delimiter: '\r\n' })
}
