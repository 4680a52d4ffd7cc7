import type { LocalDate } from '#kit/instant.ts'
import type { Money } from '#kit/money.ts'

export type ImportObject = 'account' | 'product' | 'member' | 'opportunity' | 'partner' | 'registration'

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

/** In which order a file writes year, month and day. */
export const DATE_FORMATS = ['ISO', 'YMD', 'MDY', 'DMY'] as const
export type DateFormat = (typeof DATE_FORMATS)[number]

export type Field = {
  readonly name: string
  readonly type: FieldType
  readonly required: boolean
  readonly description: string
  /** Steers how other fields are read and is not handed on by itself. */
  readonly consumed?: true
}

const CURRENCY = {
  name: 'currency',
  type: 'currency',
  required: false,
  description: 'Currency of the amounts in the same row, as an ISO code',
  consumed: true,
} as const

/** What each kind of row can carry, in the order a person maps it. */
export const FIELDS = {
  account: [
    { name: 'name', type: 'text', required: true, description: 'Name of the company' },
    {
      name: 'domain',
      type: 'domain',
      required: false,
      description: 'Web site, domain or an e-mail address at the company',
    },
    { name: 'country', type: 'country', required: false, description: 'Country, as a code or in English' },
    { name: 'city', type: 'text', required: false, description: 'City' },
    { name: 'street', type: 'text', required: false, description: 'Street and number of the head office' },
    { name: 'postcode', type: 'text', required: false, description: 'Postal code' },
    { name: 'phone', type: 'text', required: false, description: 'Telephone number of the company' },
    { name: 'industry', type: 'text', required: false, description: 'Industry or sector' },
    { name: 'employees', type: 'integer', required: false, description: 'Number of employees' },
    { name: 'revenue', type: 'money', required: false, description: 'Annual revenue' },
    { name: 'tax_id', type: 'text', required: false, description: 'Tax or VAT number, unique in its country' },
    { name: 'is_customer', type: 'yes_no', required: false, description: 'Whether the company already buys from you' },
    { name: 'customer_since', type: 'date', required: false, description: 'Since when it has been a customer' },
    { name: 'parent_name', type: 'text', required: false, description: 'Name of the parent company' },
    {
      name: 'parent_external_id',
      type: 'text',
      required: false,
      description: 'Key of the parent company, as it is in the key column of this import',
    },
    CURRENCY,
  ],
  product: [
    { name: 'name', type: 'text', required: true, description: 'Name of the product' },
    { name: 'line', type: 'text', required: false, description: 'Product line it belongs to' },
    { name: 'series', type: 'text', required: false, description: 'Series or family' },
    { name: 'list_price', type: 'money', required: false, description: 'List price' },
    CURRENCY,
  ],
  member: [
    { name: 'name', type: 'text', required: true, description: 'Name of the person' },
    { name: 'email', type: 'email', required: false, description: 'E-mail address at work' },
    { name: 'team', type: 'text', required: false, description: 'Team, office or region' },
    { name: 'manager_name', type: 'text', required: false, description: 'Name of the manager' },
  ],
  opportunity: [
    { name: 'name', type: 'text', required: false, description: 'Name of the opportunity' },
    { name: 'account_name', type: 'text', required: false, description: 'Name of the account it belongs to' },
    { name: 'account_external_id', type: 'text', required: false, description: 'Key of the account in its own import' },
    { name: 'product_name', type: 'text', required: false, description: 'Name of the product' },
    { name: 'owner_name', type: 'text', required: false, description: 'Name of the seller' },
    { name: 'stage', type: 'stage', required: true, description: 'open, won or lost' },
    { name: 'raw_stage', type: 'text', required: false, description: 'The stage in the words of the CRM' },
    { name: 'amount', type: 'money', required: false, description: 'Amount' },
    CURRENCY,
    { name: 'opened_on', type: 'date', required: false, description: 'When it was opened' },
    { name: 'expected_close_on', type: 'date', required: false, description: 'When it should close' },
    { name: 'closed_on', type: 'date', required: false, description: 'When it was won or lost' },
    {
      name: 'close_on',
      type: 'date',
      required: false,
      description: 'One closing date, as most CRMs have it: the real one when won or lost, else the expected one',
      consumed: true,
    },
  ],
  partner: [
    { name: 'name', type: 'text', required: true, description: 'Name of the partner' },
    {
      name: 'domain',
      type: 'domain',
      required: false,
      description: 'Web site, domain or an e-mail address at the partner',
    },
    { name: 'track', type: 'text', required: false, description: 'Track or programme' },
    { name: 'tier', type: 'text', required: false, description: 'Tier or level' },
    { name: 'country', type: 'country', required: false, description: 'Country, as a code or in English' },
    { name: 'labels', type: 'labels', required: false, description: 'Labels, separated by commas or semicolons' },
    { name: 'joined_on', type: 'date', required: false, description: 'When it joined the programme' },
  ],
  registration: [
    {
      name: 'partner',
      type: 'text',
      required: false,
      description: 'Whose deal it is: slug, name or id of the partner; people of a partner leave it out',
    },
    { name: 'account_name', type: 'text', required: true, description: 'Name of the company' },
    { name: 'account_domain', type: 'domain', required: false, description: 'Web site, domain or a work e-mail' },
    { name: 'account_country', type: 'country', required: false, description: 'Country, as a code or in English' },
    { name: 'account_tax_id', type: 'text', required: false, description: 'Tax or VAT number of the company' },
    { name: 'track', type: 'text', required: false, description: 'Track, where the partner is in several' },
    { name: 'product_lines', type: 'labels', required: false, description: 'Product lines, by number or name' },
    { name: 'contact_name', type: 'text', required: false, description: 'Who it is talked about with' },
    { name: 'contact_email', type: 'email', required: false, description: 'Their e-mail address' },
    { name: 'amount', type: 'money', required: false, description: 'Expected amount' },
    CURRENCY,
    { name: 'expected_close_on', type: 'date', required: false, description: 'When it should close' },
    { name: 'use_case', type: 'text', required: false, description: 'What it is for' },
    { name: 'notes', type: 'text', required: false, description: 'Anything else' },
  ],
} as const satisfies Record<ImportObject, readonly Field[]>

