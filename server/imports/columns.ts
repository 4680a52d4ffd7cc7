import { nameKey } from '#kit/company-name.ts'
import type { Money } from '#kit/money.ts'
import type { FieldValue, ImportObject } from './fields.ts'
import { type Problem, shown } from './problem.ts'

/** What the columns of our tables hold, as it goes over the wire to the database. */
export type ColumnValue = string | number | boolean | null | string[]
export type Columns = Record<string, ColumnValue>

/** The columns an import writes, with their types; the names are known to the code and never input. */
export const TABLE_COLUMNS: Readonly<Record<ImportObject, Readonly<Record<string, string>>>> = {
  account: {
    name: 'text',
    name_key: 'text',
    domain: 'text',
    country: 'text',
    city: 'text',
    street: 'text',
    postcode: 'text',
    phone: 'text',
    industry: 'text',
    employees: 'integer',
    revenue_minor: 'bigint',
    currency: 'text',
    tax_id: 'text',
    parent_name: 'text',
    is_customer: 'boolean',
    customer_since: 'date',
  },
  product: {
    name: 'text',
    name_key: 'text',
    line: 'text',
    series: 'text',
    list_price_minor: 'bigint',
    currency: 'text',
  },
  member: { name: 'text', name_key: 'text', email: 'text', team: 'text', manager_name: 'text' },
  opportunity: {
    name: 'text',
    account_id: 'uuid',
    product_id: 'uuid',
    owner_id: 'uuid',
    stage: 'text',
    raw_stage: 'text',
    amount_minor: 'bigint',
    currency: 'text',
    opened_on: 'date',
    expected_close_on: 'date',
    closed_on: 'date',
  },
  partner: { name: 'text', name_key: 'text', domain: 'text', country: 'text', labels: 'text[]', joined_on: 'date' },
  // Registered by the partner's own verb, never written here.
  registration: {},
}

const MONEY: Readonly<Record<string, string>> = {
  revenue: 'revenue_minor',
  list_price: 'list_price_minor',
  amount: 'amount_minor',
}

/** Fields that name another thing, or say what is no column: resolved elsewhere. */
const REFERENCES: ReadonlySet<string> = new Set([
  'account_name',
  'account_external_id',
  'parent_external_id',
  'product_name',
  'owner_name',
  'track',
  'tier',
])

/** An index entry of PostgreSQL ends at some 2,700 bytes; a name of letters that fold into many can pass that. */
const NAME_KEY_BYTES = 2000
const PARTNER_NAME = 300

/** The fields of a row as columns. An empty cell gave no field, so it says nothing about its column. */
export function columnsOf(
  object: ImportObject,
  fields: Readonly<Record<string, FieldValue | undefined>>,
): { columns: Columns; problems: Problem[] } {
  const columns: Columns = {}
  const problems: Problem[] = []
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined || REFERENCES.has(field)) continue
    const money = MONEY[field]
    if (money === undefined) {
      columns[field] = value as ColumnValue // only a money field has an object for a value
      continue
    }
    const { amount_minor, currency } = value as Money // MONEY names exactly the money fields
    if (field === 'list_price' && amount_minor.startsWith('-')) {
      problems.push(
        problemOf(
          field,
          'money.negative',
          'The price is below zero.',
          'a price of zero or more, or an empty cell',
          amount_minor,
        ),
      )
    }
    columns[money] = amount_minor
    columns['currency'] = currency
  }
  const name = columns['name']
  if (typeof name === 'string' && 'name_key' in TABLE_COLUMNS[object]) {
    const key = nameKey(name)
    columns['name_key'] = key
    if (new TextEncoder().encode(key).length > NAME_KEY_BYTES || (object === 'partner' && name.length > PARTNER_NAME)) {
      problems.push(
        problemOf(
          'name',
          'text.too_long',
          `The name has ${name.length} characters.`,
          `at most ${PARTNER_NAME} ordinary characters`,
          name,
        ),
      )
    }
  }
  return { columns, problems }
}

/** What a new row has in columns that the file says nothing about. */
export function blankOf(object: ImportObject): Columns {
  const blank: Columns = Object.fromEntries(Object.keys(TABLE_COLUMNS[object]).map((column) => [column, null]))
  if (object === 'account') blank['is_customer'] = false
  if (object === 'partner') blank['labels'] = []
  return blank
}

/** The columns in which a row would differ from what stands there. */
export function differing(before: Columns, after: Columns): string[] {
  return Object.keys(after).filter(
    (column) => JSON.stringify(before[column] ?? null) !== JSON.stringify(after[column] ?? null),
  )
}

/** Columns as the person knows them: amounts with their currency, and without the keys that follow from names. */
export function fieldsOfColumns(columns: Columns): Record<string, unknown> {
  const shownFields: Record<string, unknown> = {}
  for (const [column, value] of Object.entries(columns)) {
    if (column === 'name_key' || column === 'currency') continue
    const field = Object.keys(MONEY).find((name) => MONEY[name] === column)
    if (field === undefined) shownFields[column] = value
    else
      shownFields[field] =
        value === null ? null : { amount_minor: String(value), currency: columns['currency'] ?? null }
  }
  return shownFields
}

/** A problem that shows only once a row is compared with what is here. */
export function problemOf(
  column: string | null,
  code: string,
  message: string,
  expected: string,
  got: string,
): Problem {
  return { column, code, message, expected, got: shown(got).toWellFormed() }
}
