import { z } from 'zod'
import { pageOf, pageQuery, route } from '#kit/contract.ts'
import { idSchema } from '#kit/ids.ts'
import { COMMON } from '#kit/refusal.ts'
import { DELIVERY_STATES, RESEND_MOST, TYPE_PATTERN, WEBHOOK_REFUSALS as R, WEBHOOK_STATES } from './webhook.ts'

const params = z.object({ id: idSchema('webhook') })
const deliveryParams = params.extend({ delivery_id: idSchema('delivery') })

const webhookAnswer = z
  .object({
    id: idSchema('webhook'),
    partner_id: idSchema('partner').nullable().meta({ description: 'null: an endpoint of the org' }),
    url: z.string(),
    description: z.string(),
    types: z.array(z.string()),
    at_once: z.number().int(),
    state: z.enum(WEBHOOK_STATES),
    disabled_because: z
      .enum(['gone', 'failing'])
      .nullable()
      .meta({ description: 'gone: it answered 410; failing: nothing but failures for days' }),
    failing_since: z.string().nullable().meta({ description: 'no attempt has succeeded since' }),
    old_secret_until: z.string().nullable().meta({ description: 'until then both secrets sign' }),
    created_by: z.string().meta({ description: 'name of whoever made it' }),
    created_at: z.string(),
    last_attempt: z.object({ at: z.string(), status: z.number().int().nullable(), ok: z.boolean() }).nullable(),
    revision: z.number().int(),
    abilities: z.array(z.string()),
  })
  .meta({ id: 'Webhook' })

const secretSchema = z.string().meta({ description: 'in this answer and never again', example: 'whsec_…' })

const deliveryRow = z
  .object({
    id: idSchema('delivery'),
    event_id: idSchema('event'),
    event_type: z.string(),
    state: z.enum(DELIVERY_STATES),
    attempts: z.number().int(),
    status: z.number().int().nullable().meta({ description: 'of the last attempt' }),
    problem: z.string().nullable(),
    next_at: z.string().nullable().meta({ description: 'when it is tried next' }),
    created_at: z.string(),
    ended_at: z.string().nullable(),
  })
  .meta({ id: 'Delivery' })

const urlSchema = z.string().trim().min(8, { error: 'expected an address that begins with https://' }).max(2000)
const descriptionSchema = z.string().trim().max(200, { error: 'expected at most 200 characters' })
const typesSchema = z
  .array(z.string().regex(TYPE_PATTERN, { error: 'expected *, a noun like registration.*, or an event type' }))
  .min(1, { error: 'expected at least one event type' })
  .max(100)
  .meta({
    description: '`*` for all, `registration.*` for all of a noun, or an event type',
    example: ['registration.*'],
  })
const atOnceSchema = z
  .int({ error: 'expected a whole number' })
  .min(1, { error: 'expected at least 1' })
  .max(10, { error: 'expected at most 10' })
  .meta({ description: 'requests at the same time; 1 keeps them in order', example: 2 })

export const listWebhooks = route({
  id: 'webhook.list',
  method: 'GET',
  path: '/webhooks',
  summary: 'Endpoints that are told what happens, the newest first',
  permission: 'webhook:read',
  side: 'both',
  query: pageQuery,
  answer: pageOf(webhookAnswer),
})

export const createWebhook = route({
  id: 'webhook.create',
  method: 'POST',
  path: '/webhooks',
  summary: 'Add an endpoint; its signing secret is in this answer and never shown again',
  permission: 'webhook:edit',
  side: 'both',
  body: z.strictObject({
    url: urlSchema.meta({ example: 'https://crm.example.com/hooks/tributary' }),
    description: descriptionSchema.default(''),
    types: typesSchema.default(['*']),
    at_once: atOnceSchema.default(2),
  }),
  answer: webhookAnswer.extend({ secret: secretSchema }),
  status: 201,
  refusals: [R.too_many, R.no_key],
})

export const getWebhook = route({
  id: 'webhook.get',
  method: 'GET',
  path: '/webhooks/{id}',
  summary: 'One endpoint',
  permission: 'webhook:read',
  side: 'both',
  params,
  answer: webhookAnswer,
  etag: 'answers',
})

