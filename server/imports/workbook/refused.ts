import { TableRefused } from '../table-refused.ts'

/** The archive or the XML in it is not what a spreadsheet program writes. */
export function broken(what: string): TableRefused {
  return new TableRefused(
    'table.workbook',
    `The workbook cannot be read: ${what}. Open it in a spreadsheet program, save it again as .xlsx, and upload that.`,
  )
}

/** It would grow past what is taken when unpacked, or already has. */
export function tooMuch(what: string): TableRefused {
  return new TableRefused(
    'table.too_large',
    `The workbook is too large: ${what}. Split it, or save the sheet as CSV and upload that.`,
  )
}
