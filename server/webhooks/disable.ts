import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { clockActor, command, type Runtime } from '#server/command/index.ts'
import { giveUpWaiting } from './delivery-store.ts'
import * as store from './store.ts'

/** Not part of the API: only the sender switches an endpoint off for what it answers, and the funnel keeps audit and event. */
const contract = route({
  id: 'webhook.disable',
  method: 'POST',
  path: '/webhooks/{id}/disable',
  summary: 'Switch an endpoint off that does not want to be told any more',
  permission: null,
  side: 'org',
  body: z.custom<{ id: string; because: 'gone' | 'failing' }>(),
  answer: z.null(),
})

const disable = command(contract, {
  gather: (ctx, { body }) => store.lockWebhook(ctx.tx, ctx.org_id, body.id),
  write: async (ctx, { input: { body }, facts: webhook }) => {
    const subject = { noun: 'webhook', id: body.id, partner_id: webhook?.partner_id ?? null } as const
    const is_on = webhook?.state === 'on'
    ctx.record('webhook.disabled', subject, { because: body.because, was: webhook?.state ?? 'deleted' })
    // Two attempts can hear 410 at once, and somebody may have switched it off or deleted it meanwhile.
    if (!is_on) return null
    await store.updateWebhook(ctx.tx, ctx.org_id, { ...webhook, state: 'disabled', disabled_because: body.because })
    const given_up = await giveUpWaiting(ctx.tx, ctx.org_id, webhook.id, ctx.recorded_at)
    await ctx.emit('webhook.disabled', { noun: 'webhook', id: webhook.id }, webhook.partner_id, {
      because: body.because,
      given_up,
    })
    return null
  },
})

/** Switches an endpoint off and announces it, so that its owner hears of it by another way. */
export async function disableWebhook(
  runtime: Runtime,
  org_id: string,
  id: string,
  because: 'gone' | 'failing',
): Promise<void> {
  await disable.run({ runtime, actor: clockActor(org_id), request_id: 'webhooks' }, { body: { id, because } })
}
