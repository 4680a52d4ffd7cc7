import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { uuidOf } from '#kit/ids.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { importsOf } from '#tests/make/imports.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'

vi.setConfig({ testTimeout: 120_000 })

let world: World
beforeAll(async () => {
  world = await makeWorld()
}, 60_000)
afterAll(() => world.drop())

const ROWS = 1000
/** Every how manieth row of the file stands at an account that a partner protects. */
const EVERY = 10

async function setUp(slug: string, change?: (yaml: string) => string) {
  const org = await world.makeOrg(slug, change)
  const manager = await org.member('partner_manager')
  const partner = await org.partner('Holders', { track: 'reseller', tier: 'silver', status: 'active' })
  const protect = async (name: string) => {
    const { id } = await world.act(partner.admin, 'registration.submit', {
      body: {
        account_name: name,
        account_domain: `${name.toLowerCase().replaceAll(' ', '')}.example`,
        account_country: 'DE',
        amount: { amount_minor: '10000000', currency: 'EUR' },
        expected_close_on: '2035-01-31',
      },
    })
    const made = await world.act(manager, 'registration.get', { params: { id } })
    if (made.status !== 'approved') await world.act(manager, 'registration.approve', { params: { id }, body: {} })
    return (await world.act(manager, 'registration.get', { params: { id } })).account?.id ?? ''
  }
  return { org, manager, partner, protect, files: importsOf(world) }
}

const HEADER = 'deal id,deal name,account name,stage\n'
/** A thousand opportunities at a hundred accounts, of which ten are protected. */
function file(stageOf: (n: number) => string, rows = ROWS): string {
  const lines = Array.from({ length: rows }, (_, n) => `${n},Sale ${n},${accountOf(n)},${stageOf(n)}`)
  return HEADER + lines.join('\n')
}
const accountOf = (n: number) => (n % EVERY === 0 ? `Held Works ${(n / EVERY) % 10}` : `Open Works ${n % 90}`)

const raised = (org: OrgWorld) =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
    tx.rows<{ status: string; came_by: string; name: string; moot_why: string | null }>(
      sql`select c.status, c.came_by, c.moot_why, o.name from conflict c
        join opportunity o on o.org_id = c.org_id and o.id = c.opportunity_id where c.org_id = ${org.org_id} order by c.id`,
    ),
  )

test('a file of 1,000 opportunities raises exactly the conflicts of the open ones at protected accounts; twice, none more', async () => {
  const { org, protect, files } = await setUp('thousand')
  for (let n = 0; n < 10; n++) await protect(`Held Works ${n}`)
  for (let n = 0; n < 90; n++) await world.act(org.operator, 'account.create', { body: { name: `Open Works ${n}` } })
  const stages = (n: number) => (n % 20 === 0 ? 'Won' : 'Open')
  const first = await files.bringIn(org.org_id, 'opportunity', file(stages))
  expect(first).toMatchObject({ state: 'finished', created: ROWS, refused: 0 })
  const all = await raised(org)
  expect(all).toHaveLength(ROWS / EVERY / 2)
  expect(all.every(({ status, came_by }) => status === 'open' && came_by === 'imported')).toBe(true)
  expect(new Set(all.map(({ name }) => Number(name.split(' ')[1]) % 20))).toEqual(new Set([10]))

  expect(await files.bringIn(org.org_id, 'opportunity', file(stages))).toMatchObject({ unchanged: ROWS })
  expect(await raised(org)).toHaveLength(all.length)

  // One that the next file closes is moot; one that it reopens is a conflict now.
  await files.bringIn(
    org.org_id,
    'opportunity',
    file((n) => (n === 10 ? 'Lost' : n === 20 ? 'Open' : stages(n))),
  )
  const after = await raised(org)
  expect(after.filter(({ status }) => status === 'moot')).toMatchObject([
    { name: 'Sale 10', moot_why: 'opportunity_closed' },
  ])
  expect(after.find(({ name }) => name === 'Sale 20')).toMatchObject({ status: 'open' })
  expect(after).toHaveLength(all.length + 1)
})

test('a parent’s protection raises a conflict at its subsidiary where the program says so, and only there', async () => {
  for (const counts of [true, false]) {
    const family = `recognition:\n  family:\n    parent_protects_children: ${counts}\n`
    const { org, manager, protect } = await setUp(`family-${counts}`, (yaml) =>
      /^recognition:/m.test(yaml)
        ? yaml.replace(/parent_protects_children: \w+/, `parent_protects_children: ${counts}`)
        : `${yaml}\n${family}`,
    )
    const parent = await protect('Parent Works')
    const child = await world.act(org.operator, 'account.create', { body: { name: 'Child Works' } })
    await world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
      tx.run(
        sql`update account set parent_id = ${uuidOf('account', parent)} where org_id = ${org.org_id} and id = ${uuidOf('account', child.id)}`,
      ),
    )
    const made = await world.act(org.operator, 'opportunity.create', { body: { name: 'x', account_id: child.id } })
    expect(made.conflict_id !== null).toBe(counts)
    const contact = await world.act(manager, 'account.contact', { params: { id: child.id }, query: {} })
    expect(contact).toMatchObject({
      standing: counts ? 'protected' : 'free',
      holders: [{ held: { name: 'Parent Works' } }],
    })
  }
})
