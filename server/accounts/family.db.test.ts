import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidOf } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'
import { familyOf } from './index.ts'

let world: World
let org: OrgWorld
beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('families')
})
afterAll(() => world.drop())

const account = (name: string, parent_id?: string) =>
  world.act(org.operator, 'account.create', { body: { name, parent_id: parent_id ?? null } })
const setParent = async (id: string, parent_id: string | null) => {
  const { revision } = await world.act(org.operator, 'account.get', { params: { id } })
  return world.act(org.operator, 'account.edit', { params: { id }, query: { if_match: revision }, body: { parent_id } })
}
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'carried out',
    (error: unknown) => (error instanceof Refused ? error.type.code : String(error)),
  )

test('a family is read from any of its members, and nobody belongs to itself, however far around', async () => {
  const top = await account('Aurora Holding')
  const middle = await account('Aurora Europe', top.id)
  const low = await account('Aurora Oslo', middle.id)
  const family = await world.act(org.operator, 'account.family', { params: { id: middle.id } })
  expect(family).toMatchObject({ parents: [{ id: top.id }], children: [{ id: low.id, parent_id: middle.id }] })
  expect((await world.act(org.operator, 'account.get', { params: { id: low.id } })).parent).toEqual({
    id: middle.id,
    name: 'Aurora Europe',
  })
  expect(await refusalOf(setParent(top.id, top.id))).toBe('account.own_parent')
  expect(await refusalOf(setParent(top.id, low.id))).toBe('account.parent_circle')
  expect(await refusalOf(setParent(top.id, top.id.replace(/....$/, 'ffff')))).toBe('account.parent_unknown')
  const ids = await world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
    familyOf(tx, org.org_id, uuidOf('account', low.id)),
  )
  expect(ids).toEqual({ parents: [middle.id, top.id].map((id) => uuidOf('account', id)), children: [] })
  await setParent(middle.id, null)
  expect((await world.act(org.operator, 'account.family', { params: { id: low.id } })).parents).toHaveLength(1)
})

test('two who would make each other their parent at the same moment: one is done', async () => {
  for (let turn = 0; turn < 5; turn++) {
    const [a, b] = [await account(`Left ${turn}`), await account(`Right ${turn}`)]
    const both = await Promise.all([refusalOf(setParent(a.id, b.id)), refusalOf(setParent(b.id, a.id))])
    expect(both.sort()).toEqual(['account.parent_circle', 'carried out'])
  }
})

test('a family that goes too deep is refused', async () => {
  let above: string | undefined
  const made: string[] = []
  for (let level = 0; level < 13; level++) made.push((above = (await account(`Level ${level}`, above)).id))
  expect(await refusalOf(account('Level 13', above))).toBe('account.family_too_deep')
  const other = await account('Another top')
  expect(await refusalOf(setParent(made[0] ?? '', other.id))).toBe('account.family_too_deep')
})

test('an account that was merged away is edited no more, and as a parent means the one that stands', async () => {
  const [a, b, c] = [await account('Merged'), await account('Standing'), await account('Small')]
  await world.act(org.operator, 'account.merge', { params: { id: a.id }, body: { into: b.id, reason: 'One.' } })
  expect((await setParent(c.id, a.id)).parent_id).toBe(b.id)
  const edit = world.act(org.operator, 'account.edit', {
    params: { id: a.id },
    query: { if_match: 2 },
    body: { city: 'Oslo' },
  })
  expect(await refusalOf(edit)).toBe('account.merged_away')
})
