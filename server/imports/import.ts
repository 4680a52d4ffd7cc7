import { refusal, type RefusalType } from '#kit/refusal.ts'

/**
 * An import brings the rows of one file in, as one kind of thing. The file is kept with it until it has ended.
 *
 * Invariants: `next_line`, the counters and what they count change in one transaction, so an import that was broken off
 * anywhere goes on exactly there; a row whose content was imported before is not touched again (`external_ref.content_hash`).
 */
export const IMPORT_STATES = [
  'uploaded',
  'mapped',
  'running',
  'finished',
  'failed',
  'cancelled',
  'undoing',
  'undone',
] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** What can be done in each state. An import that failed may be mapped anew and goes on where it stopped. */
export const IMPORT_MOVES: Readonly<Record<ImportState, readonly ('map' | 'run' | 'cancel' | 'undo')[]>> = {
  uploaded: ['map', 'cancel'],
  mapped: ['map', 'run', 'cancel'],
  running: ['cancel'],
  failed: ['map', 'run', 'cancel'],
  finished: ['undo'],
  cancelled: ['undo'],
  undoing: [],
  undone: [],
}

/** So long, in wall time, what an import did can be undone; then it is forgotten how things stood before. */
export const UNDO_MS = 24 * 3_600_000

/** What was wrong with one column in one way, wherever it was. */
export type ProblemGroup = {
  /** The rows were refused, or imported without this value. */
  kind: 'refused' | 'left_out'
  column: string | null
  code: string
  message: string
  count: number
  /** What stood there, each value once, with the line where it came first and how to repair it. */
  values: { got: string; expected: string; line: number; count: number; repair?: string }[]
}

export type ImportCounts = {
  rows_done: number
  created_count: number
  updated_count: number
  unchanged_count: number
  refused_count: number
  left_out_count: number
  skipped_count: number
  /** Rows with new keys that were recognised as accounts which were here. */
  recognised_count: number
  /** Questions that a person was asked. */
  asked_count: number
}

/** What `(system, external_id)` has as its system. */
export function systemOf(mapping: { name: string }): string {
  return `import:${mapping.name}`
}

const AGAIN = 'Mend the file as said, and upload it again.'

/** The file as a whole cannot be imported; nothing of it was kept. */
export const FILE_REFUSALS: Readonly<Record<string, RefusalType>> = {
  'table.empty': refusal('import.file_empty', 'invalid', '{what}', AGAIN),
  'table.binary': refusal('import.file_binary', 'invalid', '{what}', AGAIN),
  'table.too_large': refusal('import.file_too_large', 'too_large', '{what}', AGAIN),
  'table.no_header': refusal('import.file_no_header', 'invalid', '{what}', AGAIN),
  'table.duplicate_header': refusal('import.file_duplicate_header', 'invalid', '{what}', AGAIN),
  'table.too_many_columns': refusal('import.file_too_many_columns', 'invalid', '{what}', AGAIN),
  'table.quotes': refusal('import.file_quotes', 'invalid', '{what}', AGAIN),
  'table.workbook': refusal('import.file_workbook', 'invalid', '{what}', AGAIN),
}

export const IMPORT_REFUSALS = {
  state: refusal(
    'import.not_now',
    'conflict',
    'This import is {state}, so it cannot be {done}.',
    'Upload the file again for another import.',
  ),
  not_yours: refusal(
    'import.not_yours',
    'forbidden',
    'People of a partner bring in deals, and nothing else.',
    'Upload a file of deals.',
  ),
  no_undo: refusal('import.cannot_be_undone', 'conflict', 'This import cannot be undone: {why}', '{instead}'),
  no_sheet: refusal(
    'import.no_such_sheet',
    'invalid',
    'The workbook has no sheet {sheet} that can be imported.',
    'Pick one of its sheets that has a header and rows.',
  ),
  no_mapping: refusal(
    'import.not_mapped',
    'conflict',
    'Nothing says yet which column is what.',
    'Save a mapping first.',
  ),
} as const
