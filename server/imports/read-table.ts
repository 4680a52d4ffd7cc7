import { type Encoding, decodeText, sniffEncoding } from './decode-text.ts'
import { MAX_ROW_CHARS, type ParsedRow, QuotesDoNotPair, createRowParser } from './parse-rows.ts'
import { type Problem, shown } from './problem.ts'
import { readHeader } from './read-header.ts'
import { type Delimiter, sniffDelimiter } from './sniff-delimiter.ts'
import { TableRefused, type TableWarning } from './table-refused.ts'

/** The largest file taken: some half a million rows of a CRM. */
const MAX_FILE_BYTES = 64 * 1024 * 1024
/** What a spreadsheet cell can hold. */
const MAX_CELL_CHARS = 32_767
/** A byte that did not decode, or a control character: no database or screen would show it as it was meant. */
// oxlint-disable-next-line no-control-regex
const UNREADABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/
const SNIFFED_BYTES = 64 * 1024

/** A row as it stood in the file; with a `problem` it cannot be used, but the rows after it can. */
export type TableRow = { line: number; cells: string[]; problem: Problem | null }

export type Table = {
  /** May change once while rows are read: a file can be plain ASCII for long before its first accented letter. */
  readonly encoding: Encoding
  delimiter: Delimiter
  header: string[]
  /** Complete when the rows have been read. */
  warnings: TableWarning[]
  /** Read once, from the first row under the header to the last. Throws `TableRefused` when the file turns out unusable. */
  rows: AsyncIterable<TableRow>
}

export type TableInput = AsyncIterable<Uint8Array> | Uint8Array

export type OpenOptions = {
  /** The size the sender announced: a file too large is refused before a byte is read. */
  declared_bytes?: number
  max_bytes?: number
  /** Overrides what the file seems to use. */
  delimiter?: Delimiter
}

/** Opens a CSV of unknown encoding and delimiter, and reads its rows as a stream: memory does not grow with the file. */
export async function openTable(input: TableInput, options: OpenOptions = {}): Promise<Table> {
  const limit = options.max_bytes ?? MAX_FILE_BYTES
  if ((options.declared_bytes ?? 0) > limit) throw tooLarge(limit)
  const bytes = limited(input, limit)

  const head = await readHead(bytes)
  if (head.length === 0)
    throw new TableRefused('table.empty', 'The file is empty. Export it again with a header row and at least one row.')
  const sniffed = sniffEncoding(head)
  if (sniffed.kind === 'binary') {
    throw new TableRefused(
      'table.binary',
      `This is ${sniffed.looks_like}, not a CSV. Save or export the table as CSV (UTF-8) and upload that.`,
    )
  }
  const decoding = decodeText(sniffed)
  const ended = head.length < SNIFFED_BYTES
  let first = decoding.decode(head, ended)
  const announced = /^\ufeff?sep=([,;\t|])\r?\n/.exec(first)
  // The line itself is replaced by an empty one, so that line numbers stay those of the file.
  if (announced) first = `\n${first.slice(announced[0].length)}`

  // The expression above admits only the four delimiters.
  const delimiter = options.delimiter ?? (announced?.[1] as Delimiter | undefined) ?? sniffDelimiter(first)
  const rows = parsedRows(first, ended, bytes, decoding, delimiter)
  let top = await rows.next()
  while (!top.done && top.value.cells.every((cell) => cell.trim() === '')) top = await rows.next()
  if (top.done)
    throw new TableRefused(
      'table.empty',
      'The file has no rows. Export it again with a header row and at least one row.',
    )
  const { header, warnings } = readHeader(top.value)
  let encoding: Encoding | null = null
  const settle = (): void => {
    if (encoding === decoding.encoding()) return
    encoding = decoding.encoding()
    if (encoding === 'windows-1252') warnings.push(ASSUMED_WINDOWS_1252)
  }
  settle()
  return {
    get encoding() {
      return decoding.encoding()
    },
    delimiter,
    header,
    warnings,
    rows: checkedRows(rows, header.length, settle),
  }
}

const ASSUMED_WINDOWS_1252: TableWarning = {
  code: 'table.assumed_windows_1252',
  message:
    'The file is not UTF-8; it was read as windows-1252. Look at accented letters in the samples; if they are wrong, export it as UTF-8.',
}

async function* limited(input: TableInput, limit: number): AsyncGenerator<Uint8Array, void, undefined> {
  let total = 0
  for await (const chunk of input instanceof Uint8Array ? [input] : input) {
    total += chunk.length
    if (total > limit) throw tooLarge(limit)
    // One large buffer would decode into one large string: it is read in slices.
    for (let at = 0; at < chunk.length; at += SNIFFED_BYTES) yield chunk.subarray(at, at + SNIFFED_BYTES)
  }
}

