import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Actor } from '#server/command/index.ts'
import { showEvent, type KeptEvent } from '#server/events/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { DeliveryRowAnswer, WebhookAnswer } from './contract.ts'
import type { Delivery } from './delivery-store.ts'
import * as store from './store.ts'

/** An endpoint of the caller's own: the org's are the org's, a partner's the partner's. */
export async function getOwn(tx: Tx, actor: Actor, wire_id: string): Promise<store.Shown> {
  const found = await store.findWebhook(tx, actor.org_id, actor.partner_id, uuidOf('webhook', wire_id))
  if (!found) throw new Refused(COMMON.not_found, { noun: 'endpoint' })
  return found
}

export function showWebhook(w: store.Shown, actor: Actor): WebhookAnswer {
  const on = w.state === 'on'
  return {
    id: toWireId('webhook', w.id),
    partner_id: w.partner_id && toWireId('partner', w.partner_id),
    url: w.url,
    description: w.description,
    types: w.types,
    at_once: w.at_once,
    state: w.state,
    disabled_because: w.disabled_because,
    failing_since: w.failing_since,
    old_secret_until: w.old_secret_until && w.old_secret_until > wallNow() ? w.old_secret_until : null,
    created_by:
      w.created_by_name ??
      (w.created_by === 'operator' ? 'Operator' : w.created_by.startsWith('key:') ? 'An API key' : 'Former member'),
    created_at: w.created_at,
    last_attempt: w.last_at === null ? null : { at: w.last_at, status: w.last_status, ok: w.last_ok === true },
    revision: w.revision,
    abilities: actor.permissions.has('webhook:edit')
      ? ['edit', 'rotate', 'delete', ...(on ? ['test', 'resend', 'switch_off'] : ['switch_on'])]
      : [],
  }
}

export function showDelivery(d: Delivery): DeliveryRowAnswer {
  return {
    id: toWireId('delivery', d.id),
    event_id: toWireId('event', d.event_id),
    event_type: d.event_type,
    state: d.state,
    attempts: d.attempts,
    status: d.status,
    problem: d.problem,
    next_at: d.state === 'waiting' ? d.next_at : null,
    created_at: d.created_at,
    ended_at: d.ended_at,
  }
}

/** The body of a delivery: the event as the feed tells it, in the shape that Standard Webhooks recommends. The same each time. */
export function payloadOf(event: KeptEvent): string {
  const { type, at: timestamp, ...data } = showEvent(event)
  return JSON.stringify({ type, timestamp, data })
}

/** What every request carries besides its signature. */
export function headersOf(event_id: string, sent_s: number): Record<string, string> {
  return { 'webhook-id': toWireId('event', event_id), 'webhook-timestamp': String(sent_s) }
}
