import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { CLOCK_REFUSALS } from './org.ts'

export const getOrg = route({
  id: 'org.get',
  method: 'GET',
  path: '/org',
  summary: 'The org you act in, and what time it is there',
  permission: null,
  side: 'both',
  answer: z
    .object({
      id: idSchema('org'),
      slug: z.string(),
      name: z.string(),
      is_demo: z.boolean(),
      now: z.string().meta({ description: 'business time', example: '2026-11-22T01:04:26.000Z' }),
      zone: z.string().meta({ description: 'IANA time zone of the program’s dates', example: 'Europe/Berlin' }),
      clock_offset_ms: z.number().int().meta({ description: 'how far business time is ahead of the wall clock' }),
    })
    .meta({ id: 'Org' }),
})

export const moveClock = route({
  id: 'clock.move',
  method: 'POST',
  path: '/clock/move',
  summary: 'Move the business clock of a demo org forward and fire everything that becomes due',
  permission: 'clock:move',
  side: 'org',
  body: z.strictObject({
    days: z
      .number()
      .int({ error: 'expected whole days' })
      .min(1, { error: 'expected at least 1 day' })
      .max(400, { error: 'expected at most 400 days' })
      .meta({ example: 30 }),
  }),
  answer: z.object({
    now: z.string().meta({ description: 'business time after the move' }),
    fired: z.number().int().meta({ description: 'timers that fired' }),
  }),
  refusals: [CLOCK_REFUSALS.not_demo],
})

export const orgContracts = [getOrg, moveClock]
