import type { Answer } from '../../api/contracts.ts'
import type { CallInput } from '../../api/client.ts'
import type { MoneyText, Suggestion } from '../../ui/index.ts'
import { fromMinor, toMinor } from '../../words/format.ts'
import { words } from './words.ts'

export type Account = Answer<'account.get'>

/** An account as its form holds it: everything as typed. */
export type Draft = {
  name: string
  domain: string
  country: string | null
  city: string
  street: string
  postcode: string
  phone: string
  industry: string
  employees: string
  revenue: MoneyText
  tax_id: string
  parent_name: string
  /** The account that it belongs to. */
  parent: Suggestion | null
  is_customer: boolean
  customer_since: string
  is_house: boolean
}

export type Body = NonNullable<CallInput<'account.edit'>['body']>

export function draftOf(account: Pick<Account, keyof Draft>): Draft {
  const { name, country, is_customer, is_house, revenue, employees } = account
  return {
    name,
    country,
    is_customer,
    is_house,
    domain: account.domain ?? '',
    city: account.city ?? '',
    street: account.street ?? '',
    postcode: account.postcode ?? '',
    phone: account.phone ?? '',
    industry: account.industry ?? '',
    employees: employees === null ? '' : String(employees),
    revenue: revenue ? { amount: fromMinor(revenue), currency: revenue.currency } : { amount: '', currency: 'EUR' },
    tax_id: account.tax_id ?? '',
    parent_name: account.parent_name ?? '',
    parent: account.parent && { value: account.parent.id, label: account.parent.name },
    customer_since: account.customer_since ?? '',
  }
}

export const emptyDraft: Draft = draftOf({
  name: '',
  domain: null,
  country: null,
  city: null,
  street: null,
  postcode: null,
  phone: null,
  industry: null,
  employees: null,
  revenue: null,
  tax_id: null,
  parent_name: null,
  parent: null,
  is_customer: false,
  customer_since: null,
  is_house: false,
})

/** The typed fields as the API takes them; an emptied field is `null`. What cannot be read is said by field. */
export function bodyOf(typed: Partial<Draft>): { body: Body; problems: Record<string, string> } {
  const problems: Record<string, string> = {}
  const { employees, revenue, name, is_customer, is_house, country, parent, ...texts } = typed
  const body: Body = Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, text.trim() || null]))
  if (name !== undefined) body.name = name
  if (country !== undefined) body.country = country
  if (parent !== undefined) body.parent_id = parent?.value ?? null
  if (is_customer !== undefined) body.is_customer = is_customer
  if (is_house !== undefined) body.is_house = is_house
  if (employees !== undefined) {
    const digits = employees.replace(/[\s,.'’]/g, '')
    if (digits && !/^\d+$/.test(digits)) problems['employees'] = words.edit.not_a_number
    else body.employees = digits ? Number(digits) : null
  }
  if (revenue !== undefined) {
    const amount_minor = revenue.amount.trim() ? toMinor(revenue.amount, revenue.currency) : null
    if (revenue.amount.trim() && amount_minor === null) problems['revenue'] = words.edit.not_an_amount
    else body.revenue = amount_minor === null ? null : { amount_minor, currency: revenue.currency }
  }
  return { body, problems }
}
