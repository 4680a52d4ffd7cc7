import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS } from '#kit/instant.ts'
import { moveClock, type Actor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'

let world: World
let org: OrgWorld
let manager: Actor
let partner: Awaited<ReturnType<OrgWorld['partner']>>

beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('paced')
  manager = await org.member('partner_manager')
  partner = await org.partner('Paced')
})
afterAll(() => world.drop())

let companies = 0
async function submit(): Promise<string> {
  companies += 1
  const { id } = await world.act(partner.admin, 'registration.submit', {
    body: {
      account_name: `Paced company ${companies}`,
      account_domain: `paced${companies}.example`,
      account_country: 'DE',
      amount: { amount_minor: '10000000', currency: 'EUR' },
      expected_close_on: '2030-01-31',
    },
  })
  return id
}
const pace = () => world.act(manager, 'registration.pace', {})
const load = () => world.act(manager, 'registration.load', {})

test('what a person answered is timed in working hours against the promise; what was late can be found', async () => {
  expect(await pace()).toMatchObject({ answered: 0, median_minutes: null })
  const [prompt, asked, late, left] = [await submit(), await submit(), await submit(), await submit()]
  await world.act(manager, 'registration.approve', { params: { id: prompt }, body: {} })
  await world.act(manager, 'registration.ask', { params: { id: asked }, body: { question: 'Who signs?' } })
  const before = await load()
  expect(before.rows[0]).toMatchObject({ in_review: 2, overdue: 0, answered: 2, late: 0, decides: true })
  await moveClock(world.runtime, org.org_id, 12 * DAY_MS)
  expect((await load()).rows[0]).toMatchObject({ in_review: 2, overdue: 2 })
  await world.act(manager, 'registration.reject', { params: { id: late }, body: { reason: 'no' } })
  await world.act(partner.admin, 'registration.withdraw', { params: { id: left }, body: {} })
  const now = await pace()
  expect(now).toMatchObject({ answered: 3, late: 1, promised_minutes: expect.any(Number) })
  expect(now.median_minutes).toBeLessThan(now.promised_minutes)
  const missed = await world.act(manager, 'registration.list', { query: { due: 'missed' } })
  expect(missed.rows.map((row) => row.id)).toEqual([late])
  const [slow] = await world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
    tx.rows<{ minutes: number }>(sql`select minutes from review where late`),
  )
  // twelve days hold at least six working days of eight hours, whatever the day this runs
  expect(slow?.minutes).toBeGreaterThan(6 * 8 * 60)
  expect(slow?.minutes).toBeLessThan(12 * 24 * 60)
  await moveClock(world.runtime, org.org_id, 40 * DAY_MS)
  expect(await pace()).toMatchObject({ answered: 0, late: 0 })
})

test('an answered question is a new turn, and nobody of a partner sees any of it', async () => {
  const id = await submit()
  await world.act(manager, 'registration.ask', { params: { id }, body: { question: 'Who signs?' } })
  await world.act(partner.admin, 'registration.answer', { params: { id }, body: { answer: 'Ada does.' } })
  await world.act(manager, 'registration.approve', { params: { id }, body: {} })
  expect(await pace()).toMatchObject({ answered: 2 })
  await expect(world.act(partner.admin, 'registration.load', {})).rejects.toThrow('access.not_allowed')
  const seen = await world.db.transaction({ org_id: org.org_id, scope: 'partner', partner_id: partner.uuid }, (tx) =>
    tx.rows(sql`select 1 from review`),
  )
  expect(seen).toEqual([])
})
