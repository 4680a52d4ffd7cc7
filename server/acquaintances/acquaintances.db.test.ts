import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refused } from '#kit/refusal.ts'
import { makeWorld, type World } from '#tests/make/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.drop())

test('a rep reads which partners know the account, how, since when, and whom to call', async () => {
  const org = await world.makeOrg('knowing')
  const rep = await org.member('sales_rep')
  const tier = { track: 'reseller', tier: 'silver', status: 'active' }
  const [quay, dock] = [await org.partner('Quay', tier), await org.partner('Dock', tier)]
  const body = {
    account_name: 'Kestrel Avionics',
    account_domain: 'kestrelavionics.example',
    account_country: 'DE',
    amount: { amount_minor: '1000000', currency: 'EUR' },
    expected_close_on: '2035-01-31',
  }
  const deal = await world.act(quay.admin, 'registration.submit', { body })
  await world.act(dock.admin, 'registration.submit', { body })
  const { account } = await world.act(rep, 'registration.get', { params: { id: deal.id } })
  const id = account?.id ?? ''
  const sale = await world.act(org.operator, 'opportunity.create', { body: { name: 'Radios', account_id: id } })
  const third = await org.partner('Pier', tier)
  await world.act(org.operator, 'participant.add', {
    params: { id: sale.id },
    body: { partner_id: third.id, role: 'implements' },
  })
  const { rows } = await world.act(rep, 'account.partners', { params: { id } })
  expect(rows.map(({ partner, way }) => [partner.name, way])).toEqual([
    ['Quay', 'holds'],
    ['Pier', 'takes_part'],
    ['Dock', 'asks'],
  ])
  expect(rows[0]).toMatchObject({
    ties: [{ noun: 'registration', id: deal.id, code: 'approved' }],
    people: [{ registered: true }],
  })
  expect(rows[1]).toMatchObject({ ties: [{ noun: 'opportunity', id: sale.id, code: 'implements' }] })
  // Names of people are for those who may see people.
  const blind = { ...rep, permissions: new Set(['account:read']) }
  expect((await world.act(blind, 'account.partners', { params: { id } })).rows[0]?.people).toEqual([])
  // What was merged away answers as what it became.
  const other = await world.act(org.operator, 'account.create', { body: { name: 'Kestrel Group' } })
  await world.act(org.operator, 'account.merge', { params: { id }, body: { into: other.id, reason: 'One company.' } })
  expect((await world.act(rep, 'account.partners', { params: { id } })).rows).toHaveLength(3)
  const elsewhere = await world.makeOrg('elsewhere')
  for (const [who, code] of [
    [await elsewhere.member('sales_rep'), 'request.not_found'],
    [quay.admin, 'access.not_allowed'],
  ] as const) {
    const refused = await world.act(who, 'account.partners', { params: { id } }).catch((error: unknown) => error)
    expect(refused instanceof Refused && refused.type.code).toBe(code)
  }
})