export const IMPORT_OBJECTS = [
  'account',
  'product',
  'member',
  'opportunity',
  'partner',
  'registration',
] as const satisfies readonly ImportObject[]

export type Stage = 'open' | 'won' | 'lost'
export type FieldValue = string | number | boolean | Money | string[]

type Values = {
  text: string
  domain: string
  email: string
  country: string
  integer: number
  money: Money
  currency: string
  date: LocalDate
  yes_no: boolean
  stage: Stage
  labels: string[]
}

type HandedOn<F extends Field> = F extends { consumed: true } ? never : F

/** The values of one row of an object: required fields are there, others only when their cell was not empty. */
export type FieldsOf<O extends ImportObject> = {
  [F in HandedOn<(typeof FIELDS)[O][number]> as F['required'] extends true ? F['name'] : never]: Values[F['type']]
} & {
  [F in HandedOn<(typeof FIELDS)[O][number]> as F['required'] extends true ? never : F['name']]?: Values[F['type']]
}

/** The fields of an object, without what only TypeScript needs to know. */
export function fieldsOf(object: ImportObject): readonly Field[] {
  return FIELDS[object]
}

const OWN = /^answers\.[a-z][a-z0-9_-]{0,39}$/

/** A field of the org's own that a registration's form asks, "answers.sites": which there are, the program says. */
export function ownField(object: ImportObject, name: string): Field | undefined {
  if (object !== 'registration' || !OWN.test(name)) return undefined
  return { name, type: 'text', required: false, description: 'An answer to a field of the program’s own' }
}
