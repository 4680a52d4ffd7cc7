import type { Column, ColumnMapping, Field, Import, Mapping } from './fields.ts'
import { words } from './words.ts'

/** A mapping while it is made. */
export type Draft = Pick<Mapping, 'name' | 'object' | 'key_columns' | 'columns' | 'skip' | 'id_format'> & {
  constants: Readonly<Record<string, string>>
}

/** What to begin with: what was saved, else what was suggested. */
export function startOf(it: Import): Draft {
  // A suggestion has a mapping's shape; it may lack required fields, which the form asks for.
  const from = it.mapping ?? (it.suggestion?.mapping as Mapping | undefined)
  return {
    name: from?.name ?? it.object,
    object: it.object,
    key_columns: from?.key_columns ?? [],
    columns: from?.columns ?? [],
    constants: from?.constants ?? {},
    ...(from?.skip ? { skip: from.skip } : {}),
    ...(from?.id_format ? { id_format: from.id_format } : {}),
  }
}

/** Rows that have this value there are passed over. */
export function withSkipped(draft: Draft, column: string, value: string): Draft {
  const skip = draft.skip ?? []
  const known = skip.find((one) => one.column === column)
  const others = skip.filter((one) => one !== known)
  return { ...draft, skip: [...others, { column, values: [...new Set([...(known?.values ?? []), value])] }] }
}

export function entryOf(draft: Draft, field: string): ColumnMapping | undefined {
  return draft.columns.find((column) => column.field === field)
}

/** The field filled from this column, its options those that go with its values; from none with `null`. */
export function withColumn(draft: Draft, field: Field, column: Column | null): Draft {
  const rest = draft.columns.filter((one) => one.field !== field.name)
  const { [field.name]: _, ...constants } = draft.constants
  if (!column) return { ...draft, columns: rest, constants }
  const [format, another] = column.date_formats
  const entry: ColumnMapping = {
    column: column.column,
    field: field.name,
    ...(field.type === 'date' && format && !another ? { format } : {}),
    ...((field.type === 'money' || field.type === 'integer') && column.decimal ? { decimal: column.decimal } : {}),
  }
  return { ...draft, columns: [...rest, entry], constants }
}

export function withConstant(draft: Draft, field: string, value: string): Draft {
  return {
    ...draft,
    columns: draft.columns.filter((one) => one.field !== field),
    constants: { ...draft.constants, [field]: value },
  }
}

/** An option of a mapped field changed; `undefined` takes it away. */
export function withOption(draft: Draft, field: string, patch: Partial<ColumnMapping>): Draft {
  return { ...draft, columns: draft.columns.map((one) => (one.field === field ? clean({ ...one, ...patch }) : one)) }
}

/** Reads a value of a field as another; `null` reads it as it stands, and an empty text as an empty cell. */
export function withValue(draft: Draft, field: string, value: string, as: string | null): Draft {
  const { [value]: _, ...others } = entryOf(draft, field)?.values ?? {}
  const values = as === null ? others : { ...others, [value]: as }
  return withOption(draft, field, { values: Object.keys(values).length > 0 ? values : undefined })
}

function clean(entry: ColumnMapping): ColumnMapping {
  // Only what is undefined goes; the required `column` and `field` never are.
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as ColumnMapping
}

/** What a person still has to say, by field; and under `key_columns`. */
export function missingIn(draft: Draft, fields: readonly Field[], columns: readonly Column[]): Record<string, string> {
  const missing: Record<string, string> = {}
  const currencyKnown = Boolean(entryOf(draft, 'currency') ?? draft.constants['currency'])
  for (const field of fields) {
    const entry = entryOf(draft, field.name)
    const constant = draft.constants[field.name]
    if (field.required && !entry && !constant) missing[field.name] = words.map.missing_field
    if (constant === '') missing[field.name] = words.map.missing_field
    if (!entry) continue
    if (field.type === 'money' && !entry.currency && !currencyKnown) missing[field.name] = words.map.missing_currency
    const fits = columns.find((one) => one.column === entry.column)?.date_formats ?? []
    if (field.type === 'date' && !entry.format && fits.length > 0 && !(fits.length === 1 && fits[0] === 'ISO'))
      missing[field.name] = words.map.missing_format
  }
  if (draft.key_columns.length === 0) missing['key_columns'] = words.map.key_missing
  if (draft.key_columns.length > 5) missing['key_columns'] = words.map.key_many
  return missing
}

/** What the API is sent. */
export function toMapping(draft: Draft): Mapping {
  const { constants, ...rest } = draft
  return { ...rest, ...(Object.keys(constants).length > 0 ? { constants: { ...constants } } : {}) }
}

/** Where a problem that the API names stands in the form: under a field, or with the key columns or the name. */
export function placeOf(path: string, draft: Draft): string {
  const column = /^(?:body\.)?mapping\.columns\.(\d+)/.exec(path)
  if (column) return draft.columns[Number(column[1])]?.field ?? 'columns'
  const constant = /^(?:body\.)?mapping\.constants\.(.+)$/.exec(path)
  if (constant?.[1]) return constant[1]
  return /key_columns/.test(path) ? 'key_columns' : /\.name$/.test(path) ? 'mapping_name' : path
}
