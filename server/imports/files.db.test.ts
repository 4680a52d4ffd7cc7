import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Refused } from '#kit/refusal.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeIdentity, refusedWith } from '#tests/make/identity.ts'
import { importsOf, counts, finished, streamed, textOf } from '#tests/make/imports.ts'
import { refusedRows, uploadImport } from './index.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>
let files: ReturnType<typeof importsOf>
beforeAll(async () => {
  world = await makeIdentity()
  files = importsOf(world)
})
afterAll(() => world.drop())

const ACCOUNTS = 'id,name,website,country,tax id,employees\n'

test.each([
  ['nothing', '', 'import.file_empty'],
  ['a header alone', 'a,b\n', 'import.file_empty'],
  ['a broken workbook', Buffer.from('504b030414000600', 'hex'), 'import.file_workbook'],
  ['a PDF', Buffer.from('%PDF-1.7'), 'import.file_binary'],
  ['values instead of a header', '1,2\n3,4\n', 'import.file_no_header'],
  ['a column twice', 'a,b,A\n1,2,3\n', 'import.file_duplicate_header'],
])('refuses %s, says why, and keeps nothing', async (_, file, code) => {
  const org_id = await world.makeOrg()
  const refused = await files.upload(org_id, 'account', file).catch((error: unknown) => error)
  expect(refused).toMatchObject({ type: { code } })
  expect((refused as Refused).says.length).toBeGreaterThan(20)
  expect(await world.rows(org_id, sql`select id from import`)).toEqual([])
})

test('a file of 200 MB is refused once it is past the limit, and nothing of it stays', async () => {
  const org_id = await world.makeOrg()
  let sent = 0
  async function* endless() {
    yield Buffer.from('id,name\n')
    const line = Buffer.from(
      `${Array.from({ length: 20_000 }, (_, n) => `${n},some name that fills the line`).join('\n')}\n`,
    )
    for (; sent < 200 * 1024 * 1024; sent += line.length) yield line
  }
  const uploading = uploadImport.run(files.call(org_id), { query: { object: 'account' }, body: endless() })
  expect(await refusedWith(uploading)).toBe('import.file_too_large')
  expect(sent).toBeLessThan(66 * 1024 * 1024)
  expect(await world.rows(org_id, sql`select 1 from import_chunk`)).toEqual([])
}, 60_000)

test('dirt costs its own row and no other, and the refused rows come back as a file that can be mended', async () => {
  const org_id = await world.makeOrg()
  const lines = [
    '1,Alpha,alpha.com,DE,,1',
    '2,"Broken quote,b.com,DE,,1',
    `3,${'x'.repeat(10_000)},c.com,DE,,1`,
    '4,Null\0byte,d.com,DE,,1',
    '5,=HYPERLINK("http://evil"),e.com,DE,,1',
    '6,Too,many,cells,in,this,row',
    '7,Gamma,gmail.com,DE,,1',
    `8,${'\ufdfa'.repeat(500)},h.com,DE,,1`,
    '1,Again,alpha.com,DE,,1',
    '9,=2+3,omega.com,DE,,-4',
    '10,Delta,delta.com,DE,,1',
  ]
  const it = await files.bringIn(org_id, 'account', `${ACCOUNTS}${lines.join('\n')}\n`, (mapping) => ({
    ...mapping,
    key_columns: ['id'],
  }))
  expect(counts(it)).toEqual({ ...finished, created: 3, refused: 8 })
  expect(it.problems.map(({ code, count }) => `${code} ${count}`).sort()).toEqual([
    'domain.free_mail_host 1',
    'integer.negative 1',
    'row.columns 1',
    'row.duplicate 1',
    'row.encoding 1',
    'row.quote 1',
    'text.too_long 2',
  ])
  const csv = await textOf(await refusedRows.run(files.call(org_id), { params: { id: it.id } }))
  expect(csv).not.toContain('\0')
  expect(csv).not.toMatch(/(^|,)=/m)
  const mended = csv
    .replace('gmail.com', 'gamma.com')
    .replace('Null\ufffdbyte', 'Nullbyte')
    .replace(',-4', ',4')
    .replace("'-4", '4')
  const second = await files.bringIn(org_id, 'account', mended, (mapping) => ({ ...mapping, key_columns: ['id'] }))
  expect(second).toMatchObject({ state: 'finished', suggestion: null, created: 3 })
  // What looked like a formula comes back as the text it was.
  expect(await world.rows(org_id, sql`select name from account where name like '=%' order by name`)).toEqual([
    { name: '=2+3' },
    { name: '=HYPERLINK("http://evil")' },
  ])
})

test.each([
  ['semicolons', (text: string) => Buffer.from(text.replaceAll(',', ';'))],
  ['tabs in UTF-16', (text: string) => Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le')],
  ['windows-1252', (text: string) => Buffer.from(text, 'latin1')],
])('reads the same file with %s', async (_, write) => {
  const org_id = await world.makeOrg()
  await files.bringIn(
    org_id,
    'account',
    write(`${ACCOUNTS}1,Müller & Söhne,mueller.de,DE,,3\n2,Café Zürich,cafe.ch,CH,,4\n`),
  )
  const rows = await world.rows(org_id, sql`select name, domain, country from account order by name`)
  expect(rows).toEqual([
    { name: 'Café Zürich', domain: 'cafe.ch', country: 'CH' },
    { name: 'Müller & Söhne', domain: 'mueller.de', country: 'DE' },
  ])
})

test('the same upload again answers the same import; another file under its key is refused', async () => {
  const org_id = await world.makeOrg()
  const send = (text: string) =>
    uploadImport.run(
      { ...files.call(org_id), idempotency_key: 'k1' },
      { query: { object: 'account' }, body: streamed(Buffer.from(text)) },
    )
  const first = await send(`${ACCOUNTS}1,Acme,,DE,,5\n`)
  const again = await send(`${ACCOUNTS}1,Acme,,DE,,5\n`)
  expect([again.replayed, again.answer.id]).toEqual([true, first.answer.id])
  expect(await refusedWith(send(`${ACCOUNTS}1,Other,,DE,,5\n`))).toBe('request.key_reused')
})
