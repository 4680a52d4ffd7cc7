import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS, epochMs } from '#kit/instant.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeIdentity, refusedWith } from '#tests/make/identity.ts'
import { getOrg } from './read.ts'
import { moveClock } from './move-clock.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>

beforeAll(async () => {
  world = await makeIdentity()
})
afterAll(() => world.drop())

test('the clock of a demo org moves as far as asked, once per idempotency key, and the move is audited', async () => {
  const org_id = await world.makeOrg(true)
  const admin = await world.makePerson(org_id, 'admin')
  const before = await getOrg.run(admin.call, {})
  const call = { ...admin.call, idempotency_key: 'k1' }
  const moved = await moveClock.run(call, { body: { days: 120 } })
  expect(epochMs(moved.answer.now) - epochMs(before.now)).toBeGreaterThanOrEqual(120 * DAY_MS)
  await moveClock.run(call, { body: { days: 120 } })
  expect(await getOrg.run(admin.call, {})).toMatchObject({ is_demo: true, clock_offset_ms: 120 * DAY_MS, zone: 'UTC' })
  expect(await world.rows(org_id, sql`select change from audit where verb = 'clock.moved'`)).toEqual([
    { change: '{"days":120}' },
  ])
})

test('the clock of any other org follows the real time', async () => {
  const org_id = await world.makeOrg()
  const admin = await world.makePerson(org_id, 'admin')
  expect(await refusedWith(moveClock.run(admin.call, { body: { days: 1 } }))).toBe('clock.not_demo')
  expect(await getOrg.run(admin.call, {})).toMatchObject({ is_demo: false, clock_offset_ms: 0 })
})

test('only who decides moves the clock', async () => {
  const org_id = await world.makeOrg(true)
  const ops = await world.makePerson(org_id, 'sales_rep')
  expect(await refusedWith(moveClock.run(ops.call, { body: { days: 1 } }))).toBe('access.not_allowed')
})
