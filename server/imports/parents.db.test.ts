import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '#server/platform/postgres/sql.ts'
import { importsOf } from '#tests/make/imports.ts'
import { runImports, undoImport } from './index.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'

let world: World
let org: OrgWorld
let files: ReturnType<typeof importsOf>
beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('parents')
  files = importsOf(world)
})
afterAll(() => world.drop())

const HEADER = 'id,name,country,tax id,city,parent company\n'
const rows = <T>(statement: ReturnType<typeof sql>) =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))
const bringIn = (lines: string) =>
  files.bringIn(org.org_id, 'account', HEADER + lines, (mapping) => ({ ...mapping, name: 'crm', key_columns: ['id'] }))
const undoAll = async (id: string) => {
  await undoImport.run(files.call(org.org_id), { params: { id } })
  await runImports(world.runtime)
}
const named = async (name: string) => (await world.act(org.operator, 'account.list', { query: { q: name } })).rows[0]

test('a parent that a file names is tied where it is one account for certain, and stays a text otherwise', async () => {
  await bringIn(
    '1,Vesterholm Group,SE,SE 1,Ystad,\n2,Vesterholm Shipping,SE,,,Vesterholm Group\n3,Odense Yards,DK,,,Nobody Known Holding\n' +
      '4,Ring One,SE,,,Ring Two\n5,Ring Two,SE,,,Ring One\n',
  )
  const found = await rows(sql`select a.name, p.name as parent, a.parent_name as text from account a
    left join account p on p.org_id = a.org_id and p.id = a.parent_id order by a.name`)
  expect(found).toEqual([
    { name: 'Odense Yards', parent: null, text: 'Nobody Known Holding' },
    // The second one would make a circle.
    { name: 'Ring One', parent: 'Ring Two', text: 'Ring Two' },
    { name: 'Ring Two', parent: null, text: 'Ring One' },
    { name: 'Vesterholm Group', parent: null, text: null },
    { name: 'Vesterholm Shipping', parent: 'Vesterholm Group', text: 'Vesterholm Group' },
  ])
})

test('a file that goes on naming what was merged away changes neither account; once they are two again, it does', async () => {
  await bringIn('7,Marstal Rope,DK,DK 77,Marstal,\n8,Marstal Ropeworks,DK,,Aero,\n')
  const [old, standing] = [await named('Marstal Rope'), await named('Marstal Ropeworks')]
  const made = await world.act(org.operator, 'account.merge', {
    params: { id: old?.id },
    body: { into: standing?.id, reason: 'One company.' },
  })
  const file = '7,Marstal Rope A/S,DK,DK 78,Svendborg,\n8,Marstal Ropeworks,DK,,Faaborg,\n'
  expect(await bringIn(file)).toMatchObject({ state: 'finished', updated: 1, unchanged: 1, refused: 0 })
  const now = () => rows(sql`select name, city, tax_id from account where name like 'Marstal%' order by name`)
  expect(await now()).toEqual([
    { name: 'Marstal Rope', city: 'Marstal', tax_id: 'DK 77' },
    { name: 'Marstal Ropeworks', city: 'Faaborg', tax_id: 'DK 77' },
  ])
  await world.act(org.operator, 'merge.undo', { params: { id: made.id }, body: { reason: 'Two after all.' } })
  expect(await bringIn(file)).toMatchObject({ state: 'finished', updated: 1, unchanged: 1 })
  expect(await now()).toMatchObject([{ name: 'Marstal Rope A/S', tax_id: 'DK 78' }, { city: 'Faaborg' }])
  const keys =
    await rows(sql`select k.key, a.name from account_key k join account a on a.org_id = k.org_id and a.id = k.account_id
    where a.name like 'Marstal%' order by 1`)
  expect(keys).toEqual([{ key: 'DK:DK78', name: 'Marstal Rope A/S' }])
})

test('a parent is tied by its key, in whatever order rows come; undoing takes it back, and what somebody tied since stays', async () => {
  const header = 'id,name,country,parent id\n'
  const bring = (lines: string) =>
    files.bringIn(org.org_id, 'account', header + lines, (mapping) => ({
      ...mapping,
      name: 'erp',
      key_columns: ['id'],
    }))
  const families = () =>
    rows<{ name: string; parent: string | null }>(sql`select a.name, p.name as parent from account a
      left join account p on p.org_id = a.org_id and p.id = a.parent_id where a.name like 'Ferro%' order by a.name`)
  // The second names one that has not come in yet: told, and tied when the file comes again.
  const done = await bring('s1,Ferro Sund,DK,s2\ns2,Ferro Holding,DK,\ns3,Ferro Bornholm,DK,s9\n')
  expect(await families()).toEqual([
    { name: 'Ferro Bornholm', parent: null },
    { name: 'Ferro Holding', parent: null },
    { name: 'Ferro Sund', parent: 'Ferro Holding' },
  ])
  expect(done).toMatchObject({ created: 3, refused: 0 })
  const again = await bring('s3,Ferro Bornholm,DK,s9\ns9,Ferro Group,DK,\n')
  expect((await families())[0]).toEqual({ name: 'Ferro Bornholm', parent: 'Ferro Group' })
  await undoAll(again.id)
  // The group is gone again, and its subsidiary stands for itself as before that file.
  expect((await families()).map(({ name, parent }) => `${name}: ${parent}`)).toEqual([
    'Ferro Bornholm: null',
    'Ferro Holding: null',
    'Ferro Sund: Ferro Holding',
  ])
  await undoAll(done.id)
  expect(await families()).toEqual([])
})
