import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Refused } from '#kit/refusal.ts'
import { makeIdentity, refusedWith } from '#tests/make/identity.ts'
import { importsOf } from '#tests/make/imports.ts'
import { row, workbook } from '#tests/make/workbook.ts'
import {
  getImport,
  mapImport,
  previewImport,
  runImport,
  chooseSheet,
  forgetMapping,
  listMappings,
  renameMapping,
} from './index.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>
let files: ReturnType<typeof importsOf>
beforeAll(async () => {
  world = await makeIdentity()
  files = importsOf(world)
})
afterAll(() => world.drop())

const ACCOUNTS = 'id,name,website,country,tax id,employees\n'

test('a mapping is checked against its file, field by field, and a stale one is refused', async () => {
  const org_id = await world.makeOrg()
  const it = await files.upload(org_id, 'account', `${ACCOUNTS}1,Acme,,DE,,5\n`)
  const map = (mapping: unknown, if_match = it.revision) =>
    mapImport.run(files.call(org_id), { params: { id: it.id }, query: { if_match }, body: { mapping } })
  const good = { name: 'crm', object: 'account', key_columns: ['id'], columns: [{ column: 'name', field: 'name' }] }
  const refused = await map({
    ...good,
    key_columns: ['nr'],
    columns: [...good.columns, { column: 'web', field: 'domain' }],
  }).catch((error: unknown) => error)
  expect((refused as Refused).fields.map(({ path }) => path)).toEqual([
    'mapping.key_columns.0',
    'mapping.columns.1.column',
  ])
  expect(await refusedWith(map({ ...good, object: 'product' }))).toBe('request.invalid')
  expect(await refusedWith(previewImport.run(files.call(org_id), { params: { id: it.id } }))).toBe('import.not_mapped')
  expect(await refusedWith(runImport.run(files.call(org_id), { params: { id: it.id } }))).toBe('import.not_mapped')
  await map(good)
  expect(await refusedWith(map(good))).toBe('request.stale')
  const elsewhere = await world.makeOrg()
  expect(await refusedWith(getImport.run(files.call(elsewhere), { params: { id: it.id } }))).toBe('request.not_found')
  expect(await refusedWith(runImport.run(files.call(elsewhere), { params: { id: it.id } }))).toBe('request.not_found')
})

test('the next export of the same columns is mapped as the last one was', async () => {
  const org_id = await world.makeOrg()
  const file = `${ACCOUNTS}1,Acme,,DE,,5\n`
  await files.bringIn(org_id, 'account', file, (mapping) => ({ ...mapping, name: 'my-crm', key_columns: ['id'] }))
  expect((await files.upload(org_id, 'account', file)).suggestion).toMatchObject({
    from: 'remembered',
    mapping: { name: 'my-crm', key_columns: ['id'] },
  })
  expect((await files.upload(org_id, 'account', 'id,company\n1,Acme\n')).suggestion).toMatchObject({ from: 'file' })
})

const HEADER = 'id,name,website,country\n'

test('the next file of the same columns is mapped as the last one was, with what differs told', async () => {
  const org_id = await world.makeOrg()
  await files.bringIn(org_id, 'account', `${HEADER}1,Acme,acme.com,DE\n`, (mapping) => ({
    ...mapping,
    name: 'erp',
    key_columns: ['id'],
    columns: mapping.columns.map((column) =>
      column['field'] === 'country' ? { ...column, values: { Deutchland: 'DE' } } : column,
    ),
  }))
  // Other order, other case: the same shape. The repair of a value is kept with it.
  const same = await files.upload(org_id, 'account', 'WEBSITE,id,Country,name\na.com,1,Deutchland,A\n')
  expect(same.suggestion).toMatchObject({
    from: 'remembered',
    remembered: { label: 'some', name: 'erp', used_by: 'Operator', added: [], gone: [] },
  })
  expect(JSON.stringify(same.suggestion?.mapping)).toContain('Deutchland')
  const other = await files.upload(org_id, 'account', 'id,name,country,phone\n1,A,DE,0\n')
  expect(other.suggestion?.remembered).toMatchObject({ added: ['phone'], gone: ['website'] })
  expect(other.suggestion?.mapping['columns']).toHaveLength(2)
})

test('a remembered mapping is renamed and forgotten, and is no other org’s', async () => {
  const org_id = await world.makeOrg()
  await files.bringIn(org_id, 'account', `${HEADER}1,Acme,acme.com,DE\n`)
  const list = async () => (await listMappings.run(files.call(org_id), { query: {} })).rows
  const [kept] = await list()
  const at = { params: { id: kept?.id ?? '' }, query: { if_match: kept?.revision } }
  const { answer } = await renameMapping.run(files.call(org_id), { ...at, body: { label: 'Weekly' } })
  expect(answer).toMatchObject({ label: 'Weekly', name: kept?.name })
  expect(await refusedWith(renameMapping.run(files.call(org_id), { ...at, body: { label: 'x' } }))).toBe(
    'request.stale',
  )
  const elsewhere = files.call(await world.makeOrg())
  expect(await refusedWith(forgetMapping.run(elsewhere, { params: at.params }))).toBe('request.not_found')
  await forgetMapping.run(files.call(org_id), { params: at.params })
  expect(await list()).toEqual([])
})

test('a workbook is uploaded as any file, sheet by sheet, and another sheet is chosen', async () => {
  const org_id = await world.makeOrg()
  const book = workbook([
    { name: 'Read me', rows: '' },
    { name: 'Accounts', rows: row(1, 'Id', 'Name') + row(2, '1', 'Acme') },
    { name: 'Others', rows: row(1, 'Key', 'Company') + row(2, '1', 'Beta') + row(3, '2', 'Gamma'), state: 'hidden' },
  ])
  const it = await files.upload(org_id, 'account', book, 'accounts.csv')
  expect(it).toMatchObject({
    sheet: 2,
    rows_total: 1,
    sheets: [
      { no: 1, problem: expect.stringContaining('no rows') },
      { no: 2, is_hidden: false, problem: null },
      { no: 3, is_hidden: true, rows_total: 2 },
    ],
  })
  const choose = (sheet: number, if_match = it.revision) =>
    chooseSheet.run(files.call(org_id), { params: { id: it.id }, query: { if_match }, body: { sheet } })
  expect(await refusedWith(choose(1))).toBe('import.no_such_sheet')
  expect((await choose(3)).answer).toMatchObject({
    sheet: 3,
    rows_total: 2,
    description: { header: ['Key', 'Company'] },
  })
  expect(await refusedWith(choose(2))).toBe('request.stale')
})
