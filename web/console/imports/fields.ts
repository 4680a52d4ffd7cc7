import type { Answer } from '../../api/contracts.ts'
import { words } from './words.ts'

export type Import = Answer<'import.get'>
export type ImportRow = Answer<'import.list'>['rows'][number]
export type ImportObject = Import['object']
export type Mapping = NonNullable<Import['mapping']>
export type ColumnMapping = Mapping['columns'][number]
export type Column = Import['description']['columns'][number]

export type FieldType =
  | 'text'
  | 'domain'
  | 'email'
  | 'country'
  | 'integer'
  | 'money'
  | 'currency'
  | 'date'
  | 'yes_no'
  | 'stage'
  | 'labels'
export type Field = { name: string; label: string; type: FieldType; required: boolean }

export const OBJECTS = [
  'account',
  'opportunity',
  'product',
  'member',
  'partner',
  'registration',
] as const satisfies readonly ImportObject[]

// How the form asks for a field; whatever is not named here is a text.
const TYPES: Readonly<Record<string, FieldType>> = {
  domain: 'domain',
  email: 'email',
  country: 'country',
  employees: 'integer',
  revenue: 'money',
  list_price: 'money',
  amount: 'money',
  currency: 'currency',
  is_customer: 'yes_no',
  customer_since: 'date',
  opened_on: 'date',
  expected_close_on: 'date',
  closed_on: 'date',
  close_on: 'date',
  joined_on: 'date',
  stage: 'stage',
  labels: 'labels',
  account_domain: 'domain',
  account_country: 'country',
  contact_email: 'email',
  product_lines: 'labels',
}

// A row without these is no row of its kind.
const REQUIRED: Readonly<Record<ImportObject, readonly string[]>> = {
  account: ['name'],
  product: ['name'],
  member: ['name'],
  opportunity: ['stage'],
  partner: ['name'],
  registration: ['account_name'],
}

/** The fields that rows of an object can fill, in the order a person maps them. */
export function fieldsOf(object: ImportObject): Field[] {
  return Object.entries(words.fields[object]).map(([name, label]) => ({
    name,
    label,
    type: TYPES[name] ?? 'text',
    required: REQUIRED[object].includes(name),
  }))
}

/** A field in words, wherever the API names one. */
export function fieldLabel(object: ImportObject, name: string): string {
  const spoken = name.replaceAll('_', ' ')
  return (
    fieldsOf(object).find((field) => field.name === name)?.label ?? spoken.charAt(0).toUpperCase() + spoken.slice(1)
  )
}
