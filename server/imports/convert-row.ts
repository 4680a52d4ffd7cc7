import { isSpreadsheetError, readCell } from './convert-cell.ts'
import { type Field, type FieldValue, type FieldsOf, type ImportObject, fieldsOf, ownField } from './fields.ts'
import type { ColumnMapping, Mapping } from './mapping.ts'
import { type Problem, shown } from './problem.ts'
import { salesforceId } from './salesforce-id.ts'

export type ConvertedRow<O extends ImportObject = ImportObject> =
  | {
      ok: true
      external_id: string
      fields: FieldsOf<O>
      /** Values that could not be read, of columns whose mapping says to import the row without them. */
      left_out: Problem[]
    }
  /** `skipped`: the mapping says to pass over rows like this. */
  | { ok: false; problems: Problem[]; skipped?: true }

export type PreparedMapping<O extends ImportObject = ImportObject> =
  | { ok: true; convertRow(cells: readonly string[], line: number): ConvertedRow<O> }
  | { ok: false; problems: Problem[] }

const MAX_KEY = 200

type Source = {
  field: Field
  column: string | null
  at: number
  /** What stands before it, with a space between; -1 for nothing. */
  prefix_at: number
  values: ReadonlyMap<string, string> | null
  leaveOut: boolean
  constant: string | undefined
  options: Pick<ColumnMapping, 'format' | 'decimal' | 'scale' | 'currency'>
}

/** Ties a mapping to the header of a file, once; what it answers converts row after row. */
export function prepareMapping<O extends ImportObject>(
  mapping: Mapping & { object: O },
  header: readonly string[],
): PreparedMapping<O> {
  const position = new Map(header.map((name, at) => [name.toLowerCase(), at]))
  const find = (column: string): number => position.get(column.trim().toLowerCase()) ?? -1
  const skip = (mapping.skip ?? []).map(({ column, values }) => ({
    at: find(column),
    values: new Set(values.map((value) => value.trim().toLowerCase())),
  }))
  const idOf = mapping.id_format === 'salesforce' ? salesforceId : (id: string): string => id
  const wanted = [
    ...new Set([
      ...mapping.key_columns,
      ...mapping.columns.flatMap(({ column, prefix_column }) => [column, ...(prefix_column ? [prefix_column] : [])]),
      ...(mapping.skip ?? []).map(({ column }) => column),
    ]),
  ]
  const missing = wanted.filter((column) => find(column) === -1)
  const keys = mapping.key_columns.map((column) => ({ column, at: find(column) }))
  const sources = sourcesOf(mapping, find)
  const problems = [
    ...missing.map((column) =>
      problem(
        column,
        'mapping.unknown_column',
        'The file has no such column.',
        `one of: ${shown(header.join(', '))}`,
        column,
      ),
    ),
    ...sources.flatMap(constantProblem),
  ]
  if (problems.length > 0) return { ok: false, problems }

  const currency = sources.find((source) => source.field.type === 'currency')
  return {
    ok: true,
    convertRow(cells, line) {
      if (skip.some(({ at, values }) => values.has((cells[at] ?? '').trim().toLowerCase())))
        return { ok: false, problems: [], skipped: true }
      const found: Problem[] = []
      const leftOut: Problem[] = []
      const key = keyOf(keys, cells, found, idOf)
      const rowCurrency = currency && read(currency, cells, undefined, currency.leaveOut ? leftOut : found)
      const fields: Record<string, FieldValue> = {}
      for (const source of sources) {
        if (source === currency) continue
        const value = read(
          source,
          cells,
          typeof rowCurrency === 'string' ? rowCurrency : undefined,
          source.leaveOut ? leftOut : found,
        )
        if (value !== undefined) fields[source.field.name] = value
      }
      closeOn(fields)
      for (const field of ['account_external_id', 'parent_external_id']) {
        const other = fields[field]
        if (typeof other !== 'string') continue
        fields[field] = idOf(other)
        if (mapping.id_format === 'salesforce' && /^0{15}(AAA)?$/.test(other)) delete fields[field]
      }
      if (found.length > 0) return { ok: false, problems: found }
      if (key === undefined) throw new Error(`line ${line} has neither a key nor a problem`)
      // Safe: every field was read by its declared type, and a required one without a value is a problem above.
      return { ok: true, external_id: key, fields: fields as FieldsOf<O>, left_out: leftOut }
    },
  }
}

/** Remembers the keys of a file, and answers a problem for a row whose key an earlier line had. */
export function keysOfOneFile(): (externalId: string, line: number) => Problem | null {
  const lines = new Map<string, number>()
  return (externalId, line) => {
    const before = lines.get(externalId)
    if (before === undefined) {
      lines.set(externalId, line)
      return null
    }
    return problem(
      null,
      'row.duplicate',
      `Line ${before} has the same key.`,
      'one row for a key; leave one of them out, or choose key columns that tell them apart',
      externalId,
    )
  }
}

