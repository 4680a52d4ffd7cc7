import type { TableWarning } from '../table-refused.ts'
import type { SheetRow } from './sheet.ts'

/** Rows that are looked at to find the one that names the columns. */
const LOOKED_AT = 30
const CHUNK_CHARS = 256 * 1024

/**
 * A sheet's rows as the CSV that the rest of the import reads: UTF-8, commas, and a line for every row of the sheet, so that
 * line numbers are row numbers. Rows above the header become empty lines.
 */
export class CsvOfSheet {
  readonly warnings: TableWarning[] = []
  #first: SheetRow[] = []
  #begun = false
  #line = 1
  #text = '\ufeff'
  #width = 0
  readonly #emit: (text: string) => void
  constructor(emit: (text: string) => void) {
    this.#emit = emit
  }

  add(row: SheetRow): void {
    if (row.cells.length === 0) return
    if (this.#begun) return this.#write(row)
    this.#first.push(row)
    if (this.#first.length >= LOOKED_AT) this.#begin()
  }

  end(): void {
    if (!this.#begun) this.#begin()
    this.#emit(this.#text)
    this.#text = ''
  }

  #begin(): void {
    this.#begun = true
    const at = headerAt(this.#first)
    const header = this.#first[at]
    const rows = this.#first.slice(at)
    this.#first = []
    if (!header) return
    this.#width = Math.max(...rows.map((row) => row.cells.length))
    if (header.no > 1)
      this.warnings.push({
        code: 'sheet.header_row',
        message: `Row ${header.no} names the columns; what stands above it is left aside.`,
      })
    for (const row of rows) this.#write(row)
  }

  #write(row: SheetRow): void {
    for (; this.#line < row.no; this.#line++) this.#text += '\n'
    const cells = Array.from({ length: Math.max(this.#width, row.cells.length) }, (_, at) =>
      quoted(row.cells[at] ?? ''),
    )
    this.#text += `${cells.join(',')}\n`
    this.#line += 1
    if (this.#text.length < CHUNK_CHARS) return
    this.#emit(this.#text)
    this.#text = ''
  }
}

function quoted(cell: string): string {
  return /[",]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** The first row that is nearly as wide as the widest, and holds names rather than numbers; else the first. */
function headerAt(rows: readonly SheetRow[]): number {
  const filled = rows.map((row) => row.cells.filter((cell) => cell !== ''))
  const widest = Math.max(1, ...filled.map((cells) => cells.length))
  const at = rows.findIndex((row, n) => {
    const names = filled[n] ?? []
    const texts = names.filter((name) => /\p{L}/u.test(name)).length
    return (
      names.length >= widest * 0.6 &&
      texts === names.length &&
      !row.numeric.some(Boolean) &&
      new Set(names.map((name) => name.toLowerCase())).size === names.length
    )
  })
  return Math.max(at, 0)
}
