import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '#tests/make/world.ts'

/** Two accounts that turn out to be one bring a sale of direct sales and a partner's protection together. */

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.drop())

test('a merge raises the conflict of a sale and a protection that meet by it, and its undo makes an end of it', async () => {
  const org = await world.makeOrg('meeting')
  const partner = await org.partner('Quay', { track: 'reseller', tier: 'silver', status: 'active' })
  const registered = await world.act(partner.admin, 'registration.submit', {
    body: {
      account_name: 'Harbour Works Ltd',
      account_domain: 'harbourworks.example',
      account_country: 'DE',
      amount: { amount_minor: '4400000', currency: 'EUR' },
      expected_close_on: '2035-01-31',
    },
  })
  if (registered.status === 'in_review')
    await world.act(org.operator, 'registration.approve', { params: { id: registered.id }, body: {} })
  const deal = await world.act(org.operator, 'registration.get', { params: { id: registered.id } })
  const account_id = deal.account?.id ?? ''
  const ops = await org.member('channel_ops')
  const other = await world.act(ops, 'account.create', { body: { name: 'HW Shipyards Rostock' } })
  const sell = (at: string) => world.act(ops, 'opportunity.create', { body: { name: 'Cranes', account_id: at } })
  const met = await sell(account_id)
  const apart = await sell(other.id)
  expect([met.conflict_id === null, apart.conflict_id]).toEqual([false, null])
  const conflicts = async () =>
    (await world.act(org.operator, 'conflict.list', { query: { limit: 50 } })).rows.map(
      ({ opportunity, came_by, status }) => `${opportunity?.id === apart.id ? 'apart' : 'met'} ${came_by} ${status}`,
    )

  const merge = await world.act(org.operator, 'account.merge', {
    params: { id: other.id },
    body: { into: account_id, reason: 'The same yard.' },
  })
  expect(await conflicts()).toEqual(['apart merged open', 'met created open'])

  await world.act(org.operator, 'merge.undo', { params: { id: merge.id }, body: { reason: 'Two yards after all.' } })
  expect(await conflicts()).toEqual(['apart merged moot', 'met created open'])
})
