import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { importsOf } from '#tests/make/imports.ts'
import { makeWorld, type World } from '#tests/make/world.ts'
import { getImport, keptRows, previewUndo, runImports, undoImport } from './index.ts'

vi.setConfig({ testTimeout: 60_000 })

let world: World
beforeAll(async () => {
  world = await makeWorld()
}, 60_000)
afterAll(() => world.drop())

test('a file that closes sales ends the registrations behind them, and its undo leaves those as they ended, saying so', async () => {
  const org = await world.makeOrg('closing')
  const [manager, { admin }] = [await org.member('partner_manager'), await org.partner('Sellers')]
  const files = importsOf(world)
  const HEADER = 'deal id,deal name,account name,stage\n'
  const stages = (a: string, b: string, c: string) =>
    `${HEADER}1,Robots,Won Works,${a}\n2,Docks,Lost Works,${b}\n3,Arms,Other Works,${c}\n`
  const ids: string[] = []
  for (const name of ['Won Works', 'Lost Works']) {
    const { id } = await world.act(admin, 'registration.submit', {
      body: {
        account_name: name,
        account_domain: `${name.toLowerCase().replace(' ', '')}.example`,
        account_country: 'DE',
        amount: { amount_minor: '10000000', currency: 'EUR' },
        expected_close_on: '2035-01-31',
      },
    })
    await world.act(manager, 'registration.approve', { params: { id }, body: {} })
    ids.push(id)
  }
  await world.act(org.operator, 'account.create', { body: { name: 'Other Works' } })
  await files.bringIn(org.org_id, 'opportunity', stages('Open', 'Open', 'Open'))
  const { rows: sales } = await world.act(org.operator, 'opportunity.list', { query: { limit: 50 } })
  for (const [n, name] of ['Robots', 'Docks'].entries()) {
    const opportunity_id = sales.find((sale) => sale.name === name)?.id
    await world.act(manager, 'registration.convert', { params: { id: ids[n] }, body: { opportunity_id } })
  }
  const stateOf = async (id = '') => (await world.act(manager, 'registration.get', { params: { id } })).status
  const { id } = await files.bringIn(org.org_id, 'opportunity', stages('Won', 'Lost', 'Won'))
  expect([await stateOf(ids[0]), await stateOf(ids[1])]).toEqual(['won', 'lost'])

  const call = files.call(org.org_id)
  const would = await previewUndo.run(call, { params: { id } })
  expect(would).toMatchObject({ removed: 0, restored: 1, kept: 2 })
  await undoImport.run(call, { params: { id } })
  await runImports(world.runtime)
  expect((await getImport.run(call, { params: { id } })).undone).toMatchObject({ restored: 1, kept: 2 })
  const { rows: kept } = await keptRows.run(call, { params: { id }, query: {} })
  expect(kept.map(({ name, why }) => [name, why])).toEqual([
    ['Robots', 'a registration ended with it, and stays ended'],
    ['Docks', 'a registration ended with it, and stays ended'],
  ])
  const { rows: after } = await world.act(org.operator, 'opportunity.list', { query: { limit: 50 } })
  expect(Object.fromEntries(after.map(({ name, stage }) => [name, stage]))).toEqual({
    Robots: 'won',
    Docks: 'lost',
    Arms: 'open',
  })
  expect([await stateOf(ids[0]), await stateOf(ids[1])]).toEqual(['won', 'lost'])
})
