import { Advice } from './subcommand.ts'

/** A mapping as it is written down; the import's own verb checks it. */
export type DraftMapping = {
  name?: unknown
  object?: unknown
  key_columns?: unknown
  columns: Record<string, unknown>[]
  constants?: unknown
}

type Flags = Readonly<Record<string, string | true | undefined>>

const AMOUNTS = ['revenue', 'amount', 'list_price']
const NUMBERS = [...AMOUNTS, 'employees']

/** The mapping that the flags make of a suggestion, or of a mapping file. */
export function changeMapping(base: DraftMapping, flags: Flags): DraftMapping {
  const mapping: DraftMapping = { ...base, columns: base.columns.map((column) => ({ ...column })) }
  if (typeof flags['name'] === 'string') mapping.name = flags['name']
  if (typeof flags['key'] === 'string') mapping.key_columns = flags['key'].split(',').map((column) => column.trim())
  for (const [column, field] of pairs(flags['map'], 'map', 'COLUMN=FIELD')) {
    mapping.columns = mapping.columns.filter((one) =>
      field === '' ? one['column'] !== column : one['field'] !== field,
    )
    if (field !== '') mapping.columns.push({ column, field })
  }
  const each = (fields: readonly string[] | null, change: Record<string, unknown>) => {
    mapping.columns = mapping.columns.map((one) =>
      fields === null || fields.includes(String(one['field'])) ? { ...one, ...change } : one,
    )
  }
  for (const [field, scale] of pairs(flags['scale'], 'scale', 'FIELD=1000')) each([field], { scale: Number(scale) })
  if (flags['currency'] !== undefined) each(AMOUNTS, { currency: flags['currency'] })
  if (flags['decimal-comma']) each(NUMBERS, { decimal: ',' })
  if (flags['dates'] !== undefined) {
    const dates = mapping.columns.map((one) => String(one['field'])).filter((field) => /(_on|_since)$/.test(field))
    each(dates, { format: flags['dates'] })
  }
  if (flags['lenient'])
    mapping.columns = mapping.columns.map((one) =>
      REQUIRED.includes(String(one['field'])) ? one : { ...one, on_wrong: 'leave_out' },
    )
  return mapping
}

/** A row without these is no row of its kind, so they are never left out. */
const REQUIRED: readonly string[] = ['name', 'stage']

function pairs(text: string | true | undefined, flag: string, shape: string): [string, string][] {
  if (typeof text !== 'string') return []
  return text.split(',').map((pair) => {
    const at = pair.lastIndexOf('=')
    if (at < 1) throw new Advice(`--${flag} wants ${shape}, several with commas between; "${pair}" is not like that.`)
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  })
}
