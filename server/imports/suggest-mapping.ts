import { knownStage } from './convert-cell.ts'
import type { ColumnDescription, TableDescription } from './describe-table.ts'
import { type Field, type FieldType, type ImportObject, fieldsOf, ownField } from './fields.ts'
import type { ColumnMapping, Mapping } from './mapping.ts'
import { SYNONYMS, plainHeader } from './presets.ts'

export type Suggestion = {
  /** May still lack a required field: see `missing`. */
  mapping: Mapping
  /** Required fields no column was found for. */
  missing: string[]
  /** Columns of the file that fill no field. */
  unused: string[]
  /** Columns a person has to look at before running: an order of dates that could be either, an amount without a currency. */
  undecided: { column: string; field: string; why: 'date_format' | 'currency' | 'stage' }[]
}

/** A column of this kind is not offered for a field of that type, whatever its header says. */
const IMPOSSIBLE: Readonly<Partial<Record<FieldType, readonly string[]>>> = {
  domain: ['number', 'money', 'date', 'country'],
  email: ['number', 'money', 'date', 'country', 'domain'],
  country: ['number', 'money', 'date', 'email', 'domain', 'id'],
  integer: ['text', 'date', 'email', 'domain', 'country'],
  money: ['text', 'date', 'email', 'domain', 'country', 'id'],
  date: ['number', 'money', 'text', 'email', 'domain', 'country', 'id'],
  currency: ['number', 'money', 'date', 'email', 'domain'],
}

/** Guesses a mapping from headers and values, to be looked at by a person. `currency` stands in where the file names none. */
export function suggestMapping(
  object: ImportObject,
  description: TableDescription,
  options: { currency?: string; name?: string } = {},
): Suggestion {
  const columns: ColumnMapping[] = []
  const undecided: Suggestion['undecided'] = []
  const taken = new Set<string>()
  for (const field of fieldsOf(object)) {
    // The CRM's own word for the stage is kept beside the stage it stands for.
    const shared = field.name === 'raw_stage'
    const column = bestColumn(
      description,
      field,
      SYNONYMS[object][field.name] ?? [],
      (name) => !shared && taken.has(name),
    )
    if (!column) continue
    taken.add(column.column)
    columns.push(mapColumn(column, field, options.currency))
    if (field.type === 'date' && column.date_formats.length !== 1)
      undecided.push({ column: column.column, field: field.name, why: 'date_format' })
    if (field.type === 'stage' && column.values === null)
      undecided.push({ column: column.column, field: field.name, why: 'stage' })
  }
  // As our own export names them; which columns else are answers, a person says.
  for (const { column } of description.columns.filter(({ column }) => !taken.has(column))) {
    if (!ownField(object, column)) continue
    taken.add(column)
    columns.push({ column, field: column })
  }
  const rowCurrency = columns.some((column) => column.field === 'currency')
  for (const field of fieldsOf(object)) {
    const mapped = columns.find((column) => column.field === field.name)
    if (field.type !== 'money' || !mapped || mapped.currency || rowCurrency) continue
    undecided.push({ column: mapped.column, field: field.name, why: 'currency' })
  }
  const filled = new Set(columns.map((column) => column.field))
  const keys = keyColumns(
    description,
    columns.find((column) => column.field === 'name' || column.field === 'account_name')?.column,
  )
  return {
    mapping: { name: options.name ?? `${object}s`.replace('ys', 'ies'), object, key_columns: keys, columns },
    missing: fieldsOf(object)
      .filter((field) => field.required && !filled.has(field.name))
      .map((field) => field.name),
    unused: description.header.filter((column) => !taken.has(column) && !keys.includes(column)),
    undecided,
  }
}

function bestColumn(
  description: TableDescription,
  field: Field,
  synonyms: readonly string[],
  taken: (column: string) => boolean,
): ColumnDescription | undefined {
  const possible = description.columns.filter(
    (column) => !taken(column.column) && column.kind !== 'empty' && !IMPOSSIBLE[field.type]?.includes(column.kind),
  )
  for (const synonym of synonyms) {
    const found = possible.find((column) => plainHeader(column.column) === synonym)
    if (found) return found
  }
  if (!field.required || field.type !== 'text') return undefined
  // No header says it: a column called something like a name, or one whose texts tell the rows apart, is the best guess.
  const texts = possible.filter((column) => column.kind === 'text' && column.share_empty === 0)
  return texts.find((column) => /\bname\b/.test(plainHeader(column.column))) ?? texts.find((column) => column.unique)
}

function mapColumn(column: ColumnDescription, field: Field, currency: string | undefined): ColumnMapping {
  const mapped: ColumnMapping = { column: column.column, field: field.name }
  const [format, other] = column.date_formats
  if (field.type === 'date' && format && !other && format !== 'ISO') mapped.format = format
  if ((field.type === 'money' || field.type === 'integer') && column.decimal === ',') mapped.decimal = ','
  if (field.type === 'money' && currency) mapped.currency = currency
  if (field.type === 'stage' && column.values) {
    const unknown = column.values.filter(({ value }) => knownStage(value) === undefined)
    if (unknown.length > 0) mapped.values = Object.fromEntries(unknown.map(({ value }) => [value, guessStage(value)]))
  }
  return mapped
}

function guessStage(value: string): 'open' | 'won' | 'lost' {
  if (/\bwon\b|closedwon/i.test(value)) return 'won'
  return /\blost\b|closedlost|disqualified|abandoned|cancell?ed/i.test(value) ? 'lost' : 'open'
}

/** An identifier of the file, else the name where no two rows share it, else whatever tells the rows apart. */
function keyColumns(description: TableDescription, nameColumn: string | undefined): string[] {
  const [best] = description.key_candidates
  const header = best?.[0] ?? ''
  const isId = /(^| )(id|key|number|code|symbol|isin|uuid)$/.test(plainHeader(header))
  if (best && isId) return best
  const byName = description.key_candidates.find((columns) => columns[0] === nameColumn)
  return byName ?? best ?? [nameColumn ?? description.header[0] ?? '']
}
