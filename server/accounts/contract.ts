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
    industry: z.string().nullable(),
    employees: z.number().int().nullable(),
    revenue: moneySchema.nullable().meta({ description: 'yearly revenue' }),
    tax_id: z.string().nullable(),
    parent_name: z.string().nullable(),
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
  industry: z.string().max(200).nullable(),
  employees: z.number().int().min(0).max(2_000_000_000).nullable(),
  revenue: moneySchema.nullable(),
  tax_id: z.string().max(60).nullable(),
  parent_name: z.string().max(300).nullable(),
  is_customer: z.boolean(),
  customer_since: dateSchema.nullable(),
  is_house: z.boolean(),
}

const params = z.object({ id: idSchema('account') })

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
  answer: pageOf(accountSchema),
})

export const getAccount = route({
  id: 'account.get',
  method: 'GET',
  path: '/accounts/{id}',
  summary: 'One account',
  permission: 'account:read',
  side: 'org',
  params,
  answer: accountSchema.extend({ abilities: z.array(z.string()) }),
  etag: 'answers',
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
  refusals: [ACCOUNT_REFUSALS.domain, ACCOUNT_REFUSALS.tax_taken],
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
  refusals: [ACCOUNT_REFUSALS.domain, ACCOUNT_REFUSALS.tax_taken],
  etag: 'requires',
})

export type AccountAnswer = z.output<typeof accountSchema>
export const accountContracts = [listAccounts, getAccount, createAccount, editAccount]
