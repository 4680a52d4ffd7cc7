import { toWireId, uuidOf } from '#kit/ids.ts'
import { epochMs, instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { command } from '#server/command/index.ts'
import * as contract from './contract.ts'
import * as deliveries from './delivery-store.ts'
import { mayHear } from './edit.ts'
import { getOwn, showDelivery } from './show.ts'
import { lockWebhook } from './store.ts'
import { RESEND_MOST, TEST_EVENT, WEBHOOK_REFUSALS as R } from './webhook.ts'

/** Announces an event that goes to this endpoint alone; it takes the way that every event takes. */
export const testWebhook = command(contract.testWebhook, {
  load: (ctx, { params }) => getOwn(ctx.tx, ctx.actor, params.id),
  policy: (actor) => mayHear(actor),
  gather: async (_ctx, _input, webhook) => {
    if (webhook.state !== 'on') throw new Refused(R.not_on)
    return undefined
  },
  write: async (ctx, { subject: { id, partner_id } }) => {
    ctx.record(TEST_EVENT, { noun: 'webhook', id, partner_id }, {})
    await ctx.emit(TEST_EVENT, { noun: 'webhook', id }, partner_id)
    const event = ctx.events.at(-1)
    if (!event) throw new Error('the event was not announced')
    return { event_id: toWireId('event', event.id) }
  },
})

export const resendDelivery = command(contract.resendDelivery, {
  load: async (ctx, { params }) => {
    const webhook = await getOwn(ctx.tx, ctx.actor, params.id)
    const delivery = await deliveries.findDelivery(
      ctx.tx,
      ctx.org_id,
      webhook.id,
      uuidOf('delivery', params.delivery_id),
    )
    if (!delivery) throw new Refused(COMMON.not_found, { noun: 'delivery' })
    return { webhook, delivery }
  },
  policy: (actor) => mayHear(actor),
  gather: async (ctx, _, { webhook }) => {
    // Switching it off gives up what waits: under the lock that has happened, or happens to this one too.
    const locked = await lockWebhook(ctx.tx, ctx.org_id, webhook.id)
    if (locked?.state !== 'on') throw new Refused(R.not_on)
    return undefined
  },
  write: async (ctx, { subject: { webhook, delivery } }) => {
    if (!(await deliveries.restartDelivery(ctx.tx, ctx.org_id, delivery.id, ctx.recorded_at)))
      throw new Refused(R.still_waiting)
    deliveries.wake(ctx.tx, ctx.org_id, ctx.recorded_at)
    const { id, partner_id } = webhook
    ctx.record('webhook.resent', { noun: 'webhook', id, partner_id }, { delivery_id: delivery.id })
    const after = await deliveries.findDelivery(ctx.tx, ctx.org_id, id, delivery.id)
    return showDelivery(after ?? delivery)
  },
})

export const resendFailed = command(contract.resendFailed, {
  load: (ctx, { params }) => getOwn(ctx.tx, ctx.actor, params.id),
  policy: (actor) => mayHear(actor),
  gather: async (ctx, _, webhook) => {
    const locked = await lockWebhook(ctx.tx, ctx.org_id, webhook.id)
    if (locked?.state !== 'on') throw new Refused(R.not_on)
    return undefined
  },
  write: async (ctx, { input: { body }, subject: { id, partner_id } }) => {
    const since = instant(body.since ? epochMs(body.since) : 0)
    const { recorded_at } = ctx
    const count = await deliveries.restartFailed(ctx.tx, ctx.org_id, id, since, RESEND_MOST, recorded_at)
    if (count > 0) deliveries.wake(ctx.tx, ctx.org_id, recorded_at)
    ctx.record('webhook.resent', { noun: 'webhook', id, partner_id }, { since, count })
    return { count }
  },
})
