import { Hono } from 'hono'
import { wallMs, wallNow } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/postgres/database.ts'
import * as store from './store.ts'

/** A database that does not answer within this counts as away. */
const PATIENCE_MS = 3000

/** Parked timers are counted org by org, so not at every probe. */
const PARKED_FOR_MS = 30_000

export type Readiness = {
  status: 'ready' | 'not_ready'
  database: 'ok' | 'away'
  migrations: 'done'
  clock: { lag_s: number; parked_timers: number } | null
}

/**
 * `/health/live`: the process answers. `/health/ready`: the database answers too; the server listens only after it has
 * migrated. Parked timers and a clock that lags are told, not counted as unready: another server would not do better.
 */
export function healthRoutes(db: Database, isStopping: () => boolean): Hono {
  let parked = { at: 0, count: 0 }

  async function look(): Promise<{ lag_s: number; parked_timers: number }> {
    const lag_s = await db.transaction(null, (tx) => store.findClockLag(tx, wallNow()))
    if (wallMs() - parked.at > PARKED_FOR_MS) {
      let count = 0
      for (const org_id of await db.transaction(null, store.listOrgIds)) {
        count += await db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) =>
          store.countParkedTimers(tx, org_id),
        )
      }
      parked = { at: wallMs(), count }
    }
    return { lag_s, parked_timers: parked.count }
  }

  const app = new Hono()
  app.get('/health/live', (c) => c.json({ status: 'live' }, 200, { 'cache-control': 'no-store' }))
  app.get('/health/ready', async (c) => {
    const clock = await patiently(look()).catch(() => null)
    const ready = clock !== null && !isStopping()
    const answer: Readiness = {
      status: ready ? 'ready' : 'not_ready',
      database: clock ? 'ok' : 'away',
      migrations: 'done',
      clock,
    }
    return c.json(answer, ready ? 200 : 503, { 'cache-control': 'no-store' })
  })
  return app
}

async function patiently<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error('the database does not answer')), PATIENCE_MS)
  })
  work.catch(() => undefined)
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
