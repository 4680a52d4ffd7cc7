import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { keySchema } from '#kit/section.ts'
import { dateSchema } from '#kit/time-schema.ts'
import { DELEGATION_REFUSALS as R } from './delegation.ts'

const memberSchema = z.object({ id: idSchema('membership'), name: z.string() })

const delegationAnswer = z
  .object({
    id: idSchema('delegation'),
    from: memberSchema,
    to: memberSchema,
    from_on: z.string().meta({ description: 'the first day' }),
    until_on: z.string().meta({ description: 'the last day' }),
    starts_at: z.string(),
    ends_at: z.string(),
    kinds: z.array(z.string()).meta({ description: 'kinds of requests; none: all' }),
    note: z.string().nullable(),
    state: z.enum(['planned', 'in_force', 'over', 'called_off']),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Delegation' })

export const listDelegations = route({
  id: 'delegation.list',
  method: 'GET',
  path: '/delegations',
  summary: 'Who stands in for whom, the latest first',
  permission: 'request:decide',
  side: 'org',
  query: pageQuery.extend({
    from_id: idSchema('membership').optional().meta({ description: 'only where this member is away' }),
  }),
  answer: pageOf(delegationAnswer),
})

export const createDelegation = route({
  id: 'delegation.create',
  method: 'POST',
  path: '/delegations',
  summary: 'Let somebody stand in from a day to a day; what is asked of the one who is away is asked of them',
  permission: 'request:decide',
  side: 'org',
  body: z.strictObject({
    from_id: idSchema('membership')
      .optional()
      .meta({ description: 'who is away; oneself when it is not said. Others only by who may edit people' }),
    to_id: idSchema('membership').meta({ description: 'who stands in' }),
    from_on: dateSchema.meta({ description: 'the first day, in the program’s zone' }),
    until_on: dateSchema.meta({ description: 'the last day' }),
    kinds: z.array(keySchema).max(20).default([]).meta({ description: 'keys of kinds of requests; none: all' }),
    note: z.string().trim().max(300, { error: 'expected at most 300 characters' }).optional(),
  }),
  answer: delegationAnswer,
  status: 201,
  refusals: [COMMON.not_found, R.same, R.not_here, R.past, R.unknown_kind, R.circular],
  dry_run: true,
})

export const endDelegation = route({
  id: 'delegation.end',
  method: 'POST',
  path: '/delegations/{id}/end',
  summary: 'Call it off: from now on everybody answers for themselves again',
  permission: 'request:decide',
  side: 'org',
  params: z.object({ id: idSchema('delegation') }),
  answer: delegationAnswer,
  refusals: [R.over],
  dry_run: true,
})

export type DelegationAnswer = z.output<typeof delegationAnswer>
export const delegationContracts = [listDelegations, createDelegation, endDelegation]