export const editWebhook = route({
  id: 'webhook.edit',
  method: 'PATCH',
  path: '/webhooks/{id}',
  summary: 'Change an endpoint, or switch it on or off',
  permission: 'webhook:edit',
  side: 'both',
  params,
  query: z.object({ if_match: z.coerce.number().int() }),
  body: z.strictObject({
    url: urlSchema.optional(),
    description: descriptionSchema.optional(),
    types: typesSchema.optional(),
    at_once: atOnceSchema.optional(),
    enabled: z.boolean().optional().meta({
      description: 'switched off, what waits is given up; switched on, it begins with what happens from then',
    }),
    catch_up: z.boolean().optional().meta({ description: 'with `enabled: true`: also what happened while it was off' }),
  }),
  answer: webhookAnswer,
  etag: 'requires',
  refusals: [COMMON.stale],
})

export const deleteWebhook = route({
  id: 'webhook.delete',
  method: 'DELETE',
  path: '/webhooks/{id}',
  summary: 'Delete an endpoint with its log',
  permission: 'webhook:edit',
  side: 'both',
  params,
  answer: z.null(),
  status: 204,
})

export const rotateSecret = route({
  id: 'webhook.rotate',
  method: 'POST',
  path: '/webhooks/{id}/rotate',
  summary: 'Make a new signing secret; for a while the old one signs too',
  permission: 'webhook:edit',
  side: 'both',
  params,
  body: z.strictObject({
    overlap_hours: z
      .int()
      .min(0)
      .max(168, { error: 'expected at most 168 hours, a week' })
      .default(24)
      .meta({ description: 'how long the old secret signs too; 0 when it has leaked' }),
  }),
  answer: webhookAnswer.extend({ secret: secretSchema }),
  refusals: [R.no_key],
})

export const testWebhook = route({
  id: 'webhook.test',
  method: 'POST',
  path: '/webhooks/{id}/test',
  summary: 'Send the event webhook.tested to this endpoint alone',
  permission: 'webhook:edit',
  side: 'both',
  params,
  answer: z.object({ event_id: idSchema('event') }),
  status: 202,
  refusals: [R.not_on],
})

export const listDeliveries = route({
  id: 'webhook.deliveries',
  method: 'GET',
  path: '/webhooks/{id}/deliveries',
  summary: 'What was sent to an endpoint in the last 30 days, the newest first',
  permission: 'webhook:read',
  side: 'both',
  params,
  query: pageQuery.extend({ state: z.enum(DELIVERY_STATES).optional() }),
  answer: pageOf(deliveryRow),
})

export const getDelivery = route({
  id: 'webhook.delivery',
  method: 'GET',
  path: '/webhooks/{id}/deliveries/{delivery_id}',
  summary: 'One delivery with every attempt',
  permission: 'webhook:read',
  side: 'both',
  params: deliveryParams,
  answer: deliveryRow.extend({
    payload: z.string().meta({ description: 'the body of the request, to the letter' }),
    attempt_log: z.array(
      z.object({
        no: z.number().int(),
        at: z.string(),
        url: z.string(),
        headers: z.record(z.string(), z.string()).meta({ description: 'as they were sent; the signature is not kept' }),
        result: z
          .enum(['sent', 'retry', 'refused', 'unknown'])
          .meta({ description: 'unknown: it was handed over and no answer came' }),
        status: z.number().int().nullable(),
        problem: z.string().nullable(),
        body_start: z.string().meta({ description: 'the beginning of the answer' }),
        took_ms: z.number().int(),
      }),
    ),
    abilities: z.array(z.string()),
  }),
})

export const resendDelivery = route({
  id: 'webhook.resend',
  method: 'POST',
  path: '/webhooks/{id}/deliveries/{delivery_id}/resend',
  summary: 'Send one delivery again, under the same webhook-id',
  permission: 'webhook:edit',
  side: 'both',
  params: deliveryParams,
  answer: deliveryRow,
  refusals: [R.not_on, R.still_waiting],
})

export const resendFailed = route({
  id: 'webhook.resend_failed',
  method: 'POST',
  path: '/webhooks/{id}/resend-failed',
  summary: `Send again what failed since an instant; up to ${RESEND_MOST} at once`,
  permission: 'webhook:edit',
  side: 'both',
  params,
  body: z.strictObject({
    since: z.iso.datetime({ error: 'expected an instant, for example 2026-11-22T00:00:00Z' }).optional(),
  }),
  answer: z.object({ count: z.number().int().meta({ description: 'deliveries that are sent again' }) }),
  refusals: [R.not_on],
})

export type WebhookAnswer = z.output<typeof webhookAnswer>
export type DeliveryRowAnswer = z.output<typeof deliveryRow>

export const webhookContracts = [
  listWebhooks,
  createWebhook,
  getWebhook,
  editWebhook,
  deleteWebhook,
  rotateSecret,
  testWebhook,
  listDeliveries,
  getDelivery,
  resendDelivery,
  resendFailed,
]
