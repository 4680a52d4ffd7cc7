import { post, threadInput } from '#server/platform/threads.ts'
import { TableRefused, type TableProblemCode, type TableWarning } from '../table-refused.ts'
import { readShared, readSheets } from './parts.ts'
import { readSheet } from './sheet.ts'
import { CsvOfSheet } from './to-csv.ts'
import { openZip } from './zip.ts'

/** What the thread tells: each sheet begins, comes in pieces and ends; or the workbook is refused as a whole. */
export type WorkbookMessage =
  | { kind: 'sheet'; no: number; name: string; is_hidden: boolean; of: number }
  | { kind: 'bytes'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'end'; warnings: TableWarning[] }
  | { kind: 'refused'; code: TableProblemCode; message: string }

/** More sheets than these are no table to import; they are counted and left. */
const MAX_SHEETS = 30

/** Runs in a thread of its own: unpacks a workbook and hands over its sheets as CSV. */
function run(): void {
  const bytes = new Uint8Array(threadInput())
  const archive = { bytes, parts: openZip(bytes) }
  const { sheets, is_1904 } = readSheets(archive)
  const shared = readShared(archive, is_1904)
  const encoder = new TextEncoder()
  for (const [at, entry] of sheets.slice(0, MAX_SHEETS).entries()) {
    const { name, is_hidden } = entry
    post({ kind: 'sheet', no: at + 1, name, is_hidden, of: sheets.length } satisfies WorkbookMessage)
    const csv = new CsvOfSheet((text) => {
      const piece = encoder.encode(text)
      post({ kind: 'bytes', bytes: piece } satisfies WorkbookMessage, [piece.buffer])
    })
    const warnings = readSheet(archive, entry, shared, (row) => csv.add(row))
    csv.end()
    post({ kind: 'end', warnings: [...csv.warnings, ...warnings] } satisfies WorkbookMessage)
  }
}

try {
  run()
} catch (error) {
  if (!(error instanceof TableRefused)) throw error
  post({ kind: 'refused', code: error.code, message: error.message } satisfies WorkbookMessage)
}
