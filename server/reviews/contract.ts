import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'

const paceFields = {
  answered: z.number().int().meta({ description: 'approved, rejected or asked about by a person in the last 30 days' }),
  late: z.number().int().meta({ description: 'of these, later than promised' }),
  median_minutes: z.number().int().nullable().meta({ description: 'working minutes; null where nothing was answered' }),
}
const promised = z.number().int().meta({ description: 'working minutes that the program in force promises' })

export const showPace = route({
  id: 'registration.pace',
  method: 'GET',
  path: '/registrations/pace',
  summary: 'How long decisions took in the last 30 days, against the promise',
  permission: 'registration:read',
  side: 'org',
  answer: z.object({ ...paceFields, promised_minutes: promised, since: z.string() }),
})

export const showLoad = route({
  id: 'registration.load',
  method: 'GET',
  path: '/registrations/load',
  summary: 'What waits with whom, and how fast each one answers',
  permission: 'registration:read',
  side: 'org',
  answer: z.object({
    promised_minutes: promised,
    rows: z.array(
      z.object({
        manager: z
          .object({ id: idSchema('membership'), name: z.string() })
          .nullable()
          .meta({ description: 'null: what nobody looks after' }),
        decides: z.boolean().meta({ description: 'may decide registrations now' }),
        in_review: z.number().int(),
        overdue: z.number().int(),
        ...paceFields,
      }),
    ),
  }),
})

export const reviewContracts = [showPace, showLoad]
