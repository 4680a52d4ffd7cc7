import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '#server/platform/postgres/sql.ts'
import { serve, type Served } from '#tests/api/serve.ts'
import { importsOf, type AnyMapping } from '#tests/make/imports.ts'
import { row, workbook } from '#tests/make/workbook.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'

let world: World
let served: Served
let org: OrgWorld
let token: string
beforeAll(async () => {
  world = await makeWorld()
  served = await serve(world)
  org = await world.makeOrg('sheets')
  const scopes = ['import:read', 'import:run', 'account:read']
  token = (await world.act(await org.member('admin'), 'key.create', { body: { name: 'sheets', scopes } })).token
}, 60_000)
afterAll(async () => {
  await served.close()
  await world.drop()
})

async function send(object: string, file_name: string, bytes: Buffer) {
  const answer = await fetch(`${served.url}/api/v1/imports?object=${object}&file_name=${file_name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> & { id: string } }
}

const kept = async () =>
  (
    await world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
      tx.rows<{ imports: number; chunks: number }>(
        sql`select (select count(*)::int from import) as imports, (select count(*)::int from import_chunk) as chunks`,
      ),
    )
  )[0]

test('a workbook that unpacks without end is refused in words, nothing of it stays, and the next one comes in', async () => {
  const before = await kept()
  const part = 'xl/worksheets/sheet1.xml'
  const honest = workbook([{ name: 'A', rows: row(1, 'Id', 'Name') }])
  honest.writeUInt32LE(769 * 1024 * 1024, honest.lastIndexOf(part) - 46 + 24)
  const liar = workbook([
    { name: 'A', rows: `<row r="1"><c t="inlineStr"><is><t>${'a'.repeat(20_000_000)}</t></is></c></row>` },
  ])
  liar.writeUInt32LE(100, liar.lastIndexOf(part) - 46 + 24)
  for (const bomb of [honest, liar]) {
    const { status, body } = await send('account', 'bomb.xlsx', bomb)
    expect([413, 422]).toContain(status)
    expect(String(body.detail)).toMatch(/unpack/)
    expect(String(body.next)).not.toBe('')
  }
  expect(await kept()).toEqual(before)
  const fine = workbook([{ name: 'A', rows: row(1, 'Id', 'Name') + row(2, '1', 'Acme') }])
  expect((await send('account', 'fine.xlsx', fine)).status).toBe(201)
}, 60_000)

test('merged cells are told, and dates kept as numbers come in as the days that were seen', async () => {
  const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`
  const rows = [
    `<row r="1">${cell('A1', 'Id')}${cell('B1', 'Name')}${cell('C1', 'Customer since')}</row>`,
    `<row r="2">${cell('A2', '1')}${cell('B2', 'Acme')}<c r="C2" s="1"><v>45292</v></c></row>`,
    `<row r="3">${cell('A3', '2')}${cell('B3', 'Beta')}<c r="C3" s="1"><v>45351</v></c></row>`,
  ].join('')
  const file = workbook(
    [{ name: 'Accounts', rows, after: '<mergeCells count="1"><mergeCell ref="D1:E1"/></mergeCells>' }],
    { styles: '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>' },
  )
  const { status, body } = await send('account', 'dates.xlsx', file)
  expect(status).toBe(201)
  expect(JSON.stringify(body)).toMatch(/merged/i)
  const files = importsOf(world)
  const done = await files.bringIn(org.org_id, 'account', file, (mapping: AnyMapping) => ({
    ...mapping,
    key_columns: ['Id'],
  }))
  expect(done).toMatchObject({ state: 'finished', created: 2, refused: 0 })
  const { rows: accounts } = await world.act(org.operator, 'account.list', { query: { q: 'Acme' } })
  const account = await world.act(org.operator, 'account.get', { params: { id: accounts[0]?.id } })
  expect(account.customer_since).toBe('2024-01-01')
})
