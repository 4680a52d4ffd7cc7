export type TableProblemCode =
  | 'table.empty'
  | 'table.binary'
  | 'table.too_large'
  | 'table.no_header'
  | 'table.duplicate_header'
  | 'table.too_many_columns'
  | 'table.quotes'
  | 'table.workbook'

/** The file as a whole cannot be imported. Thrown by `openTable` or while its rows are read. */
export class TableRefused extends Error {
  readonly code: TableProblemCode
  constructor(code: TableProblemCode, message: string) {
    super(message)
    this.code = code
  }
}

export type TableWarning = {
  code:
    | 'table.assumed_windows_1252'
    | 'table.unnamed_column'
    | 'sheet.header_row'
    | 'sheet.merged'
    | 'sheet.formulas'
    | 'sheet.formulas_empty'
    | 'sheet.hidden_rows'
    | 'sheet.hidden'
    | 'sheet.long_numbers'
    | 'sheet.bad_dates'
  message: string
}
