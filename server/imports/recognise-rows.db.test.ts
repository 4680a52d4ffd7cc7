import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAliases, keepApart } from '#server/accounts/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeIdentity } from '#tests/make/identity.ts'
import { importsOf, type AnyMapping } from '#tests/make/imports.ts'
import { getImport, previewImport, runImport, runImports, undoImport, type ImportObject } from './index.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>
let files: ReturnType<typeof importsOf>
beforeAll(async () => {
  world = await makeIdentity()
  files = importsOf(world)
})
afterAll(() => world.drop())

const HEADER = 'id,name,website,country\n'
const from = (name: string) => (mapping: AnyMapping) => ({ ...mapping, name, key_columns: ['id'] })
const tally = (it: Record<'created' | 'updated' | 'unchanged' | 'recognised' | 'asked' | 'left_out', number>) => ({
  ...{ created: it.created, updated: it.updated, unchanged: it.unchanged },
  ...{ recognised: it.recognised, asked: it.asked, left_out: it.left_out },
})
const none = { created: 0, updated: 0, unchanged: 0, recognised: 0, asked: 0, left_out: 0 }

/** Brings a file in, and holds the preview to what the run then does. */
async function bring(org_id: string, csv: string, system: string, object: ImportObject = 'account') {
  const { id } = await files.prepare(org_id, object, csv, from(system))
  const preview = await previewImport.run(files.call(org_id), { params: { id } })
  await runImport.run(files.call(org_id), { params: { id } })
  await runImports(world.runtime)
  const it = await getImport.run(files.call(org_id), { params: { id } })
  expect(it.state).toBe('finished')
  expect(tally(preview)).toEqual(tally(it))
  return { id, ...tally(it) }
}

const names = async (org_id: string) =>
  (await world.rows<{ name: string }>(org_id, sql`select name from account order by name`)).map(({ name }) => name)
const asked = (org_id: string) =>
  world.rows<{ noun: string; name: string; status: string; found: string[] }>(
    org_id,
    sql`select noun, asked ->> 'name' as name, status, array(select a.name from account a, jsonb_array_elements(candidates) c
      where a.id = (c -> 'facts' ->> 'account_id')::uuid order by 1) as found from match order by id`,
  )
const idOf = async (org_id: string, name: string) =>
  (await world.rows<{ id: string }>(org_id, sql`select id from account where name = ${name} order by id`))[0]?.id ?? ''
const said = (org_id: string, say: Parameters<typeof world.db.transaction>[1]) =>
  world.db.transaction({ org_id, scope: 'org', partner_id: null }, say)
const by = () => ({ at: wallNow(), by: 'operator', source_id: null })

test('a row of another system is tied to the account that it is recognised as, and an undo unties it', async () => {
  const org_id = await world.makeOrg()
  const full = 'id,name,website,country,Billing Street,Billing Zip/Postal Code,Phone\n'
  const heron = '2,Blue Heron,heron.de,DE,Am Wall 1,28195,0421 123456'
  await bring(org_id, `${full}1,Northwind Trading Inc,northwind.com,US,,,\n${heron}\n`, 'crm')
  const erp = `${full}a,Northwind Trading,northwind.com,US,1 Main Street,10001,+1 212 555 0100\nb,Fresh Start,fresh.com,US,,,\n`
  const second = await bring(org_id, erp, 'erp')
  expect(second).toMatchObject({ ...none, created: 1, updated: 1, recognised: 1 })
  expect(
    await world.rows(org_id, sql`select street, postcode, phone from account where domain = 'northwind.com'`),
  ).toEqual([{ street: '1 Main Street', postcode: '10001', phone: '+1 212 555 0100' }])
  expect(await bring(org_id, erp, 'erp')).toMatchObject({ ...none, unchanged: 2 })
  await undoImport.run(files.call(org_id), { params: { id: second.id } })
  await runImports(world.runtime)
  expect(await names(org_id)).toEqual(['Blue Heron', 'Northwind Trading Inc'])
  expect(await asked(org_id)).toEqual([])
})

