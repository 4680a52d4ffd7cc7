import * as contract from './contract.ts'
import { describeTable, type TableDescription } from './describe-table.ts'
import { openTable, type TableRow } from './read-table.ts'
import { TableRefused } from './table-refused.ts'

/** Rows that the description looks at; the rest of the file is read to the end, so that what cannot be read is known now. */
const SAMPLE_ROWS = 20_000
/** A cell in a description is an example, and values with more text than this are not mapped one by one. */
const SHOWN_CHARS = 200

/** Reads a file to its end and says what is in it. Throws `TableRefused` where it cannot be imported. */
export async function describeFile(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ description: TableDescription; rows_total: number }> {
  const table = await openTable(bytes, { max_bytes: contract.FILE_LIMIT_BYTES })
  const rows: TableRow[] = []
  let rows_total = 0
  for await (const row of table.rows) {
    rows_total += 1
    if (rows.length < SAMPLE_ROWS) rows.push(row)
  }
  if (rows_total === 0)
    throw new TableRefused('table.empty', 'The file has a header and no rows. Export it again with at least one row.')
  const { encoding, delimiter, header, warnings } = table
  return { description: shorten(describeTable({ encoding, delimiter, header, warnings, rows })), rows_total }
}

/** A description is shown on one page, whatever the cells hold; and kept, so it has no text that a database refuses. */
function shorten(description: TableDescription): TableDescription {
  const cut = (text: string) =>
    (text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text).toWellFormed().replaceAll('\0', '\ufffd')
  return {
    ...description,
    columns: description.columns.map((column) => ({
      ...column,
      samples: column.samples.map(cut),
      values: column.values?.every(({ value }) => value === cut(value)) ? column.values : null,
    })),
  }
}
