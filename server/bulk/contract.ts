import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { listFilter } from '#server/registrations/filter.ts'
import { REGISTRATION_REFUSALS, STATUSES } from '#server/registrations/registration.ts'
import { BULK_REFUSALS as R, ROWS_MAX, STATES, VERBS } from './bulk.ts'

const reason = z.string().trim().max(2000, { error: 'expected at most 2000 characters' })

const actionSchema = z.discriminatedUnion('verb', [
  z.strictObject({
    verb: z.literal('approve'),
    reason: reason.optional().meta({ description: 'read by the partners' }),
  }),
  z.strictObject({
    verb: z.literal('reject'),
    reason: reason.min(1, { error: 'expected a reason in words' }).meta({ description: 'read by the partners' }),
  }),
  z.strictObject({
    verb: z.literal('ask'),
    question: reason.min(1, { error: 'expected a question' }).meta({ description: 'read by the partners' }),
  }),
  z.strictObject({ verb: z.literal('assign'), manager_id: idSchema('membership') }),
])

const runAnswer = z
  .object({
    id: idSchema('bulk'),
    verb: z.enum(VERBS),
    state: z.enum(STATES),
    starts_at: z.string().meta({ description: 'wall time; until then it can be taken back' }),
    finished_at: z.string().nullable(),
    created_at: z.string(),
    by: z.string(),
    counts: z.object({
      total: z.number().int(),
      waiting: z.number().int(),
      done: z.number().int(),
      changed: z.number().int().meta({ description: 'left because somebody changed them meanwhile' }),
      refused: z.number().int().meta({ description: 'left because the verb could not be done' }),
    }),
    problem: z.string().nullable(),
    undoes: idSchema('bulk').nullable(),
    abilities: z.array(z.enum(['cancel', 'stop', 'undo'])),
  })
  .meta({ id: 'BulkRun' })

export const startBulk = route({
  id: 'bulk.start',
  method: 'POST',
  path: '/registrations/bulk',
  summary: 'Do one thing to many registrations; each is a command of its own',
  permission: 'registration:read',
  side: 'org',
  body: z.strictObject({
    action: actionSchema,
    rows: z
      .array(z.strictObject({ id: idSchema('registration'), revision: z.int().min(1) }))
      .min(1)
      .max(ROWS_MAX)
      .optional()
      .meta({ description: 'these, as they were seen' }),
    matching: listFilter
      .optional()
      .meta({ description: `or all that fit a filter of the list now, at most ${ROWS_MAX}` }),
    expected: z
      .int()
      .min(1)
      .optional()
      .meta({ description: 'with `matching`: how many the caller saw; another number by now is refused' }),
  }),
  answer: runAnswer,
  status: 202,
  refusals: [
    COMMON.not_allowed,
    COMMON.not_found,
    COMMON.invalid,
    REGISTRATION_REFUSALS.not_assignable,
    R.nothing,
    R.too_many,
    R.other_count,
  ],
})

const params = z.object({ id: idSchema('bulk') })

export const getBulk = route({
  id: 'bulk.get',
  method: 'GET',
  path: '/registrations/bulk/{id}',
  summary: 'How far a bulk run is',
  permission: 'registration:read',
  side: 'org',
  params,
  answer: runAnswer,
})

export const listBulk = route({
  id: 'bulk.list',
  method: 'GET',
  path: '/registrations/bulk',
  summary: 'The caller’s bulk runs, the latest first',
  permission: 'registration:read',
  side: 'org',
  query: pageQuery,
  answer: pageOf(runAnswer),
})

export const listBulkRows = route({
  id: 'bulk.rows',
  method: 'GET',
  path: '/registrations/bulk/{id}/rows',
  summary: 'What became of each row',
  permission: 'registration:read',
  side: 'org',
  params,
  query: pageQuery.extend({ state: z.enum(['waiting', 'done', 'changed', 'refused']).optional() }),
  answer: pageOf(
    z
      .object({
        registration_id: idSchema('registration'),
        account: z.string(),
        partner: z.string(),
        state: z.enum(['waiting', 'done', 'changed', 'refused']),
        seen: z.object({ status: z.enum(STATUSES), revision: z.number().int() }),
        now: z.object({
          status: z.enum(STATUSES),
          revision: z.number().int(),
          changed_at: z.string(),
          manager: z.string().nullable(),
        }),
        why: z.object({ code: z.string(), says: z.string(), next: z.string() }).nullable(),
      })
      .meta({ id: 'BulkRow' }),
  ),
})

export const cancelBulk = route({
  id: 'bulk.cancel',
  method: 'POST',
  path: '/registrations/bulk/{id}/cancel',
  summary: 'Take a bulk run back before it starts, or stop it where it is',
  permission: 'registration:read',
  side: 'org',
  params,
  answer: runAnswer,
  refusals: [COMMON.not_found, R.started],
})

export const undoBulk = route({
  id: 'bulk.undo',
  method: 'POST',
  path: '/registrations/bulk/{id}/undo',
  summary: 'Give what was assigned back to whoever had it, where nobody changed it since',
  permission: 'registration:assign',
  side: 'org',
  params,
  answer: runAnswer,
  status: 202,
  refusals: [COMMON.not_found, R.not_undoable],
})

export type BulkRunAnswer = z.output<typeof runAnswer>
export const bulkContracts = [startBulk, getBulk, listBulk, listBulkRows, cancelBulk, undoBulk]
