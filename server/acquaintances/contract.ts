import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { WAYS } from './acquaintance.ts'

const tieSchema = z.object({
  noun: z.enum(['registration', 'opportunity']),
  id: z.string(),
  name: z.string(),
  code: z.string().meta({ description: 'of a registration its state, of a sale the partner’s role' }),
  since: z.string(),
  protected_until: z.string().nullable(),
})

const personSchema = z.object({ name: z.string(), email: z.string() })

const acquaintanceSchema = z
  .object({
    partner: z.object({ id: idSchema('partner'), name: z.string(), status: z.string() }),
    way: z.enum(WAYS).meta({ description: 'how it knows the account best' }),
    since: z.string(),
    last_active_on: z
      .string()
      .nullable()
      .meta({ description: 'the last day on which it is known to have done something there' }),
    ties: z.array(tieSchema).meta({ description: 'what it rests on, the closest first; at most 10' }),
    ties_count: z.number().int(),
    people: z
      .array(personSchema.extend({ registered: z.boolean().meta({ description: 'has registered this account' }) }))
      .meta({ description: 'whom to call there; at most 3, only for callers who may see people' }),
    manager: personSchema.nullable().meta({ description: 'who looks after the partner here' }),
  })
  .meta({ id: 'Acquaintance' })

export const listAcquaintances = route({
  id: 'account.partners',
  method: 'GET',
  path: '/accounts/{id}/partners',
  summary: 'Which partners know an account: how, since when, and whom to call',
  permission: 'account:read',
  side: 'org',
  params: z.object({ id: idSchema('account') }),
  answer: z.object({
    rows: z.array(acquaintanceSchema).meta({ description: 'who knows it best first; at most 50' }),
    has_more: z.boolean().meta({ description: 'there is more than was looked at' }),
  }),
})

export type AcquaintanceAnswer = z.output<typeof acquaintanceSchema>
export const acquaintanceContracts = [listAcquaintances]
