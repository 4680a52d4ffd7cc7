import { keysOfOneFile, prepareMapping } from './convert-row.ts'
import type { FieldValue } from './fields.ts'
import type { Mapping } from './mapping.ts'
import type { Problem } from './problem.ts'
import { openTable } from './read-table.ts'
import type { Delimiter } from './sniff-delimiter.ts'

/** A row that could be read. */
export type Incoming = {
  line: number
  external_id: string
  fields: Readonly<Record<string, FieldValue | undefined>>
  cells: readonly string[]
  left_out: readonly Problem[]
}

export type RefusedLine = { line: number; cells: readonly string[]; problems: readonly Problem[] }

/** Rows that are imported together. */
export type Batch = {
  rows: Incoming[]
  refused: RefusedLine[]
  /** Rows that the mapping says to pass over. */
  skipped: number
  count: number
  next_line: number
  last: boolean
}

/** Decision 20: a thousand rows are one command; fewer where they are very long, so that no statement grows without end. */
const BATCH_ROWS = 1000
const BATCH_CHARS = 2_000_000

/**
 * Reads a file by its mapping, batch after batch. Lines before `from_line` were imported earlier: they are read only for
 * their keys, so that a row that repeats one of them is still found. The last batch says so, and may be empty.
 */
export async function* readBatches(
  bytes: AsyncIterable<Uint8Array>,
  how: { mapping: Mapping; delimiter: Delimiter; from_line: number; batch_rows?: number },
): AsyncGenerator<Batch, void, undefined> {
  const table = await openTable(bytes, { delimiter: how.delimiter })
  const prepared = prepareMapping(how.mapping, table.header)
  if (!prepared.ok) throw new Error(`the mapping does not fit its file: ${prepared.problems[0]?.message ?? ''}`)
  const repeats = keysOfOneFile()
  let next_line = how.from_line
  let batch = emptyBatch(next_line)
  let chars = 0
  for await (const row of table.rows) {
    const converted = row.problem
      ? { ok: false as const, problems: [row.problem] }
      : prepared.convertRow(row.cells, row.line)
    const repeat = converted.ok ? repeats(converted.external_id, row.line) : null
    if (row.line < how.from_line) continue
    if ('skipped' in converted) batch.skipped += 1
    else if (converted.ok && !repeat) {
      const { external_id, fields, left_out } = converted
      batch.rows.push({ line: row.line, external_id, fields, cells: row.cells, left_out })
    } else {
      batch.refused.push({
        line: row.line,
        cells: row.cells,
        problems: repeat ? [repeat] : converted.ok ? [] : converted.problems,
      })
    }
    batch.count += 1
    next_line = row.line + 1
    batch.next_line = next_line
    for (const cell of row.cells) chars += cell.length
    if (batch.count < (how.batch_rows ?? BATCH_ROWS) && chars < BATCH_CHARS) continue
    yield batch
    batch = emptyBatch(next_line)
    chars = 0
  }
  yield { ...batch, last: true }
}

function emptyBatch(next_line: number): Batch {
  return { rows: [], refused: [], skipped: 0, count: 0, next_line, last: false }
}
