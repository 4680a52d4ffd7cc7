import { setTimeout as pause } from 'node:timers/promises'
import { DAY_MS, instant, plusMs } from '#kit/instant.ts'
import type { Runtime } from '#server/command/index.ts'
import { findEvent } from '#server/events/index.ts'
import { wallMs, wallNow } from '#server/platform/clock.ts'
import type { Posted } from '#server/platform/outgoing.ts'
import { signWebhook } from '#server/platform/vault.ts'
import * as deliveries from './delivery-store.ts'
import { disableWebhook } from './disable.ts'
import type { WebhookPorts } from './edit.ts'
import { headersOf, payloadOf } from './show.ts'
import * as store from './store.ts'
import { FAILING_DAYS, retryDelayMs } from './webhook.ts'

/** How long a receiver has for its answer (the standard recommends 15 to 30 s). */
const TIMEOUT_MS = 20_000
/** Longer than any attempt takes: who has not told by then has ended, and the delivery is due again. */
const LEASE_MS = 60_000
/** Requests of this server at the same time. Few of one endpoint (`at_once`), so that none of them can fill it. */
const AT_ONCE = 200
const LOOK_MS = 400
/** At a stop, requests under way get so long to end; what does not is sent again under the same id. */
const FINISH_MS = 5000

type Sending = { runtime: Runtime; org_id: string } & WebhookPorts

/** Sends everything that is due in one org, and answers when all of it has ended. */
export async function deliverDue(sending: Sending): Promise<number> {
  const begun = await begin(sending)
  await Promise.all(begun)
  return begun.length
}

/**
 * The loop: begins what is due, in all orgs, and never waits for a receiver before it looks again. Any number of servers
 * may run it. Ends when `stopping` says so.
 */
export function deliverWebhooks(ports: WebhookPorts) {
  const under_way = new Set<Promise<void>>()
  return async (runtime: Runtime, stopping: AbortSignal): Promise<void> => {
    while (!stopping.aborted) {
      const orgs =
        under_way.size < AT_ONCE
          ? await runtime.db.transaction(null, (tx) => deliveries.listDueOrgs(tx, wallNow()))
          : []
      for (const org_id of orgs) {
        const begun = await begin({ runtime, org_id, ...ports }).catch((error: unknown) => {
          runtime.log.error({ err: error, org_id }, 'webhooks could not be sent; the next look tries again')
          return []
        })
        for (const one of begun) {
          under_way.add(one)
          void one.finally(() => under_way.delete(one))
        }
      }
      // A delivery that ended may have made room for the next to the same endpoint.
      await Promise.race([pause(LOOK_MS, undefined, { signal: stopping }).catch(() => undefined), ...under_way])
    }
    await Promise.race([Promise.all(under_way), pause(FINISH_MS)])
  }
}

async function begin(sending: Sending): Promise<Promise<void>[]> {
  const { runtime, org_id } = sending
  const taken = await runtime.db.transaction(scopeOf(org_id), async (tx) => {
    const now = wallNow()
    const due = await deliveries.takeDue(tx, org_id, now, plusMs(now, LEASE_MS))
    await deliveries.resetClock(tx, org_id)
    return due
  })
  return taken.map((one) =>
    send(sending, one).catch((error: unknown) =>
      runtime.log.error(
        { err: error, org_id, delivery_id: one.id },
        'how a webhook went could not be kept; it is sent again',
      ),
    ),
  )
}

const scopeOf = (org_id: string) => ({ org_id, scope: 'org' as const, partner_id: null })

/**
 * One attempt: signed, sent, kept. A server that ends between sending and keeping leaves the delivery to be sent again
 * under the same webhook-id: at least once, and the receiver can tell.
 */
async function send(sending: Sending, taken: deliveries.Taken): Promise<void> {
  const { runtime, org_id, outgoing, vault } = sending
  const event = await runtime.db.transaction(scopeOf(org_id), (tx) => findEvent(tx, org_id, taken.event_id))
  if (!event) throw new Error(`event ${taken.event_id} is gone`)
  const at_ms = wallMs()
  const sent_s = Math.floor(at_ms / 1000)
  const headers = headersOf(event.id, sent_s)
  const body = payloadOf(event)
  // The new secret's signature first; a receiver takes whichever it can verify.
  const signature = [taken.secret, taken.old_secret]
    .filter((secret) => secret !== null)
    .map((secret) => signWebhook(vault.unlock(secret, taken.webhook_id), headers['webhook-id'] ?? '', sent_s, body))
    .join(' ')
  const posted = await outgoing.postJson(taken.url, body, {
    headers: { ...headers, 'webhook-signature': signature },
    timeout_ms: TIMEOUT_MS,
  })
  await keep(sending, taken, { at_ms, sent_s, posted })
}

async function keep(
  { runtime, org_id }: Sending,
  taken: deliveries.Taken,
  { at_ms, sent_s, posted }: { at_ms: number; sent_s: number; posted: Posted },
): Promise<void> {
  const now = wallNow()
  const ok = posted.is === 'sent'
  // The last digits of the id are random: as good a chance as any, and the same when looked at again.
  const chance = Number.parseInt(taken.id.slice(-6), 16) / 0xffffff
  const delay = ok ? null : retryDelayMs(taken.tries, chance, posted.retry_after_s)
  const { status, problem, body_start, took_ms, is } = posted
  const is_failing = await runtime.db.transaction(scopeOf(org_id), async (tx) => {
    deliveries.keepAttempt(
      tx,
      org_id,
      taken,
      {
        no: taken.attempts,
        at: instant(at_ms),
        url: taken.url,
        sent_s: String(sent_s),
        result: is,
        status,
        problem,
        body_start,
        took_ms,
      },
      delay === null
        ? { state: ok ? 'delivered' : 'failed', next_at: now, ended_at: now }
        : { state: 'waiting', next_at: plusMs(now, delay), ended_at: null },
    )
    await store.markHealth(tx, org_id, taken.webhook_id, ok ? null : now)
    deliveries.wake(tx, org_id, delay === null ? now : plusMs(now, delay))
    return !ok && store.isFailingSince(tx, org_id, taken.webhook_id, plusMs(now, -FAILING_DAYS * DAY_MS))
  })
  if (status === 410) await disableWebhook(runtime, org_id, taken.webhook_id, 'gone')
  else if (is_failing) await disableWebhook(runtime, org_id, taken.webhook_id, 'failing')
}
