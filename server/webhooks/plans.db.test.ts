import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { plusMs } from '#kit/instant.ts'
import { newId, wallNow } from '#server/platform/clock.ts'
import { settingsOf } from '#server/platform/postgres/database.ts'
import { sql, Tx, type Sql } from '#server/platform/postgres/sql.ts'
import { makeIdentity } from '#tests/make/identity.ts'
import * as deliveries from './delivery-store.ts'
import * as store from './store.ts'

const ROWS = 40_000
/** A page and a little more: an index that does the finding and the sorting reads no more. */
const READ_MAX = 800

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

/** Explains what the stores send, as the app's role under row-level security. */
class Explaining extends Tx {
  readonly wrong: string[] = []
  count = 0
  override async rows<T>(statement: Sql): Promise<T[]> {
    const explained = { ...statement, text: `explain (analyze, format json) ${statement.text}`, name: undefined }
    const [row] = await super.rows<{ 'QUERY PLAN': [{ Plan: Plan }] }>(explained)
    const walk = (node: Plan): void => {
      const read = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
      if (node['Relation Name']?.startsWith('delivery') && read > READ_MAX)
        this.wrong.push(`${node['Node Type']} reads ${read} rows: ${statement.text}`)
      node.Plans?.forEach(walk)
    }
    if (row) walk(row['QUERY PLAN'][0].Plan)
    this.count += 1
    // Whoever asks which endpoints have work goes on with this one.
    return [{ id: webhook_id, most: 2 }] as T[]
  }
  override async run(statement: Sql): Promise<number> {
    await this.rows(statement)
    return 0
  }
}

let world: Awaited<ReturnType<typeof makeIdentity>>
let org_id: string
let webhook_id: string

beforeAll(async () => {
  world = await makeIdentity()
  org_id = await world.makeOrg()
  for (const org of [await world.makeOrg(), org_id]) {
    webhook_id = newId()
    await world.run(
      org,
      sql`insert into webhook (org_id, id, url, description, types, at_once, state, secret, fed_seq, created_by, created_at)
      values (${org}, ${webhook_id}, 'https://receiver.example/', '', array['*'], 2, 'on', '', 0, 'operator', now())`,
    )
    // Half waits for its retry: an endpoint that has failed for a day.
    await world.run(
      org,
      sql`insert into delivery (org_id, id, webhook_id, event_id, event_type, seq, state, next_at, created_at)
      select ${org}, gen_random_uuid(), ${webhook_id}, gen_random_uuid(), 'registration.approved', n,
        (array['waiting', 'delivered', 'waiting', 'failed'])[n % 4 + 1], now() + n * interval '1 second' - interval '1 minute', now() - n * interval '1 second'
      from generate_series(1, ${ROWS}::int) n`,
    )
  }
  // What the plans are made from; otherwise they would hang on whether PostgreSQL has come round to it by itself.
  const owner = new pg.Client({ ...inject('postgres').owner, database: world.db.pool.options.database })
  await owner.connect()
  await owner.query('vacuum (analyze)')
  await owner.end()
  await world.run(org_id, sql`insert into delivery_clock (org_id, next_at) values (${org_id}, now())`)
}, 60_000)
afterAll(() => world.drop())

test('with a long log and a long queue, lists and the sender read no more than they answer', async () => {
  const client = await world.db.pool.connect()
  const tx = new Explaining(client)
  await client.query('begin')
  await client.query(settingsOf({ org_id, scope: 'org', partner_id: null }))
  const now = wallNow()
  await store.listWebhooks(tx, org_id, null, { before: null, limit: 50 })
  for (const state of [undefined, 'failed', 'delivered'] as const)
    await deliveries.listDeliveries(tx, org_id, webhook_id, { state, before: undefined, limit: 51 })
  await deliveries.takeDue(tx, org_id, now, plusMs(now, 60_000))
  await deliveries.resetClock(tx, org_id)
  await client.query('rollback')
  client.release()
  expect(tx.wrong).toEqual([])
  expect(tx.count).toBe(9)
})