test('where the terms leave it open the row comes in, and a person is asked once', async () => {
  const org_id = await world.makeOrg()
  await bring(org_id, `${HEADER}1,Northwind Trading Inc,northwind.com,US\n`, 'crm')
  const erp = `${HEADER}a,Northwind Tradng,,US\n`
  const second = await bring(org_id, erp, 'erp')
  expect(second).toMatchObject({ ...none, created: 1, asked: 1 })
  expect(await bring(org_id, erp, 'erp')).toMatchObject({ ...none, unchanged: 1 })
  const question = { noun: 'account', name: 'Northwind Tradng', found: ['Northwind Trading Inc'] }
  expect(await asked(org_id)).toEqual([{ ...question, status: 'open' }])
  await undoImport.run(files.call(org_id), { params: { id: second.id } })
  await runImports(world.runtime)
  expect(await names(org_id)).toEqual(['Northwind Trading Inc'])
  expect(await asked(org_id)).toEqual([{ ...question, status: 'settled' }])
})

test('what a person said is obeyed by every later file', async () => {
  const org_id = await world.makeOrg()
  await bring(org_id, `${HEADER}1,Northwind Trading Inc,northwind.com,US\n2,Blue Heron,heron.de,DE\n`, 'crm')
  const [north, heron] = [await idOf(org_id, 'Northwind Trading Inc'), await idOf(org_id, 'Blue Heron')]
  await said(org_id, async (tx) => {
    await addAliases(tx, org_id, north, { name: 'Acme Services', country: 'US' }, by())
    keepApart(tx, org_id, heron, { name: 'Blue Herron', domain: null, country: 'DE' }, by())
  })
  const erp = `${HEADER}a,Acme Services LLC,,US\nb,Blue Herron,,DE\n`
  expect(await bring(org_id, erp, 'erp')).toMatchObject({ ...none, created: 1, updated: 1, recognised: 1 })
  expect(await asked(org_id)).toEqual([])
})

test('rows of one file that are one company are found among themselves, across batches too', async () => {
  const org_id = await world.makeOrg()
  const twins = ['x,Zephyr Mills Ltd,zephyr-mills.com,GB', 'y,Zephyr Mills Limited,zephyr-mills.com,GB']
  // Words that have nothing in common: letters by a digest of the number.
  const word = (n: number) =>
    createHash('md5')
      .update(`${n}`)
      .digest('hex')
      .replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)))
      .slice(0, 9)
  const other = (n: number) => `${n},${word(n)} ${word(-n)},,GB`
  const rows = [twins[0], ...Array.from({ length: 1100 }, (_, n) => other(n)), twins[1]]
  const it = await bring(org_id, `${HEADER}${rows.join('\n')}\n`, 'crm')
  expect(it.created).toBe(1102)
  expect((await asked(org_id)).filter(({ name }) => name.startsWith('Zephyr'))).toEqual([
    { noun: 'account', name: 'Zephyr Mills Limited', found: ['Zephyr Mills Ltd'], status: 'open' },
  ])
}, 60_000)

test('a sale is tied to the account that its customer is recognised as; where it is open, a person is asked', async () => {
  const org_id = await world.makeOrg()
  await bring(org_id, `${HEADER}1,Northwind Trading Inc,northwind.com,US\n2,Blue Heron,heron.de,DE\n`, 'crm')
  const heron = await idOf(org_id, 'Blue Heron')
  await said(org_id, (tx) => addAliases(tx, org_id, heron, { name: 'BH Group' }, by()))
  const deals =
    'id,account name,stage\n1,northwind trading,Open\n2,Northwind Tradng,Open\n3,BH Group,Open\n4,Nobody,Open\n'
  expect(await bring(org_id, deals, 'deals', 'opportunity')).toMatchObject({
    ...none,
    created: 4,
    asked: 1,
    left_out: 2,
  })
  const tied = await world.rows(
    org_id,
    sql`select a.name from opportunity o left join account a on a.id = o.account_id order by o.id`,
  )
  expect(tied).toEqual([{ name: 'Northwind Trading Inc' }, { name: null }, { name: 'Blue Heron' }, { name: null }])
  expect(await asked(org_id)).toMatchObject([{ noun: 'opportunity', name: 'Northwind Tradng', status: 'open' }])
})
