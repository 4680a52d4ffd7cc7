import type { Noun } from '#kit/ids.ts'
import { plusMs } from '#kit/instant.ts'
import { unreadable } from '#kit/readable.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command, type Actor, type Context, type May, type Verb } from '#server/command/index.ts'
import { findFeedHead } from '#server/events/index.ts'
import type { Outgoing } from '#server/platform/outgoing.ts'
import { newSigningSecret, type Vault } from '#server/platform/vault.ts'
import * as contract from './contract.ts'
import { giveUpWaiting, wake } from './delivery-store.ts'
import { getOwn, showWebhook } from './show.ts'
import * as store from './store.ts'
import { MOST_WEBHOOKS, WEBHOOK_REFUSALS as R, type Webhook } from './webhook.ts'

const HOUR_MS = 3_600_000

export type WebhookPorts = { outgoing: Outgoing; vault: Vault }

/** Kinds of things that are told to the org alone: a partner's endpoint never hears of them. */
const INNER: readonly Noun[] = ['match', 'merge', 'import']

/** An endpoint is told what the feed tells: who may not read that, or not of these kinds of things, must not have it sent. */
export function mayHear(actor: Actor, types: readonly string[] = []): May {
  if (!actor.permissions.has('event:read'))
    return {
      why: 'An endpoint is told what happens, and you may not read that yourself.',
      who: 'somebody with event:read',
    }
  const closed = unreadable(actor.permissions)
    .filter((noun) => actor.side === 'org' || !INNER.includes(noun))
    .find((noun) => types.some((type) => type === '*' || type.startsWith(`${noun}.`)))
  if (!closed) return true
  return {
    why: `An endpoint of these types is told of every ${closed.replaceAll('_', ' ')}, and you may not read those yourself.`,
    who: 'somebody who may; or name types without them',
  }
}

function checkUrl(ports: WebhookPorts, url: string | undefined): void {
  const message = url && ports.outgoing.refuses(url)
  if (message) throw new Refused(COMMON.invalid, {}, { fields: [{ path: 'url', message, code: 'address' }] })
}

/** For the audit and the feed: an address may hold a secret in its path. */
function hostOf(url: string): string {
  return new URL(url).host
}

const subjectOf = (w: Pick<Webhook, 'id' | 'partner_id'>) =>
  ({ noun: 'webhook', id: w.id, partner_id: w.partner_id }) as const

async function answer(ctx: Context, id: string) {
  const found = await store.findWebhook(ctx.tx, ctx.org_id, ctx.actor.partner_id, id)
  if (!found) throw new Refused(COMMON.not_found, { noun: 'endpoint' })
  return showWebhook(found, ctx.actor)
}

const keepWebhook = (ports: WebhookPorts) =>
  command(contract.createWebhook, {
    policy: (actor, _, { body }) => mayHear(actor, body.types),
    gather: async (ctx, { body }) => {
      checkUrl(ports, body.url)
      if (!ports.vault.has_key()) throw new Refused(R.no_key)
      const count = await store.countWebhooks(ctx.tx, ctx.org_id, ctx.actor.partner_id)
      if (count >= MOST_WEBHOOKS) throw new Refused(R.too_many, { count })
      return { head: await findFeedHead(ctx.tx, ctx.org_id) }
    },
    write: async (ctx, { input: { body }, facts: { head } }) => {
      const id = ctx.newId()
      const secret = newSigningSecret()
      const webhook: Webhook = {
        ...body,
        id,
        partner_id: ctx.actor.partner_id,
        types: [...new Set(body.types)].sort(),
        state: 'on',
        disabled_because: null,
        failing_since: null,
        secret: ports.vault.lock(secret, id),
        old_secret: null,
        old_secret_until: null,
        fed_seq: head,
        created_by: actorRef(ctx.actor),
        created_at: ctx.recorded_at,
        revision: 1,
      }
      await store.insertWebhook(ctx.tx, ctx.org_id, webhook)
      ctx.record('webhook.created', subjectOf(webhook), { host: hostOf(body.url), types: webhook.types })
      await ctx.emit('webhook.created', { noun: 'webhook', id }, webhook.partner_id, { types: webhook.types })
      return { ...(await answer(ctx, id)), secret }
    },
  })

/** Adds an endpoint. An idempotency key is not honoured: the answer kept for it would keep the secret too. */
export const createWebhook = (ports: WebhookPorts): Verb<typeof contract.createWebhook> => {
  const verb = keepWebhook(ports)
  return { ...verb, run: (call, raw) => verb.run({ ...call, idempotency_key: undefined }, raw) }
}