function tooLarge(limit: number): TableRefused {
  const size = limit >= 1024 * 1024 ? `${Math.floor(limit / 1024 / 1024)} MB` : `${limit} bytes`
  return new TableRefused(
    'table.too_large',
    `The file is larger than ${size}. Split it into smaller files and import one after the other.`,
  )
}

async function readHead(bytes: AsyncGenerator<Uint8Array, void, undefined>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let total = 0
  while (total < SNIFFED_BYTES) {
    const next = await bytes.next()
    if (next.done) break
    chunks.push(next.value)
    total += next.value.length
  }
  return Buffer.concat(chunks)
}

async function* parsedRows(
  first: string,
  ended: boolean,
  bytes: AsyncIterable<Uint8Array>,
  decoding: { decode(bytes: Uint8Array, last: boolean): string },
  delimiter: Delimiter,
): AsyncGenerator<ParsedRow, void, undefined> {
  const parser = createRowParser(delimiter)
  try {
    yield* parser.push(first)
    if (!ended) {
      for await (const chunk of bytes) yield* parser.push(decoding.decode(chunk, false))
      yield* parser.push(decoding.decode(new Uint8Array(), true))
    }
    yield* parser.end()
  } catch (error) {
    if (!(error instanceof QuotesDoNotPair)) throw error
    throw new TableRefused(
      'table.quotes',
      `The quotes of this file do not pair up, around line ${error.line}. Export it again with every text in double quotes, and a quote inside a text written twice.`,
    )
  }
}

async function* checkedRows(
  rows: AsyncIterable<ParsedRow>,
  width: number,
  settle: () => void,
): AsyncGenerator<TableRow, void, undefined> {
  for await (const row of rows) {
    const cells = row.cells
    if (row.broken === null) {
      // Spreadsheets leave empty cells at the end of a row, and whole rows of nothing but delimiters.
      while (cells.length > width && cells.at(-1)?.trim() === '') cells.pop()
      if (cells.every((cell) => cell.trim() === '')) continue
      for (const [at, cell] of cells.entries()) if (/^'[=+\-@]/.test(cell)) cells[at] = cell.slice(1)
    }
    yield { line: row.line, cells, problem: rowProblem(row, width) }
  }
  settle()
}

function rowProblem(row: ParsedRow, width: number): Problem | null {
  const of = (code: string, message: string, expected: string, got: string): Problem => ({
    column: null,
    code,
    message,
    expected,
    got,
  })
  if (row.broken === 'quote') {
    return of(
      'row.quote',
      `A quote that opens in line ${row.line} is not closed, or text follows it.`,
      'text with quotes inside in double quotes, and the inner quotes written twice',
      shown(row.cells[0] ?? ''),
    )
  }
  if (row.broken === 'too_long') {
    return of(
      'cell.too_long',
      `Line ${row.line} is longer than ${MAX_ROW_CHARS} characters.`,
      `at most ${MAX_CELL_CHARS} characters in a cell`,
      shown(row.cells[0] ?? ''),
    )
  }
  if (row.cells.length !== width) {
    return of(
      'row.columns',
      `The row has ${row.cells.length} cells; the header has ${width}.`,
      `${width} cells; a cell with the delimiter inside needs double quotes around it`,
      `${row.cells.length} cells`,
    )
  }
  const long = row.cells.find((cell) => cell.length > MAX_CELL_CHARS)
  if (long !== undefined)
    return of(
      'cell.too_long',
      `A cell has ${long.length} characters.`,
      `at most ${MAX_CELL_CHARS} characters in a cell`,
      shown(long),
    )
  const unreadable = row.cells.find((cell) => UNREADABLE.test(cell))
  if (unreadable !== undefined)
    return of(
      'row.encoding',
      'The row has a character that could not be read, or a control character.',
      'text in the encoding of the rest of the file, best UTF-8',
      shown(unreadable),
    )
  return null
}

/** The first rows of a table, for describing it; the table is used up by it. */
export async function sampleTable(table: Table, rows = 20_000): Promise<TableSample> {
  const sample: TableRow[] = []
  for await (const row of table.rows) {
    sample.push(row)
    if (sample.length >= rows) break
  }
  if (sample.length === 0)
    throw new TableRefused('table.empty', 'The file has a header and no rows. Export it again with at least one row.')
  return {
    encoding: table.encoding,
    delimiter: table.delimiter,
    header: table.header,
    warnings: table.warnings,
    rows: sample,
  }
}

export type TableSample = {
  encoding: Encoding
  delimiter: Delimiter
  header: string[]
  warnings: TableWarning[]
  rows: TableRow[]
}
