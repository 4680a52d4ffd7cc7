import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { moneySchema } from '#kit/money.ts'
import { registrationRow } from './contract-shape.ts'
import { listFilter, ORDERS } from './filter.ts'
import { STATUSES } from './registration.ts'

const registrationListed = registrationRow
  .extend({
    changed_at: z
      .string()
      .nullable()
      .meta({ description: 'when anything about it last changed, in wall time; people of the org only' }),
    answers: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .nullable()
      .meta({ description: 'what the track’s form took, by field, in words; null unless asked for' }),
  })
  .meta({ id: 'RegistrationListed' })

export const listRegistrations = route({
  id: 'registration.list',
  method: 'GET',
  path: '/registrations',
  summary: 'Registrations, the newest claim first; a page may be short and still have a next one',
  permission: 'registration:read',
  side: 'both',
  query: pageQuery.extend(listFilter.shape).extend({
    answers: z.enum(['true']).optional().meta({ description: 'with what the track’s form took' }),
    order: z.enum(ORDERS).default('newest').meta({
      description:
        'newest or oldest claim first; the soonest deadline, the soonest end of protection, the latest decision first (rows that have one); changed: the latest change first; amount: the largest first, amount_least: the smallest; name, name_last: of the account',
    }),
  }),
  answer: pageOf(registrationListed),
})

export const sumRegistrations = route({
  id: 'registration.summary',
  method: 'GET',
  path: '/registrations/summary',
  summary: 'How many registrations fit a filter in each state, and what they are worth',
  permission: 'registration:read',
  side: 'both',
  query: listFilter,
  answer: z.object({
    states: z.array(
      z.object({
        status: z.enum(STATUSES),
        count: z.number().int(),
        amounts: z.array(moneySchema).meta({ description: 'sums, the largest count of rows first' }),
        complete: z.boolean().meta({ description: 'false: only the newest 10,000 were looked at, and there are more' }),
      }),
    ),
  }),
})
