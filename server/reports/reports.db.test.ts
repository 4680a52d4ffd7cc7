import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS } from '#kit/instant.ts'
import { Refused } from '#kit/refusal.ts'
import { sealOrg } from '#server/audit/index.ts'
import { moveClock, type Actor } from '#server/command/index.ts'
import { programDocument } from '#server/document.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { programReader } from '#server/program/index.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'
import { DRILLS } from './contract.ts'
import { followRegistrations } from './index.ts'

let world: World
let org: OrgWorld
let manager: Actor
const programs = programReader(programDocument)

beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('reporting')
  manager = await org.member('partner_manager')
  const north = await org.partner('North')
  const south = await org.partner('South', { track: 'reseller', tier: 'gold', status: 'active' })
  for (let month = 0; month < 3; month++) {
    for (let n = 0; n < 4; n++) {
      const { admin } = n % 2 ? south : north
      const made = await world.act(admin, 'registration.submit', { body: deal(`m${month}n${n}`) })
      if (made.status !== 'in_review') continue
      await moveClock(world.runtime, org.org_id, 3_600_000)
      if (n === 3) await world.act(manager, 'registration.reject', { params: { id: made.id }, body: { reason: 'no' } })
      else if (n !== 2) await world.act(manager, 'registration.approve', { params: { id: made.id }, body: {} })
    }
    // Somebody else is on the account already.
    await world.act(south.admin, 'registration.submit', { body: deal(`m${month}n0`) })
    await moveClock(world.runtime, org.org_id, 40 * DAY_MS)
  }
  await catchUp()
}, 60_000)
afterAll(() => world.drop())

const deal = (name: string) => ({
  account_name: `Account ${name}`,
  account_domain: `${name}.example`,
  account_country: 'DE',
  amount: { amount_minor: '10000000', currency: 'EUR' },
  expected_close_on: '2031-01-31',
})

async function catchUp() {
  await sealOrg(world.runtime, org.org_id)
  return followRegistrations(world.runtime, programs, org.org_id)
}
const report = (ask: object = {}) => world.act(manager, 'report.registrations', { query: ask })
const kept = () =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
    tx.rows<Record<string, unknown>>(sql`select * from registration_report order by registration_id`),
  )

test('every figure is the number of rows behind it', async () => {
  const { total } = await report()
  expect(total).toMatchObject({ registered: 15, conflicts: { claim: 3 }, rejected: 3 })
  expect(total.protections_unused).toBeGreaterThan(0)
  const figures: Record<string, number> = {
    ...(total as unknown as Record<string, number>), // the numbers among the figures
    ...total.conflicts,
    conflict: Object.values(total.conflicts).reduce((sum, one) => sum + one, 0),
    decided_by_person: total.decided - total.decided_by_rule,
    promise_missed: total.decided - total.promise_kept,
  }
  for (const figure of DRILLS) {
    const { rows } = await world.act(manager, 'report.registration_rows', { query: { figure, limit: 200 } })
    expect([figure, rows.length]).toEqual([figure, figures[figure]])
  }
})

test('slices add up to the whole, in counts and in money', async () => {
  const by = ['month', 'partner', 'track', 'tier', 'manager', 'country'] as const
  for (const slice of by) {
    const { slices, total, more } = await report({ by: slice })
    expect(more).toBe(0)
    for (const figure of ['registered', 'approved', 'decided', 'protections_ended'] as const)
      expect(slices.reduce((sum, one) => sum + one[figure], 0)).toBe(total[figure])
    const money = slices.reduce((sum, one) => sum + BigInt(one.registered_value[0]?.amount_minor ?? 0), 0n)
    expect(String(money)).toBe(total.registered_value[0]?.amount_minor)
  }
  const { slices, more } = await report({ by: 'partner', limit: 1 })
  expect([slices.length, more]).toEqual([1, 1])
  expect(slices[0]).toMatchObject({ name: 'South', registered: 9 })
})

test('a slice’s key asks for just that slice', async () => {
  const { slices } = await report({ by: 'partner' })
  for (const { key, registered } of slices)
    expect((await report({ partner_id: key })).total.registered).toBe(registered)
  const tiers = await report({ by: 'tier' })
  for (const { key, registered } of tiers.slices)
    expect((await report({ tier: key })).total.registered).toBe(registered)
})

test('rows come page by page, each once', async () => {
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: { rows: { id: string }[]; next_cursor: string | null } = await world.act(
      manager,
      'report.registration_rows',
      { query: { limit: 4, ...(cursor ? { cursor } : {}) } },
    )
    seen.push(...page.rows.map(({ id }) => id))
    cursor = page.next_cursor
  } while (cursor)
  expect([seen.length, new Set(seen).size]).toEqual([15, 15])
})

test('reading the feed again, on two servers, from its beginning, changes nothing', async () => {
  const before = await kept()
  expect(await catchUp()).toBe(0)
  await world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
    tx.run(sql`update report_cursor set seq = 0`),
  )
  await Promise.all([catchUp(), catchUp()])
  await catchUp()
  expect(await kept()).toEqual(before)
})

test('another organisation counts nothing of it, and a period that ends before it begins is refused', async () => {
  const other = await world.makeOrg('elsewhere')
  const stranger = await other.member('partner_manager')
  const { total } = await world.act(stranger, 'report.registrations', { query: {} })
  expect(total.registered).toBe(0)
  const [first] = (await report({ by: 'partner' })).slices
  const asked = await world.act(stranger, 'report.registrations', { query: { partner_id: first?.key } })
  expect(asked.total.registered).toBe(0)
  await expect(report({ from: '2026-02-01', to: '2026-01-01' })).rejects.toThrow(Refused)
  await expect(report({ from: '2001-02-01' })).rejects.toThrow(Refused)
})
