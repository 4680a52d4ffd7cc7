import { pino } from 'pino'
import { expect, test } from 'vitest'
import { composeApp } from '#server/app.ts'
import { readConfig } from '#server/platform/config.ts'
import { createOrg } from '#server/orgs/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { freshDatabase } from '#tests/make/database.ts'
import { seedDemo } from './demo.ts'

type Count = { status: string; registrations: number; worth: string }

/** A demo world of its own: how many registrations stand where, how far its clock is from the wall's, and what failed. */
async function make() {
  const { db, drop } = await freshDatabase()
  const app = composeApp({
    db,
    log: pino({ level: 'silent' }),
    config: readConfig({ DEMO: 'true', LOG_LEVEL: 'silent' }),
  })
  await seedDemo(app, app.runtime)
  const [org] = await db.transaction(null, (tx) =>
    tx.rows<{ id: string; offset_ms: string }>(
      sql`select o.id, c.offset_ms from org o join org_clock c on c.org_id = o.id`,
    ),
  )
  if (!org) throw new Error('no org was made')
  const read = <T>(statement: ReturnType<typeof sql>) =>
    db.transaction({ org_id: org.id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))
  const counts = await read<Count>(
    sql`select status, count(*)::int as registrations, sum(amount_minor)::text as worth from registration group by 1 order by 1`,
  )
  const parked = await read<{ kind: string }>(sql`select kind from timer where parked_at is not null or attempts > 0`)
  await drop()
  return { counts, parked, offset_ms: Number(org.offset_ms) }
}

test('the demo is a year with registrations in every state, the same each time, and ends now', async () => {
  const one = await make()
  const states = Object.fromEntries(one.counts.map(({ status, registrations }) => [status, registrations]))
  for (const status of [
    'in_review',
    'queued',
    'approved',
    'converted',
    'rejected',
    'withdrawn',
    'expired',
    'won',
    'lost',
  ])
    expect([status, states[status] ?? 0]).toEqual([status, expect.any(Number)])
  expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(250)
  expect(one.offset_ms).toBe(0)
  expect(one.parked).toEqual([])
  expect((await make()).counts).toEqual(one.counts)
}, 120_000)

test('a demo that was broken off says so, and how to make it anew', async () => {
  const { db, drop } = await freshDatabase()
  const app = composeApp({ db, log: pino({ level: 'silent' }), config: readConfig({ LOG_LEVEL: 'silent' }) })
  const org = { slug: 'half', name: 'Half', is_demo: true, created_at: wallNow() }
  await db.transaction(null, (tx) => createOrg(tx, { ...org, offset_ms: -86_400_000 }))
  expect((await seedDemo(app, app.runtime)).join(' ')).toMatch(/broken off.*start again/)
  await drop()
})