/** The endpoint under its lock, as nobody else changes it until the end. */
async function lockOwn(ctx: Context, id: string): Promise<Webhook> {
  const found = await store.lockWebhook(ctx.tx, ctx.org_id, id)
  if (!found) throw new Refused(COMMON.not_found, { noun: 'endpoint' })
  return found
}

export const editWebhook = (ports: WebhookPorts) =>
  command(contract.editWebhook, {
    load: (ctx, { params }) => getOwn(ctx.tx, ctx.actor, params.id),
    policy: (actor, seen, { body }) => mayHear(actor, body.types ?? seen.types),
    gather: async (ctx, { body, query }, seen) => {
      checkUrl(ports, body.url)
      const before = await lockOwn(ctx, seen.id)
      if (before.revision !== query.if_match) throw new Refused(COMMON.stale)
      return { before, head: await findFeedHead(ctx.tx, ctx.org_id) }
    },
    write: async (ctx, { input: { body }, facts: { before, head } }) => {
      const { enabled, catch_up, ...fields } = body
      const next: Webhook = {
        ...before,
        ...fields,
        types: fields.types ? [...new Set(fields.types)].sort() : before.types,
      }
      const turns = enabled !== undefined && enabled !== (before.state === 'on')
      if (turns) Object.assign(next, { state: enabled ? 'on' : 'off', disabled_because: null })
      if (turns || fields.url) next.failing_since = null
      if (!(await store.updateWebhook(ctx.tx, ctx.org_id, next))) throw new Refused(COMMON.stale)
      if (turns && enabled && !catch_up) await store.moveCursor(ctx.tx, ctx.org_id, before.id, head)
      if (turns && !enabled) await giveUpWaiting(ctx.tx, ctx.org_id, before.id, ctx.recorded_at)
      if (next.state === 'on') wake(ctx.tx, ctx.org_id, ctx.recorded_at)
      ctx.record('webhook.edited', subjectOf(before), {
        before: { state: before.state, types: before.types, at_once: before.at_once },
        after: { state: next.state, types: next.types, at_once: next.at_once },
        ...(fields.url && fields.url !== before.url ? { host: hostOf(fields.url) } : {}),
      })
      await ctx.emit('webhook.edited', { noun: 'webhook', id: before.id }, before.partner_id, { state: next.state })
      return answer(ctx, before.id)
    },
  })

export const deleteWebhook = command(contract.deleteWebhook, {
  load: (ctx, { params }) => getOwn(ctx.tx, ctx.actor, params.id),
  gather: (ctx, _, seen) => lockOwn(ctx, seen.id),
  write: async (ctx, { facts: webhook }) => {
    await store.deleteWebhook(ctx.tx, ctx.org_id, webhook.id)
    ctx.record('webhook.deleted', subjectOf(webhook), { host: hostOf(webhook.url) })
    await ctx.emit('webhook.deleted', { noun: 'webhook', id: webhook.id }, webhook.partner_id)
    return null
  },
})

const rotate = (ports: WebhookPorts) =>
  command(contract.rotateSecret, {
    load: (ctx, { params }) => getOwn(ctx.tx, ctx.actor, params.id),
    gather: (ctx, _, seen) => {
      if (!ports.vault.has_key()) throw new Refused(R.no_key)
      return lockOwn(ctx, seen.id)
    },
    write: async (ctx, { input: { body }, facts: before }) => {
      const secret = newSigningSecret()
      const until = body.overlap_hours > 0 ? plusMs(ctx.recorded_at, body.overlap_hours * HOUR_MS) : null
      const next: Webhook = {
        ...before,
        secret: ports.vault.lock(secret, before.id),
        old_secret: until && before.secret,
        old_secret_until: until,
      }
      if (!(await store.updateWebhook(ctx.tx, ctx.org_id, next))) throw new Refused(COMMON.stale)
      ctx.record('webhook.rotated', subjectOf(before), { overlap_hours: body.overlap_hours })
      await ctx.emit('webhook.rotated', { noun: 'webhook', id: before.id }, before.partner_id, {
        old_secret_until: until,
      })
      return { ...(await answer(ctx, before.id)), secret }
    },
  })

/** Makes a new secret. Without an idempotency key, as above. */
export const rotateSecret = (ports: WebhookPorts): Verb<typeof contract.rotateSecret> => {
  const verb = rotate(ports)
  return { ...verb, run: (call, raw) => verb.run({ ...call, idempotency_key: undefined }, raw) }
}
