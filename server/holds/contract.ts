import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { HOLD_KINDS } from './hold.ts'

const holdSchema = z
  .object({
    id: idSchema('hold'),
    kind: z.enum(HOLD_KINDS),
    text: z.string().meta({ description: 'what stands still, in words for the reader' }),
    subject: z.object({ noun: z.string(), id: z.string() }),
    account_id: idSchema('account').nullable().meta({ description: 'people of the org only' }),
    by: z
      .object({ noun: z.string(), id: z.string() })
      .nullable()
      .meta({ description: 'what it was placed for, a dispute say; people of the org only' }),
    placed_at: z.string(),
  })
  .meta({ id: 'Hold' })

export const listHolds = route({
  id: 'hold.list',
  method: 'GET',
  path: '/holds',
  summary: 'What is held now, the latest first; a partner reads of its own earnings only',
  permission: 'dispute:read',
  side: 'both',
  query: pageQuery.extend({
    account_id: idSchema('account').optional().meta({ description: 'people of the org only' }),
    registration_id: idSchema('registration').optional(),
    opportunity_id: idSchema('opportunity').optional().meta({ description: 'people of the org only' }),
  }),
  answer: pageOf(holdSchema),
})

export type HoldAnswer = z.output<typeof holdSchema>
export const holdContracts = [listHolds]
