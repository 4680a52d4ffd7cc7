import { Workbook } from '@cj-tech-master/excelts'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor, Read } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { refusedWith } from '#tests/make/identity.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'

vi.setConfig({ testTimeout: 60_000 })

let world: World
let org: OrgWorld
beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('lists')
}, 60_000)
afterAll(() => world.drop())

async function bytesOf(actor: Actor, id: string, query: object = {}): Promise<Buffer> {
  const verb = world.app.verbs.find((one) => one.route.id === id) as Read // the app has it, and it is a query
  const answer = (await verb.run({ runtime: world.runtime, actor }, { query })) as AsyncIterable<Uint8Array>
  const pieces: Uint8Array[] = []
  for await (const piece of answer) pieces.push(piece)
  return Buffer.concat(pieces)
}

const rowsOf = async (actor: Actor, list: string, query?: object) =>
  parse(await bytesOf(actor, `export.${list}_csv`, query), { bom: true, columns: true }) as Record<string, string>[]

test('a list of any length is a file of all its rows, in the order of the list, filtered as it is', async () => {
  await world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
    tx.run(sql`insert into account (org_id, id, name, name_key, country, revenue_minor, currency, created_at)
      select ${org.org_id}::uuid, gen_random_uuid(), 'Row ' || n, 'row ' || lpad(n::text, 5, '0'), 'DE', n * 100 + 5, 'EUR', now()
      from generate_series(1, 1234) n`),
  )
  const rows = await rowsOf(org.operator, 'accounts')
  expect(rows).toHaveLength(1234)
  expect(rows[0]).toMatchObject({
    name: 'Row 1',
    country: 'DE',
    revenue: '1.05',
    currency: 'EUR',
    is_customer: 'FALSE',
  })
  await world.act(org.operator, 'account.create', { body: { name: 'Zebra' } })
  expect(await rowsOf(org.operator, 'accounts', { q: 'Zeb' })).toHaveLength(1)
  expect(await refusedWith(bytesOf(org.operator, 'export.accounts_csv', { q: 1 }))).toBe('request.invalid')
  const told = await world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
    tx.rows<{ change: string }>(sql`select change from audit where verb = 'list.exported' order by id`),
  )
  // That was searched is told, not for whom.
  expect(told.map(({ change }) => JSON.parse(change) as unknown)).toEqual([
    { list: 'accounts', format: 'csv', filter: {} },
    { list: 'accounts', format: 'csv', filter: { q: 'given' } },
  ])
})

test('what a spreadsheet would run is text in both kinds of file, and opens as such elsewhere', async () => {
  const other = await world.makeOrg('formulas')
  const names = ['=HYPERLINK("http://evil")', '+1', '@SUM(A1)', 'Müller & <Söhne> "x", ok', '-2']
  for (const name of names)
    await world.act(other.operator, 'product.create', {
      body: { name, list_price: { amount_minor: '125050', currency: 'EUR' } },
    })
  const csv = await rowsOf(other.operator, 'products')
  expect(csv.map(({ name }) => name).sort()).toEqual([
    "'+1",
    "'-2",
    `'=HYPERLINK("http://evil")`,
    "'@SUM(A1)",
    'Müller & <Söhne> "x", ok',
  ])
  const book = new Workbook()
  await book.xlsx.load(new Uint8Array(await bytesOf(other.operator, 'export.products_xlsx')))
  const sheet = book.getWorksheet('products')
  const cells = Array.from({ length: 5 }, (_, n) => sheet?.getCell(n + 2, 2).value)
  expect(cells.map(String).sort()).toEqual([...names].sort())
  expect(sheet?.getCell(2, 5).value).toBe(1250.5)
  expect(sheet?.getCell(1, 2).value).toBe('name')
})

test('a partner exports its own rows, with what it may see, and no list of the org', async () => {
  const [one, two] = [await org.partner('Exporter'), await org.partner('Other')]
  for (const { admin } of [one, two])
    await world.act(admin, 'registration.submit', {
      body: {
        account_name: 'Same Company',
        account_domain: 'same-company.com',
        account_country: 'DE',
        amount: { amount_minor: '100000', currency: 'EUR' },
        expected_close_on: '2030-01-01',
      },
    })
  const own = await rowsOf(one.admin, 'registrations')
  expect(own.map(({ partner, claim_no, account_id }) => [partner, claim_no, account_id])).toEqual([
    ['Exporter', '', ''],
  ])
  expect(await rowsOf(org.operator, 'registrations')).toHaveLength(2)
  expect(await rowsOf(one.admin, 'people')).toHaveLength(1)
  for (const list of ['accounts', 'partners', 'members', 'audit', 'rulings', 'opportunities', 'products'])
    expect(await refusedWith(bytesOf(one.admin, `export.${list}_csv`))).toMatch(/access\.|not_found/)
  const viewer = await org.member('viewer')
  expect(await refusedWith(bytesOf(viewer, 'export.audit_csv'))).toBe('access.not_allowed')
})

test('every list can be had, both ways', async () => {
  const ids = world.app.verbs.map(({ route }) => route.id).filter((id) => id.startsWith('export.'))
  expect(ids.length).toBeGreaterThanOrEqual(22)
  for (const id of ids) {
    const bytes = await bytesOf(org.operator, id)
    expect(bytes.subarray(0, 2).toString('hex')).toBe(id.endsWith('xlsx') ? '504b' : 'efbb')
  }
})

test('answers to the own fields of a form have a column each, as far as the reader is asked them', async () => {
  const fields = `
      - key: own
        tracks: [reseller]
        core: { contact_name: hidden, use_case: hidden, notes: hidden }
        fields:
          - { key: sites, label: How many sites?, type: number }
          - { key: wish, label: What do they want?, type: text }
          - { key: margin, label: Margin, type: number, visible_to_partner: false }
`
  const other = await world.makeOrg('answering', (yaml) =>
    yaml.replace(/\n {4}- key: advice[\s\S]*?(?=\n {2}\w)/, fields.replace(/\n {2}/g, '\n').trimEnd()),
  )
  const [{ admin, id }, boss] = [await other.partner('Answers'), await other.member('admin')]
  await world.act(boss, 'registration.submit', {
    body: {
      partner_id: id,
      account_name: 'Asked Works',
      account_domain: 'askedworks.example',
      account_country: 'DE',
      amount: { amount_minor: '100000', currency: 'EUR' },
      expected_close_on: '2030-01-01',
      answers: { sites: 4, wish: '=SUM(A1)', margin: 20 },
    },
  })
  const [row] = await rowsOf(boss, 'registrations')
  expect(row).toMatchObject({ 'answers.sites': '4', 'answers.wish': "'=SUM(A1)", 'answers.margin': '20' })
  const [seen] = await rowsOf(admin, 'registrations')
  expect(seen).toMatchObject({ 'answers.sites': '4' })
  expect(Object.keys(seen ?? {})).not.toContain('answers.margin')
  const book = await bytesOf(boss, 'export.registrations_xlsx')
  expect(book.subarray(0, 2).toString()).toBe('PK')
})
