import type { TableWarning } from '../table-refused.ts'
import { dateText, numberText, plainText, timeText } from './cells.ts'
import type { Archive, Shared, SheetEntry } from './parts.ts'
import { broken, tooMuch } from './refused.ts'
import { attribute, parseXml } from './xml.ts'
import { unpack } from './zip.ts'

/** A row with its number in the sheet; `numeric` says which cells are no text. */
export type SheetRow = { no: number; cells: string[]; numeric: boolean[] }

/** The most that a sheet of Excel has. */
const MAX_ROWS = 1_048_576
const MAX_COLUMNS = 1000
const MAX_CELL = 33_000
/** From this on Excel itself rounds: it counts with 15 digits. */
const EXACT_DIGITS = 15

type Seen = {
  merged: number
  formulas: number
  empty_formulas: number
  hidden_rows: number
  long_numbers: number
  bad_dates: number
}

/** Reads one sheet row by row and hands each to `onRow`; answers what a person should know about how it was read. */
export function readSheet(
  { bytes }: Archive,
  entry: SheetEntry,
  shared: Shared,
  onRow: (row: SheetRow) => void,
): TableWarning[] {
  const seen: Seen = { merged: 0, formulas: 0, empty_formulas: 0, hidden_rows: 0, long_numbers: 0, bad_dates: 0 }
  let row: SheetRow | null = null
  let last = 0
  let cell = { at: -1, type: '', style: 0, value: '', formula: false }
  let reads = false
  let phonetic = false
  parseXml(unpack(bytes, entry.part), {
    open(name, attributes) {
      if (name === 'c') {
        const at = columnOf(attribute(attributes, 'r')) ?? cell.at + 1
        const type = attribute(attributes, 't') ?? 'n'
        cell = { at, type, style: Number(attribute(attributes, 's') ?? 0), value: '', formula: false }
      } else if (name === 'v' || name === 't') reads = !phonetic
      else if (name === 'f') cell.formula = true
      else if (name === 'rPh') phonetic = true
      else if (name === 'row') {
        const no = Number(attribute(attributes, 'r') ?? last + 1)
        if (!Number.isInteger(no) || no <= last) throw broken('its rows are not in order')
        if (no > MAX_ROWS) throw tooMuch(`a sheet in it has more than ${MAX_ROWS} rows`)
        if (/^(1|true)$/.test(attribute(attributes, 'hidden') ?? '')) seen.hidden_rows += 1
        last = no
        row = { no, cells: [], numeric: [] }
        cell.at = -1
      } else if (name === 'mergeCell') seen.merged += 1
    },
    close(name) {
      if (name === 'v' || name === 't') reads = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'c' && row) keep(row, cell, shared, seen)
      else if (name === 'row' && row) {
        onRow(row)
        row = null
      }
    },
    text(piece) {
      if (!reads) return
      cell.value += piece
      if (cell.value.length > MAX_CELL) throw broken('a cell in it has more text than a cell can have')
    },
  })
  return told(seen, entry.is_hidden)
}

function keep(
  row: SheetRow,
  cell: { at: number; type: string; style: number; value: string; formula: boolean },
  shared: Shared,
  seen: Seen,
): void {
  if (cell.formula) seen.formulas += 1
  if (cell.formula && cell.value === '') seen.empty_formulas += 1
  const text = textOf(cell, shared, seen)
  if (text === '') return
  if (cell.at >= MAX_COLUMNS) throw tooMuch(`a sheet in it has more than ${MAX_COLUMNS} columns`)
  while (row.cells.length < cell.at) row.cells.push('')
  row.cells[cell.at] = text
  row.numeric[cell.at] = cell.type === 'n' || cell.type === 'd'
}

/** What a person sees in the cell, as far as a row of data needs it. */
function textOf(
  { type, value, style }: { type: string; value: string; style: number },
  shared: Shared,
  seen: Seen,
): string {
  if (value === '') return ''
  if (type === 's') return shared.strings[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  if (type !== 'n') return plainText(value)
  const shape = shared.shapes[style] ?? 'number'
  if (shape === 'date' || shape === 'time') {
    const serial = Number(value)
    if (shape === 'time' && serial >= 0 && serial < 1e7 && serial % 1 === serial) return timeText(serial)
    const date = shape === 'date' || serial >= 1 ? dateText(serial, shared.is_1904) : null
    if (date === null) seen.bad_dates += 1
    return date ?? value
  }
  if (/^[-+]?\d{16,}$/.test(value) || (/[eE]\+?\d/.test(value) && (numberText(value) ?? '').length > EXACT_DIGITS))
    seen.long_numbers += 1
  if (shape !== 'percent') return numberText(value) ?? value
  const percent = numberText(value, 2)
  return percent === null ? value : `${percent}%`
}

/** "BC12" is column 54, counted from 0. */
function columnOf(reference: string | undefined): number | null {
  const letters = reference && /^\$?([A-Za-z]{1,3})\$?\d/.exec(reference)?.[1]?.toUpperCase()
  if (!letters) return null
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

function told(seen: Seen, is_hidden: boolean): TableWarning[] {
  const warnings: TableWarning[] = []
  const tell = (count: number, code: TableWarning['code'], message: string): void => {
    if (count > 0) warnings.push({ code, message })
  }
  const n = (count: number, one: string, more: string) => (count === 1 ? `One ${one}` : `${count} ${more}`)
  tell(is_hidden ? 1 : 0, 'sheet.hidden', 'This sheet is hidden in the workbook.')
  tell(
    seen.hidden_rows,
    'sheet.hidden_rows',
    `${n(seen.hidden_rows, 'row is', 'rows are')} hidden or filtered away in the sheet. They are read too.`,
  )
  tell(
    seen.merged,
    'sheet.merged',
    `${n(seen.merged, 'range of cells is', 'ranges of cells are')} merged. The value belongs to the first cell; the others are read as empty.`,
  )
  tell(
    seen.formulas,
    'sheet.formulas',
    `${n(seen.formulas, 'cell is a formula', 'cells are formulas')}. The values that the file was saved with are read; nothing is calculated.`,
  )
  tell(
    seen.empty_formulas,
    'sheet.formulas_empty',
    `${n(seen.empty_formulas, 'formula has', 'formulas have')} no saved value and ${seen.empty_formulas === 1 ? 'is' : 'are'} read as empty. Open the file in a spreadsheet program, save it, and upload it again.`,
  )
  tell(
    seen.long_numbers,
    'sheet.long_numbers',
    `${n(seen.long_numbers, 'number has', 'numbers have')} more than 15 digits. Spreadsheets round such numbers; if they are ids, check their last digits.`,
  )
  tell(
    seen.bad_dates,
    'sheet.bad_dates',
    `${n(seen.bad_dates, 'cell is', 'cells are')} formatted as a date, but no calendar has that day. The number is read as it stands.`,
  )
  return warnings
}
