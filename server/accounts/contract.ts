import { z } from 'zod'
import { isCountry } from '#kit/countries.ts'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { moneySchema } from '#kit/money.ts'
import { dateSchema } from '#kit/time-schema.ts'
import { ACCOUNT_REFUSALS } from './account.ts'

export const countrySchema = z
  .string()
  .refine(isCountry, { error: 'expected an ISO 3166 country code of two capital letters, for example DE' })
  .meta({ description: 'ISO 3166-1 alpha-2 country code', example: 'DE' })

/** Names are kept as typed, save for invisible control characters and spaces around. */
export const companyNameSchema = z
  .string()
  .trim()
  .min(1, { error: 'expected the name of a company' })
  .max(300, { error: 'expected at most 300 characters' })

const accountSchema = z
  .object({
    id: idSchema('account'),
    name: z.string(),
    domain: z.string().nullable().meta({ description: 'registrable domain of the website' }),
    country: z.string().nullable(),
    city: z.string().nullable(),
    street: z.string().nullable().meta({ description: 'street and number of the head office', example: 'Am Wall 12' }),
    postcode: z.string().nullable(),
    phone: z
      .string()
      .nullable()
      .meta({ description: 'the company’s own number, as it is written', example: '+49 421 1234567' }),
    industry: z.string().nullable(),
    employees: z.number().int().nullable(),
    revenue: moneySchema.nullable().meta({ description: 'yearly revenue' }),
    tax_id: z.string().nullable(),
    parent_name: z.string().nullable().meta({ description: 'what the parent is called, where it is no account here' }),
    parent_id: idSchema('account').nullable().meta({ description: 'the account it belongs to' }),
    is_customer: z.boolean(),
    customer_since: z.string().nullable(),
    is_house: z.boolean().meta({ description: 'kept by the org for itself' }),
    created_at: z.string(),
    revision: z.number().int(),
  })
  .meta({ id: 'Account' })

const editable = {
  name: companyNameSchema,
  domain: z.string().max(2000).nullable(),
  country: countrySchema.nullable(),
  city: z.string().max(200).nullable(),
  street: z.string().max(300).nullable(),
  postcode: z.string().max(20).nullable(),
  phone: z.string().max(60).nullable(),
  industry: z.string().max(200).nullable(),
  employees: z.number().int().min(0).max(2_000_000_000).nullable(),
  revenue: moneySchema.nullable(),
  tax_id: z.string().max(60).nullable(),
  parent_name: z.string().max(300).nullable(),
  parent_id: idSchema('account').nullable(),
  is_customer: z.boolean(),
  customer_since: dateSchema.nullable(),
  is_house: z.boolean(),
}

const named = z.object({ id: idSchema('account'), name: z.string() })

const params = z.object({ id: idSchema('account') })

const PARENT_REFUSALS = [
  ACCOUNT_REFUSALS.parent_unknown,
  ACCOUNT_REFUSALS.parent_itself,
  ACCOUNT_REFUSALS.parent_circle,
  ACCOUNT_REFUSALS.parent_deep,
]

export const listAccounts = route({
  id: 'account.list',
  method: 'GET',
  path: '/accounts',
  summary: 'Accounts by name',
  permission: 'account:read',
  side: 'org',
  query: pageQuery.extend({
    q: z.string().max(300).optional().meta({ description: 'the beginning of a name, or a domain' }),
  }),
  answer: pageOf(
    accountSchema.extend({
      parent: named.nullable(),
      has_children: z.boolean().meta({ description: 'other accounts belong to it' }),
      merged_count: z.number().int().meta({ description: 'accounts that were merged into it' }),
    }),
  ),
})

export const getAccount = route({
  id: 'account.get',
  method: 'GET',
  path: '/accounts/{id}',
  summary: 'One account; for one that was merged, the account that stands for it',
  permission: 'account:read',
  side: 'org',
  params,
  answer: accountSchema.extend({
    parent: named.nullable(),
    merged_from: z.array(named).meta({ description: 'what was merged into it, by name; at most 50' }),
    abilities: z.array(z.string()),
  }),
  etag: 'answers',
})

const memberOfFamily = z.object({
  id: idSchema('account'),
  name: z.string(),
  domain: z.string().nullable(),
  country: z.string().nullable(),
  is_customer: z.boolean(),
  is_house: z.boolean(),
  parent_id: idSchema('account').nullable(),
})

export const getFamily = route({
  id: 'account.family',
  method: 'GET',
  path: '/accounts/{id}/family',
  summary: 'Who an account belongs to, and what belongs to it',
  permission: 'account:read',
  side: 'org',
  params,
  answer: z.object({
    id: idSchema('account').meta({ description: 'the account asked about, or what it was merged into' }),
    parents: z.array(memberOfFamily).meta({ description: 'nearest first' }),
    children: z.array(memberOfFamily).meta({ description: 'all below it, nearest first; at most 200' }),
    has_more: z.boolean().meta({ description: 'more than 200 belong to it' }),
  }),
})

export const createAccount = route({
  id: 'account.create',
  method: 'POST',
  path: '/accounts',
  summary: 'Add an account',
  permission: 'account:create',
  side: 'org',
  body: z.strictObject({ ...z.object(editable).partial().shape, name: companyNameSchema }),
  answer: accountSchema,
  status: 201,
  refusals: [ACCOUNT_REFUSALS.domain, ACCOUNT_REFUSALS.tax_taken, ...PARENT_REFUSALS],
  dry_run: true,
})

export const editAccount = route({
  id: 'account.edit',
  method: 'PATCH',
  path: '/accounts/{id}',
  summary: 'Change an account',
  permission: 'account:edit',
  side: 'org',
  params,
  query: z.object({ if_match: z.coerce.number().int() }),
  body: z.strictObject(z.object(editable).partial().shape),
  answer: accountSchema,
  refusals: [ACCOUNT_REFUSALS.domain, ACCOUNT_REFUSALS.tax_taken, ACCOUNT_REFUSALS.merged, ...PARENT_REFUSALS],
  etag: 'requires',
})

export type AccountAnswer = z.output<typeof accountSchema>
export const accountContracts = [listAccounts, getAccount, getFamily, createAccount, editAccount]