function sourcesOf(mapping: Mapping, find: (column: string) => number): Source[] {
  const columns = new Map(mapping.columns.map((column) => [column.field, column]))
  const own = [...mapping.columns.map(({ field }) => field), ...Object.keys(mapping.constants ?? {})]
  const fields = [
    ...fieldsOf(mapping.object),
    ...[...new Set(own)].flatMap((name) => ownField(mapping.object, name) ?? []),
  ]
  return fields.flatMap((field) => {
    const column = columns.get(field.name)
    const constant = mapping.constants?.[field.name]?.trim()
    if (!column && !constant) return []
    const values =
      column?.values &&
      new Map(Object.entries(column.values).map(([from, to]) => [from.trim().toLowerCase(), to.trim()]))
    return [
      {
        field,
        column: column?.column ?? null,
        at: column ? find(column.column) : -1,
        prefix_at: column?.prefix_column === undefined ? -1 : find(column.prefix_column),
        values: values ?? null,
        leaveOut: column?.on_wrong === 'leave_out',
        constant: constant || undefined,
        options: column ?? {},
      },
    ]
  })
}

function constantProblem(source: Source): Problem[] {
  if (source.constant === undefined || source.field.type === 'money') return []
  const reading = readCell(source.constant, source.field, { ...source.options, currency: source.options.currency })
  return reading.ok
    ? []
    : [problem(source.field.name, reading.code, reading.message, reading.expected, source.constant)]
}

function read(
  source: Source,
  cells: readonly string[],
  rowCurrency: string | undefined,
  found: Problem[],
): FieldValue | undefined {
  const { field } = source
  const own = (cells[source.at] ?? '').trim()
  const cell = source.prefix_at < 0 ? own : `${(cells[source.prefix_at] ?? '').trim()} ${own}`.trim()
  const mapped = source.values?.get(cell.toLowerCase()) ?? cell
  const text = mapped === '' ? source.constant : mapped
  if (text === undefined) {
    if (field.required)
      found.push(
        problem(source.column, `${field.name}.missing`, `${field.description}: the cell is empty.`, 'a value', ''),
      )
    return undefined
  }
  const reading = readCell(text, field, { ...source.options, currency: rowCurrency ?? source.options.currency })
  if (reading.ok) return reading.value
  const wrong = problem(source.column ?? field.name, reading.code, reading.message, reading.expected, text)
  found.push(reading.repair === undefined ? wrong : { ...wrong, repair: reading.repair })
  if (!source.leaveOut || source.constant === undefined || text === source.constant) return undefined
  // Left out, but not left empty: there is a value for rows that have none.
  const instead = readCell(source.constant, field, {
    ...source.options,
    currency: rowCurrency ?? source.options.currency,
  })
  return instead.ok ? instead.value : undefined
}

/** Most CRMs keep one closing date: it is the real one once the opportunity is closed, before that the expected one. */
function closeOn(fields: Record<string, FieldValue>): void {
  const date = fields['close_on']
  if (date === undefined) return
  delete fields['close_on']
  fields[fields['stage'] === 'won' || fields['stage'] === 'lost' ? 'closed_on' : 'expected_close_on'] ??= date
}

/** One column is the key as it stands; several are joined so that ("a|b", "c") and ("a", "b|c") stay apart. */
function keyOf(
  keys: readonly { column: string; at: number }[],
  cells: readonly string[],
  found: Problem[],
  idOf: (id: string) => string,
): string | undefined {
  const parts: string[] = []
  for (const { column, at } of keys) {
    const part = idOf((cells[at] ?? '').trim())
    if (part === '')
      found.push(
        problem(
          column,
          'key.empty',
          'This column names the row, and is empty.',
          'a value that names this row in every export',
          '',
        ),
      )
    else if (isSpreadsheetError(part))
      found.push(
        problem(
          column,
          'cell.spreadsheet_error',
          'The spreadsheet could not work this value out.',
          'a value that names this row in every export',
          part,
        ),
      )
    parts.push(keys.length === 1 ? part : part.replace(/[\\|]/g, String.raw`\$&`))
  }
  const key = parts.join('|')
  if (key.length <= MAX_KEY) return key
  found.push(
    problem(
      null,
      'key.too_long',
      `The key has ${key.length} characters.`,
      `key columns of together at most ${MAX_KEY} characters`,
      key,
    ),
  )
  return undefined
}

function problem(column: string | null, code: string, message: string, expected: string, got: string): Problem {
  return { column, code, message, expected, got: shown(got) }
}
