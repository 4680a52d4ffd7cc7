import { pino } from 'pino'
import { expect, test } from 'vitest'
import { composeApp } from '#server/app.ts'
import { readConfig } from '#server/platform/config.ts'
import { createOrg } from '#server/orgs/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { freshDatabase } from '#tests/make/database.ts'
import { seedDemo } from './demo.ts'

/** What every room of the product has to show, as told by the demo. */
const STORIES = [
  ...['both', 'direct', 'manager'].map((side) => `conflict open ${side}`),
  ...['consented', 'moot', 'shared', 'stands_aside', 'upheld_direct'].map((status) => `conflict ${status}`),
  ...['asked', 'declined', 'granted', 'lapsed', 'revoked'].map((status) => `consent ${status}`),
  ...['accepted', 'decided', 'escalated', 'opened', 'under_review'].map((status) => `dispute ${status}`),
  ...['poaching dismissed', 'poaching warned', 'unregistered answered', 'unregistered found', 'parking noted'].map(
    (one) => `conduct ${one}`,
  ),
  ...['import open', 'import same', 'look open', 'registration open', 'registration other', 'registration same'].map(
    (one) => `match ${one}`,
  ),
  ...['family', 'held', 'merge merged', 'merge undone'],
]

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
  const stories = await read<{ story: string }>(sql`
    select distinct story from (
      select 'conflict ' || status || case when status = 'open' then ' ' || waits_for else '' end as story from conflict
      union all select 'consent ' || status from consent
      union all select 'dispute ' || status from dispute
      union all select 'conduct ' || kind || ' ' || status from conduct_case
      union all select 'match ' || source || ' ' || status from match
      union all select 'merge ' || status from merge
      union all select 'family' from account where parent_id is not null
      union all select 'held' from hold where released_at is null
    ) told order by 1`)
  const parked = await read<{ kind: string }>(sql`select kind from timer where parked_at is not null or attempts > 0`)
  await drop()
  return { counts, stories: stories.map(({ story }) => story), parked, offset_ms: Number(org.offset_ms) }
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
  expect(one.stories).toEqual(expect.arrayContaining(STORIES))
  const other = await make()
  expect(other.counts).toEqual(one.counts)
  expect(other.stories).toEqual(one.stories)
}, 240_000)

test('a demo that was broken off says so, and how to make it anew', async () => {
  const { db, drop } = await freshDatabase()
  const app = composeApp({ db, log: pino({ level: 'silent' }), config: readConfig({ LOG_LEVEL: 'silent' }) })
  const org = { slug: 'half', name: 'Half', is_demo: true, created_at: wallNow() }
  await db.transaction(null, (tx) => createOrg(tx, { ...org, offset_ms: -86_400_000 }))
  expect((await seedDemo(app, app.runtime)).join(' ')).toMatch(/broken off.*start again/)
  await drop()
})
