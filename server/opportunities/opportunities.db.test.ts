import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromWireId, toWireId } from '#kit/ids.ts'
import { createAccount } from '#server/accounts/edit.ts'
import { createMember, editMember } from '#server/members/edit.ts'
import { listMembers } from '#server/members/read.ts'
import { createProduct, editProduct } from '#server/products/edit.ts'
import { getProduct, listProducts } from '#server/products/read.ts'
import { newId } from '#server/platform/clock.ts'
import { refusedWith } from '#tests/make/identity.ts'
import { makeShops } from '#tests/make/shops.ts'
import { createOpportunity, editOpportunity } from './edit.ts'
import { openOpportunitiesOf } from './index.ts'
import { getOpportunity, listOpportunities } from './read.ts'

let world: Awaited<ReturnType<typeof makeShops>>
beforeAll(async () => void (world = await makeShops()))
afterAll(() => world.drop())

async function makeOrg() {
  const org_id = await world.makeOrg()
  const { call } = await world.makePerson(org_id, 'channel_ops')
  const account = async (name: string) => (await createAccount.run(call, { body: { name } })).answer.id
  return { org_id, call, account }
}

test('keeps an opportunity with what it points at, and answers the names', async () => {
  const { org_id, call, account } = await makeOrg()
  const account_id = await account('Konex')
  const product_id = (await createProduct.run(call, { body: { name: 'GTX Pro' } })).answer.id
  const owner_id = (await createMember.run(call, { body: { name: 'Ada Byron' } })).answer.id
  const amount = { amount_minor: '450000', currency: 'USD' }
  const body = { name: '1C1I7A6R', account_id, product_id, owner_id, amount, opened_on: '2026-10-20' }
  const { answer } = await createOpportunity.run(call, { body })
  expect(answer).toMatchObject({
    account: { name: 'Konex' },
    product: { name: 'GTX Pro' },
    owner: { name: 'Ada Byron' },
    amount,
    stage: 'open',
    opened_on: '2026-10-20',
  })
  expect(await getOpportunity.run(call, { params: { id: answer.id } })).toEqual(answer)
  const uuid = fromWireId('account', account_id) ?? ''
  const open = () =>
    world.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) => openOpportunitiesOf(tx, org_id, [uuid]))
  expect(await open()).toMatchObject([
    {
      id: fromWireId('opportunity', answer.id),
      account_id: uuid,
      amount_minor: '450000',
      currency: 'USD',
      opened_on: '2026-10-20',
    },
  ])

  const edit = (if_match: number, change: object) =>
    editOpportunity.run(call, { params: { id: answer.id }, query: { if_match }, body: change })
  const won = { ...answer, stage: 'won', closed_on: '2026-11-01', revision: 2 }
  expect((await edit(1, { stage: 'won', closed_on: '2026-11-01' })).answer).toEqual(won)
  expect(await getOpportunity.run(call, { params: { id: answer.id } })).toEqual(won)
  expect(await refusedWith(edit(1, { stage: 'lost' }))).toBe('request.stale')
  expect(await open()).toEqual([])
})

test('names everything it would point at that is not there', async () => {
  const { call } = await makeOrg()
  const other = await makeOrg()
  const body = {
    name: 'x',
    account_id: await other.account('Theirs'),
    product_id: toWireId('product', newId()),
    owner_id: toWireId('member', newId()),
  }
  await expect(createOpportunity.run(call, { body })).rejects.toMatchObject({
    fields: [{ path: 'account_id' }, { path: 'product_id' }, { path: 'owner_id' }],
  })
})

test('lists opportunities newest first in pages, by account, stage and the account’s name', async () => {
  const { call, account } = await makeOrg()
  const [konex, isdom] = [await account('Konex'), await account('Isdom')]
  for (const [name, account_id, stage] of [
    ['1', konex, 'open'],
    ['2', isdom, 'won'],
    ['3', konex, 'won'],
    ['4', null, 'open'],
  ]) {
    await createOpportunity.run(call, { body: { name, account_id, stage } })
  }
  const found = async (query: object) => (await listOpportunities.run(call, { query })).rows.map(({ name }) => name)
  expect(await found({})).toEqual(['4', '3', '2', '1'])
  expect(await found({ account_id: konex })).toEqual(['3', '1'])
  expect(await found({ stage: 'open' })).toEqual(['4', '1'])
  expect(await found({ q: 'kon', stage: 'won' })).toEqual(['3'])
  const first = await listOpportunities.run(call, { query: { limit: 3 } })
  expect(await found({ limit: 3, cursor: first.next_cursor })).toEqual(['1'])
})

test('keeps products with exact prices, found by the beginning of their name', async () => {
  const { call } = await makeOrg()
  const list_price = { amount_minor: '900000000000000001', currency: 'EUR' }
  const { answer } = await createProduct.run(call, { body: { name: 'MG Special', list_price } })
  await createProduct.run(call, { body: { name: 'GTX Basic' } })
  expect(await getProduct.run(call, { params: { id: answer.id } })).toMatchObject({ list_price, abilities: ['edit'] })
  expect((await listProducts.run(call, { query: { q: 'mg s' } })).rows.map(({ name }) => name)).toEqual(['MG Special'])
  const edited = await editProduct.run(call, {
    params: { id: answer.id },
    query: { if_match: 1 },
    body: { list_price: null },
  })
  expect(edited.answer).toMatchObject({ name: 'MG Special', list_price: null, revision: 2 })
  expect(
    await refusedWith(
      createProduct.run(call, { body: { name: 'x', list_price: { amount_minor: '-1', currency: 'EUR' } } }),
    ),
  ).toBe('request.invalid')
})

test('keeps who a member is out of the audit and the events', async () => {
  const { org_id, call } = await makeOrg()
  const { answer } = await createMember.run(call, {
    body: { name: 'Grace Hopper', email: 'grace@navy.example', team: 'East' },
  })
  await editMember.run(call, { params: { id: answer.id }, query: { if_match: 1 }, body: { name: 'Grace B. Hopper' } })
  expect((await listMembers.run(call, { query: { q: 'grace' } })).rows).toMatchObject([
    { name: 'Grace B. Hopper', email: 'grace@navy.example', revision: 2 },
  ])
  const { audit, events } = await world.kept(org_id)
  expect(JSON.stringify([audit, events])).not.toMatch(/Hopper|navy/)
  expect(JSON.parse(audit.at(-1)?.change ?? '')).toEqual({ before: { name: 'changed' }, after: { name: 'changed' } })
})

test('lets those who only look, look', async () => {
  const { org_id } = await makeOrg()
  const { call } = await world.makePerson(org_id, 'viewer')
  expect((await listOpportunities.run(call, {})).rows).toEqual([])
  for (const doing of [createOpportunity, createProduct, createMember])
    expect(await refusedWith(doing.run(call, { body: { name: 'x' } }))).toBe('access.not_allowed')
})
