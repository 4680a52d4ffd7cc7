import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { moneySchema } from '#kit/money.ts'
import { lineOfText } from '#kit/section.ts'
import { dateSchema } from '#kit/time-schema.ts'
import { STAGES } from './opportunity.ts'

const opportunitySchema = z
  .object({
    id: idSchema('opportunity'),
    name: z.string(),
    account: z.object({ id: idSchema('account'), name: z.string() }).nullable(),
    product: z.object({ id: idSchema('product'), name: z.string() }).nullable(),
    owner: z.object({ id: idSchema('member'), name: z.string() }).nullable(),
    stage: z.enum(STAGES),
    raw_stage: z.string().nullable().meta({ description: 'what the CRM calls the stage' }),
    amount: moneySchema.nullable(),
    opened_on: z.string().nullable(),
    expected_close_on: z.string().nullable(),
    closed_on: z.string().nullable(),
    created_at: z.string(),
    conflict_id: idSchema('conflict')
      .nullable()
      .meta({ description: 'an open conflict: a partner protects the account, and has not consented' }),
    revision: z.number().int(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Opportunity' })

const editable = z.strictObject({
  name: lineOfText(300),
  account_id: idSchema('account').nullable(),
  product_id: idSchema('product').nullable(),
  owner_id: idSchema('member').nullable(),
  stage: z.enum(STAGES),
  raw_stage: lineOfText(200).nullable(),
  amount: moneySchema.nullable(),
  opened_on: dateSchema.nullable(),
  expected_close_on: dateSchema.nullable(),
  closed_on: dateSchema.nullable(),
})

const params = z.object({ id: idSchema('opportunity') })

export const listOpportunities = route({
  id: 'opportunity.list',
  method: 'GET',
  path: '/opportunities',
  summary: 'Opportunities, newest first',
  permission: 'opportunity:read',
  side: 'org',
  query: pageQuery.extend({
    account_id: idSchema('account').optional(),
    stage: z.enum(STAGES).optional(),
    q: z.string().max(300).optional().meta({ description: "the beginning of the account's name" }),
  }),
  answer: pageOf(opportunitySchema),
})

export const getOpportunity = route({
  id: 'opportunity.get',
  method: 'GET',
  path: '/opportunities/{id}',
  summary: 'One opportunity',
  permission: 'opportunity:read',
  side: 'org',
  params,
  answer: opportunitySchema,
  etag: 'answers',
})

export const createOpportunity = route({
  id: 'opportunity.create',
  method: 'POST',
  path: '/opportunities',
  summary: 'Add an opportunity',
  permission: 'opportunity:create',
  side: 'org',
  body: editable.partial().required({ name: true }),
  answer: opportunitySchema,
  status: 201,
  dry_run: true,
})

export const editOpportunity = route({
  id: 'opportunity.edit',
  method: 'PATCH',
  path: '/opportunities/{id}',
  summary: 'Change an opportunity',
  permission: 'opportunity:edit',
  side: 'org',
  params,
  query: z.object({ if_match: z.coerce.number().int() }),
  body: editable.partial(),
  answer: opportunitySchema,
  dry_run: true,
  etag: 'requires',
})

export type OpportunityAnswer = z.output<typeof opportunitySchema>
export const opportunityContracts = [listOpportunities, getOpportunity, createOpportunity, editOpportunity]
