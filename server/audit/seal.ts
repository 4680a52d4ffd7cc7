import type { Runtime } from '#server/command/index.ts'
import { numberEvents } from '#server/events/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import { chainHash, chainStart } from './chain.ts'
import * as store from './store.ts'

/** Rows of one seal, and of one transaction: short enough to be no burden to others. */
const BATCH = 1000

/**
 * Gives an org's committed audit rows and events their numbers, and seals the audit rows. Numbers are given one batch after
 * the other to rows that are visible, so that a reader who has seen a number has seen all below it. Any number of
 * servers may call it at once: they take turns. Returns how many audit rows and events got a number.
 */
export async function sealOrg(
  runtime: Pick<Runtime, 'db'>,
  org_id: string,
): Promise<{ audit: number; events: number }> {
  const done = { audit: 0, events: 0 }
  for (;;) {
    const batch = await runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, async (tx) => {
      // The lock is a statement of its own: what follows it sees everything that was committed before it was granted.
      await store.lockSealing(tx, org_id)
      const last = await store.findLastSeal(tx, org_id)
      const first = last ? BigInt(last.last_seq) + 1n : 1n
      const [rows, events] = await Promise.all([
        store.numberRows(tx, org_id, first, BATCH),
        numberEvents(tx, org_id, BATCH),
      ])
      if (rows.length > 0) {
        store.insertSeal(tx, org_id, {
          no: String(last ? BigInt(last.no) + 1n : 1n),
          first_seq: String(first),
          last_seq: String(first + BigInt(rows.length) - 1n),
          hash: chainHash(last?.hash ?? chainStart(org_id), rows),
          sealed_at: wallNow(),
        })
      }
      return { audit: rows.length, events }
    })
    done.audit += batch.audit
    done.events += batch.events
    if (batch.audit < BATCH && batch.events < BATCH) return done
  }
}
