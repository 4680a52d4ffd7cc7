import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'
import { countStates } from './counts-store.ts'
import { foldCounts } from './fold-counts.ts'

let world: World
let org: OrgWorld

beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('counting')
}, 60_000)
afterAll(() => world.drop())

const asOrg = () => ({ org_id: org.org_id, scope: 'org', partner_id: null }) as const

/** As kept, and counted one by one. */
function both(partner_id: string | null) {
  return world.db.transaction(asOrg(), async (tx) => {
    const whose = partner_id ? sql`and partner_id = ${partner_id}` : sql``
    const rows = await tx.rows<{ status: string; n: number }>(
      sql`select status, count(*)::int as n from registration where org_id = ${org.org_id} ${whose} group by status`,
    )
    const kept = await countStates(tx, org.org_id, partner_id)
    return { kept, counted: Object.fromEntries(rows.map(({ status, n }) => [status, n])) }
  })
}

test('counts are exact after a storm of submits, decisions and foldings at once', async () => {
  const manager = await org.member('channel_ops')
  const partners = [await org.partner('One'), await org.partner('Two'), await org.partner('Three')]
  let n = 0
  let storming = true
  const submit = async (actor: Actor) => {
    n += 1
    const made = await world.act(actor, 'registration.submit', {
      body: {
        account_name: `Stormy ${n % 9}`,
        account_domain: `stormy${n % 9}.example`,
        account_country: 'DE',
        amount: { amount_minor: String(1000 * (n % 5)), currency: 'EUR' },
        expected_close_on: '2035-01-31',
      },
    })
    return made
  }
  const worker = async (place: number) => {
    for (let turn = 0; turn < 14; turn++) {
      const actor = partners[(place + turn) % partners.length]?.admin ?? manager
      try {
        const { id, status } = await submit(actor)
        if (status === 'in_review' && turn % 3 === 0)
          await world.act(manager, 'registration.reject', { params: { id }, body: { reason: 'no' } })
        else if (turn % 3 !== 1) await world.act(actor, 'registration.withdraw', { params: { id }, body: {} })
      } catch {
        // refused, or somebody was faster: then nothing may have been counted either
      }
    }
  }
  const folding = async () => {
    while (storming) await foldCounts(world.runtime, org.org_id)
  }
  const folders = [folding(), folding()]
  await Promise.all([1, 2, 3, 4, 5, 6].map(worker))
  storming = false
  await Promise.all(folders)
  for (const partner_id of [null, ...partners.map(({ uuid }) => uuid)]) {
    const before = await both(partner_id)
    expect(before.kept).toEqual(before.counted)
    await foldCounts(world.runtime, org.org_id)
    const after = await both(partner_id)
    expect(after.kept).toEqual(after.counted)
  }
  const { counted } = await both(null)
  expect(Object.values(counted).reduce((sum, each) => sum + each, 0)).toBeGreaterThan(20)
})

test('a partner counts its own alone, and folding leaves no changes behind', async () => {
  const [mine] = [await org.partner('Mine')]
  await foldCounts(world.runtime, org.org_id)
  const scope = { org_id: org.org_id, scope: 'partner', partner_id: mine?.uuid ?? '' } as const
  const seen = await world.db.transaction(scope, async (tx) => [
    await tx.rows(sql`select * from registration_count where partner_id is distinct from ${mine?.uuid}`),
    await tx.rows(sql`select * from registration_count_change where partner_id is distinct from ${mine?.uuid}`),
    await countStates(tx, org.org_id, mine?.uuid ?? null),
  ])
  expect(seen).toEqual([[], [], {}])
  const left = await world.db.transaction(asOrg(), (tx) => tx.rows(sql`select 1 from registration_count_change`))
  expect(left).toEqual([])
})
