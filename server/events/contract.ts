import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { readWireId } from '#kit/wire-ids.ts'

const eventSchema = z
  .object({
    id: z.string(),
    seq: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'its number in the feed; null for the moment until it has one' }),
    type: z.string().meta({ example: 'registration.approved' }),
    subject: z.object({ noun: z.string(), id: z.string() }),
    partner_id: z.string().nullable(),
    at: z.string().meta({ description: 'business time' }),
    recorded_at: z.string(),
    body: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' })

export const listEvents = route({
  id: 'event.list',
  method: 'GET',
  path: '/events',
  summary: 'What happened: as a feed from a number on, or the timeline of one thing',
  permission: 'event:read',
  side: 'both',
  query: pageQuery.extend({
    after: z
      .string()
      .regex(/^\d{1,15}$/, { error: 'expected the seq of the last event you have; 0 for all' })
      .optional()
      .meta({ description: 'only events after this seq, oldest first', example: '0' }),
    types: z
      .string()
      .max(2000)
      .regex(/^[a-z_]+\.[a-z_]+(,[a-z_]+\.[a-z_]+)*$/, {
        error: 'expected types with commas between, for example registration.approved,registration.rejected',
      })
      .optional(),
    subject_id: z
      .string()
      .refine((text) => readWireId(text) !== null, {
        error: 'expected an id, for example reg_0198f0c2a1b47c3d9e5f6a7b8c9d0e1f',
      })
      .optional()
      .meta({ description: 'only what happened to this, newest first' }),
  }),
  answer: pageOf(eventSchema),
})

export type EventAnswer = z.output<typeof eventSchema>
export const eventContracts = [listEvents]
