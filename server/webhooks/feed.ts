import { DAY_MS, plusMs } from '#kit/instant.ts'
import type { Runtime } from '#server/command/index.ts'
import { findFeedHead, listFeed } from '#server/events/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { dropOldDeliveries, insertDeliveries, resetClock, wake } from './delivery-store.ts'
import * as store from './store.ts'
import { LOG_DAYS, TEST_EVENT, wants, type Webhook } from './webhook.ts'

/** Events that one endpoint looks at in one transaction. */
const BATCH = 500

const scopeOf = (org_id: string) => ({ org_id, scope: 'org' as const, partner_id: null })

/**
 * Makes deliveries out of the events that got a number since: for each endpoint that is on, in the order of the feed, from
 * where it had come to. The cursor moves in the same transaction, so that no event is left out and none is delivered as
 * two. Any number of servers may do this at once.
 */
export async function feedWebhooks(runtime: Pick<Runtime, 'db'>, org_id: string): Promise<void> {
  for (;;) {
    const more = await runtime.db.transaction(scopeOf(org_id), async (tx) => {
      const head = await findFeedHead(tx, org_id)
      let is_full = false
      for (const webhook of await store.lockHungry(tx, org_id, head))
        if (await feedOne(tx, org_id, webhook, head)) is_full = true
      return is_full
    })
    if (!more) return
  }
}

async function feedOne(
  tx: Tx,
  org_id: string,
  webhook: Pick<Webhook, 'id' | 'partner_id' | 'types' | 'fed_seq'>,
  head: string,
): Promise<boolean> {
  const { id, partner_id, types, fed_seq } = webhook
  const events = await listFeed(tx, org_id, { after: fed_seq, types: undefined, hidden: [], partner_id, limit: BATCH })
  const wanted = events.filter((event) =>
    event.type === TEST_EVENT ? event.subject_id === id : wants(types, event.type),
  )
  const now = wallNow()
  if (wanted.length > 0) {
    insertDeliveries(tx, org_id, webhook, wanted, now)
    wake(tx, org_id, now)
  }
  const last = events.at(-1)?.seq ?? fed_seq
  const is_full = events.length === BATCH
  // A page that was not full ended with the last event there is; those of others, or beyond it, it need not look at again.
  await store.moveCursor(tx, org_id, id, is_full || BigInt(last) > BigInt(head) ? last : head)
  return is_full
}

/** Once in a while: forgets the old part of the log, and looks anew at what is due, whatever a killed server left. */
export async function tidyWebhooks(runtime: Pick<Runtime, 'db'>, org_id: string): Promise<void> {
  const before = plusMs(wallNow(), -LOG_DAYS * DAY_MS)
  await runtime.db.transaction(scopeOf(org_id), async (tx) => {
    await dropOldDeliveries(tx, org_id, before)
    await resetClock(tx, org_id)
  })
}
