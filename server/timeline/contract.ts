import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { COMMON } from '#kit/refusal.ts'
import { readWireId } from '#kit/wire-ids.ts'

const entrySchema = z
  .object({
    id: z.string(),
    type: z.string().meta({ example: 'registration.approved' }),
    at: z.string().meta({ description: 'business time' }),
    recorded_at: z.string().meta({ description: 'wall time' }),
    actor: z
      .object({ kind: z.enum(['person', 'key', 'clock', 'operator', 'program', 'org']), name: z.string() })
      .nullable()
      .meta({ description: 'who did it; null in records from before that was kept' }),
    text: z
      .string()
      .meta({ description: 'what happened, in words for the reader', example: 'Mara Lind approved the registration' }),
    detail: z.string().nullable(),
    tone: z.enum(['neutral', 'info', 'success', 'warn', 'danger']),
    subject: z
      .object({
        noun: z.string(),
        id: z.string(),
        title: z.string().nullable(),
        beside: z.string().nullable().meta({ description: 'the partner of a registration, say' }),
      })
      .meta({ description: 'to what: the thing itself, or one that belongs to it' }),
  })
  .meta({ id: 'TimelineEntry' })

export const readTimeline = route({
  id: 'timeline.read',
  method: 'GET',
  path: '/timeline',
  summary: 'What happened to a thing and to what belongs to it, in words, newest first',
  permission: 'event:read',
  side: 'both',
  query: pageQuery.extend({
    subject: z
      .string()
      .refine((text) => readWireId(text) !== null, {
        error: 'expected an id, for example reg_0198f0c2a1b47c3d9e5f6a7b8c9d0e1f',
      })
      .meta({ example: 'reg_0198f0c2a1b47c3d9e5f6a7b8c9d0e1f' }),
    version: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .meta({ description: 'of an org: only what happened to this version of its program' }),
  }),
  answer: pageOf(entrySchema),
  refusals: [COMMON.not_found],
})

export type TimelineEntry = z.output<typeof entrySchema>
export const timelineContracts = [readTimeline]
