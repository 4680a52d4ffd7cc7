import { createReadStream } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refused } from '#kit/refusal.ts'
import { operatorActor, type Runtime } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { testWithData } from '#tests/data.ts'
import { makeIdentity, refusedWith } from '#tests/make/identity.ts'
import { makeWorld } from '#tests/make/world.ts'
import {
  cancelImport,
  getImport,
  mapImport,
  previewImport,
  refusedRows,
  runImport,
  runImports,
  uploadImport,
  type ImportObject,
} from './index.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>
beforeAll(async () => void (world = await makeIdentity()))
afterAll(() => world.drop())

const call = (org_id: string, runtime: Runtime = world.runtime) => ({
  runtime,
  actor: operatorActor(org_id),
  request_id: 'req_test',
})

async function* streamed(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length || at === 0; at += 100_000) yield bytes.subarray(at, at + 100_000)
}

async function upload(org_id: string, object: ImportObject, file: string | Uint8Array) {
  const body = typeof file === 'string' && file.startsWith('/') ? createReadStream(file) : streamed(Buffer.from(file))
  return (await uploadImport.run(call(org_id), { query: { object, file_name: 'some.csv' }, body })).answer
}

type Mapping = Record<string, unknown> & { columns: Record<string, unknown>[]; key_columns: string[] }

/** Uploaded and mapped as suggested, after `change`; not run. */
async function prepare(
  org_id: string,
  object: ImportObject,
  file: string | Uint8Array,
  change: (mapping: Mapping) => unknown = (mapping) => mapping,
) {
  const it = await upload(org_id, object, file)
  const mapping = change(structuredClone(it.suggestion?.mapping) as Mapping)
  return (
    await mapImport.run(call(org_id), { params: { id: it.id }, query: { if_match: it.revision }, body: { mapping } })
  ).answer
}

async function bringIn(
  org_id: string,
  object: ImportObject,
  file: string | Uint8Array,
  change?: (mapping: Mapping) => unknown,
) {
  const { id } = await prepare(org_id, object, file, change)
  await runImport.run(call(org_id), { params: { id } })
  await runImports(world.runtime)
  return getImport.run(call(org_id), { params: { id } })
}

const counts = ({
  state,
  created,
  updated,
  unchanged,
  refused,
  left_out,
}: {
  state: string
  created: number
  updated: number
  unchanged: number
  refused: number
  left_out: number
}) => ({ state, created, updated, unchanged, refused, left_out })
const finished = { state: 'finished', created: 0, updated: 0, unchanged: 0, refused: 0, left_out: 0 }

/** Which version of each row stands in a table: touched rows have another. */
const versions = (
  org_id: string,
  table: 'account' | 'account_key' | 'external_ref' | 'opportunity' | 'partner' | 'enrollment',
) => world.rows<{ xmin: string }>(org_id, sql`select xmin::text, ctid::text from ${{ raw: table }} order by ctid`)

const USD = (mapping: Mapping) => ({
  ...mapping,
  columns: mapping.columns.map((column) =>
    ['revenue', 'amount', 'list_price'].includes(String(column['field'])) ? { ...column, currency: 'USD' } : column,
  ),
})
const lenient = (mapping: Mapping) => ({
  ...mapping,
  columns: mapping.columns.map((column) =>
    column['field'] === 'name' ? column : { ...column, on_wrong: 'leave_out' },
  ),
})

async function read(answer: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of answer) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

testWithData(
  '27,230 companies come in within seconds, and a second time nothing is touched',
  'company-financedb/companies.csv',
  async (file) => {
    const org_id = await world.makeOrg()
    const began = performance.now()
    const it = await bringIn(org_id, 'account', file, lenient)
    expect(performance.now() - began).toBeLessThan(15_000)
    expect(counts(it)).toEqual({ ...finished, created: 27_230, left_out: 11 })
    expect(it.problems.map(({ kind, column, code, count }) => [kind, column, code, count]).sort()).toEqual([
      ['left_out', 'country', 'country.unknown', 2],
      ['left_out', 'domain', 'domain.free_mail_host', 7],
      ['left_out', 'domain', 'domain.not_a_domain', 2],
    ])
    const [shared] = await world.rows<{ n: string }>(
      org_id,
      sql`select max(n) as n from (select count(*) as n from account_key where kind = 'domain' group by key) d`,
    )
    expect(Number(shared?.n)).toBe(11)

    const { id } = await prepare(org_id, 'account', file)
    const at = performance.now()
    const preview = await previewImport.run(call(org_id), { params: { id } })
    expect(performance.now() - at).toBeLessThan(8_000)
    expect(preview).toMatchObject({
      rows_total: 27_230,
      created: 0,
      updated: 0,
      unchanged: 27_230,
      refused: 0,
      left_out: 11,
    })

    const tables = ['account', 'account_key', 'external_ref'] as const
    const before = await Promise.all(tables.map((table) => versions(org_id, table)))
    await runImport.run(call(org_id), { params: { id } })
    await runImports(world.runtime)
    expect(counts(await getImport.run(call(org_id), { params: { id } }))).toEqual({
      ...finished,
      unchanged: 27_230,
      left_out: 11,
    })
    expect(await Promise.all(tables.map((table) => versions(org_id, table)))).toEqual(before)
  },
  60_000,
)

testWithData(
  'a CRM comes in: accounts, products, sellers, then its pipeline tied to them',
  'crm-maven/accounts.csv',
  async (accounts) => {
    const org_id = await world.makeOrg()
    const beside = (name: string) => accounts.replace('accounts.csv', name)
    const repaired = (mapping: Mapping) => {
      const { columns, ...rest } = USD(mapping)
      const values: Record<string, Record<string, string>> = {
        industry: { technolgy: 'technology' },
        country: { Philipines: 'PH' },
      }
      return {
        ...rest,
        columns: columns.map((column) => ({
          ...column,
          ...(values[String(column['field'])] && { values: values[String(column['field'])] }),
          ...(column['field'] === 'revenue' && { scale: 1_000_000 }),
        })),
      }
    }
    // Without its accounts the pipeline comes in all the same, and says what it lacks.
    const bare = await bringIn(org_id, 'opportunity', beside('sales_pipeline.csv'), USD)
    expect(counts(bare)).toEqual({ ...finished, created: 8800, left_out: 7375 + 8800 + 8800 })

    expect(counts(await bringIn(org_id, 'account', accounts, repaired))).toEqual({ ...finished, created: 85 })
    expect(counts(await bringIn(org_id, 'product', beside('products.csv'), USD))).toEqual({ ...finished, created: 7 })
    expect(counts(await bringIn(org_id, 'member', beside('sales_teams.csv')))).toEqual({ ...finished, created: 35 })

    const tied = await bringIn(org_id, 'opportunity', beside('sales_pipeline.csv'))
    expect(counts(tied)).toEqual({ ...finished, updated: 8800 })
    const [sums] = await world.rows(
      org_id,
      sql`select count(*)::int as n, count(account_id)::int as accounts, count(product_id)::int as products, count(owner_id)::int as owners,
    count(*) filter (where stage = 'open')::int as open from opportunity`,
    )
    expect(sums).toEqual({ n: 8800, accounts: 7375, products: 8800, owners: 8800, open: 2089 })

    const before = await versions(org_id, 'opportunity')
    expect(counts(await bringIn(org_id, 'opportunity', beside('sales_pipeline.csv')))).toEqual({
      ...finished,
      unchanged: 8800,
    })
    expect(await versions(org_id, 'opportunity')).toEqual(before)
    const [acme] = await world.rows(
      org_id,
      sql`select industry, revenue_minor, currency, country from account where name = 'Acme Corporation'`,
    )
    expect(acme).toEqual({ industry: 'technology', revenue_minor: '110004000000', currency: 'USD', country: 'US' })
  },
  60_000,
)

testWithData(
  'the partners of a programme come in once, however often',
  'partners-cncf/partners.csv',
  async (file) => {
    const org_id = await world.makeOrg()
    const it = await bringIn(org_id, 'partner', file)
    expect(counts(it)).toMatchObject({ state: 'finished', created: 965, refused: 2 })
    expect(it.problems.find(({ code }) => code === 'track.unknown')?.count).toBeGreaterThan(100)
    const before = await versions(org_id, 'partner')
    expect(counts(await bringIn(org_id, 'partner', file))).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 965,
      refused: 2,
    })
    expect(await versions(org_id, 'partner')).toEqual(before)
    const csv = await read(await refusedRows.run(call(org_id), { params: { id: it.id } }))
    expect(csv.split('\r\n').filter(Boolean)).toHaveLength(3)
    expect(csv).toContain('free-mail host')
  },
  30_000,
)

const ACCOUNTS = 'id,name,website,country,tax id,employees\n'

test('only a tax id ties a new key to an account that is here; names and domains merge nothing', async () => {
  const org_id = await world.makeOrg()
  const named = (name: string) => (mapping: Mapping) => ({ ...mapping, name, key_columns: ['id'] })
  await bringIn(org_id, 'account', `${ACCOUNTS}1,Acme,acme.com,DE,DE 123,5\n2,Acme,acme.com,DE,,6\n`, named('crm'))
  const it = await bringIn(
    org_id,
    'account',
    `${ACCOUNTS}a,Acme GmbH,,DE,DE123,7\nb,Acme,acme.com,DE,,8\n`,
    named('erp'),
  )
  expect(counts(it)).toEqual({ ...finished, created: 1, updated: 1 })
  const rows = await world.rows(
    org_id,
    sql`select a.name, a.domain, a.employees, a.revision,
    array(select r.system || ' ' || r.external_id from external_ref r where r.subject_id = a.id order by 1) as refs from account a order by a.id`,
  )
  expect(rows).toEqual([
    { name: 'Acme GmbH', domain: 'acme.com', employees: 7, revision: 2, refs: ['import:crm 1', 'import:erp a'] },
    { name: 'Acme', domain: 'acme.com', employees: 6, revision: 1, refs: ['import:crm 2'] },
    { name: 'Acme', domain: 'acme.com', employees: 8, revision: 1, refs: ['import:erp b'] },
  ])
})

test('two rows with one tax id: the second is refused, in the preview as in the run', async () => {
  const org_id = await world.makeOrg()
  const prepared = await prepare(org_id, 'account', `${ACCOUNTS}1,Acme,,DE,DE 123,5\n2,Acme 2,,DE,DE123,6\n`)
  const preview = await previewImport.run(call(org_id), { params: { id: prepared.id } })
  expect(preview).toMatchObject({ created: 1, refused: 1, problems: [{ code: 'tax_id.taken', count: 1 }] })
  await runImport.run(call(org_id), { params: { id: prepared.id } })
  await runImports(world.runtime)
  expect(counts(await getImport.run(call(org_id), { params: { id: prepared.id } }))).toEqual({
    ...finished,
    created: 1,
    refused: 1,
  })
})

test('an update changes what the file says and leaves alone what it does not', async () => {
  const org_id = await world.makeOrg()
  await bringIn(org_id, 'account', `${ACCOUNTS}1,Acme,acme.com,DE,,5\n2,Beta,beta.de,DE,,5\n`)
  await world.run(org_id, sql`update account set city = 'Bonn', domain = 'other.com' where name = 'Acme'`)
  const prepared = await prepare(org_id, 'account', `${ACCOUNTS}1,Acme Corporation,,DE,,6\n2,Beta,beta.de,DE,,5\n`)
  const { examples } = await previewImport.run(call(org_id), { params: { id: prepared.id } })
  expect(examples.updated).toMatchObject([
    {
      external_id: '1',
      changes: [
        { field: 'name', before: 'Acme', after: 'Acme Corporation' },
        { field: 'employees', before: 5, after: 6 },
      ],
    },
  ])
  await runImport.run(call(org_id), { params: { id: prepared.id } })
  await runImports(world.runtime)
  expect(counts(await getImport.run(call(org_id), { params: { id: prepared.id } }))).toEqual({
    ...finished,
    updated: 1,
    unchanged: 1,
  })
  const rows = await world.rows(org_id, sql`select name, domain, city, employees from account order by id`)
  expect(rows[0]).toEqual({ name: 'Acme Corporation', domain: 'other.com', city: 'Bonn', employees: 6 })
  const keys = await world.rows(
    org_id,
    sql`select k.key from account_key k join account a on a.id = k.account_id where a.name = 'Acme Corporation' and k.kind = 'name'`,
  )
  expect(keys).toHaveLength(1)
})

const LONG = `${ACCOUNTS}${Array.from({ length: 2500 }, (_, n) => `${n},Company ${n},c${n}.com,DE,,${n}`).join('\n')}\n`

test('an import that is broken off goes on exactly where it stopped, on any server', async () => {
  const org_id = await world.makeOrg()
  const { id } = await prepare(org_id, 'account', LONG)
  await runImport.run(call(org_id), { params: { id } })
  const dies = new AbortController()
  const dying = { ...world.runtime, committed: () => dies.abort() }
  await runImports(dying, dies.signal)
  expect(await getImport.run(call(org_id), { params: { id } })).toMatchObject({
    state: 'running',
    rows_done: 1000,
    created: 1000,
  })
  // Two servers at once: one has it, the other finds it taken.
  await Promise.all([runImports(world.runtime), runImports({ ...world.runtime })])
  expect(counts(await getImport.run(call(org_id), { params: { id } }))).toEqual({ ...finished, created: 2500 })
  const audit = await world.rows(org_id, sql`select verb from audit where verb like 'import.%' order by id`)
  expect(audit.map((row) => (row as { verb: string }).verb)).toEqual([
    'import.uploaded',
    'import.mapped',
    'import.started',
    'import.progressed',
    'import.progressed',
    'import.finished',
  ])
  const [left] = await world.rows<{ chunks: number; refs: number }>(
    org_id,
    sql`select (select count(*)::int from import_chunk) as chunks, (select count(*)::int from external_ref) as refs`,
  )
  expect(left).toEqual({ chunks: 0, refs: 2500 })
})

test('a batch that fails leaves nothing of itself and is tried again; a key repeated across batches is still found', async () => {
  const org_id = await world.makeOrg()
  const { id } = await prepare(org_id, 'account', `${LONG}7,Company 7 again,,DE,,1\n`, (mapping) => ({
    ...mapping,
    key_columns: ['id'],
  }))
  await runImport.run(call(org_id), { params: { id } })
  // The server of the first attempt breaks while it announces its second batch, with everything written and nothing committed.
  let batches = 0
  const breaking: Runtime = {
    ...world.runtime,
    listeners: new Map([
      [
        'import.progressed',
        [
          async () => {
            if (++batches === 2) throw new Error('the power went')
          },
        ],
      ],
    ]),
  }
  await runImports(breaking)
  expect(await getImport.run(call(org_id), { params: { id } })).toMatchObject({
    state: 'running',
    rows_done: 1000,
    created: 1000,
  })
  expect(await world.rows(org_id, sql`select count(*)::int as n from account`)).toEqual([{ n: 1000 }])
  await runImports(world.runtime)
  const it = await getImport.run(call(org_id), { params: { id } })
  expect(counts(it)).toEqual({ ...finished, created: 2500, refused: 1 })
  expect(it.problems).toMatchObject([{ code: 'row.duplicate', count: 1 }])
})

test('an import that fails again and again is stopped, says so, and can be run on', async () => {
  const org_id = await world.makeOrg()
  const { id } = await prepare(org_id, 'account', LONG)
  await runImport.run(call(org_id), { params: { id } })
  const broken: Runtime = {
    ...world.runtime,
    listeners: new Map([['import.finished', [async () => Promise.reject(new Error('no'))]]]),
  }
  for (let attempt = 1; attempt <= 5; attempt++) await runImports(broken)
  const failed = await getImport.run(call(org_id), { params: { id } })
  expect(failed).toMatchObject({ state: 'failed', created: 2000, abilities: ['map', 'run', 'cancel'] })
  expect(failed.problem).toContain('run it again')
  await runImport.run(call(org_id), { params: { id } })
  await runImports(world.runtime)
  expect(counts(await getImport.run(call(org_id), { params: { id } }))).toEqual({ ...finished, created: 2500 })
})

test('a cancelled import stops between two batches and keeps what it did', async () => {
  const org_id = await world.makeOrg()
  const { id } = await prepare(org_id, 'account', LONG)
  await runImport.run(call(org_id), { params: { id } })
  const stop = new AbortController()
  await runImports({ ...world.runtime, committed: () => stop.abort() }, stop.signal)
  await cancelImport.run(call(org_id), { params: { id } })
  await runImports(world.runtime)
  expect(await getImport.run(call(org_id), { params: { id } })).toMatchObject({
    state: 'cancelled',
    created: 1000,
    rows_done: 1000,
    abilities: [],
  })
  expect(await refusedWith(runImport.run(call(org_id), { params: { id } }))).toBe('import.not_now')
})

test.each([
  ['nothing', '', 'import.file_empty'],
  ['a header alone', 'a,b\n', 'import.file_empty'],
  ['a workbook', Buffer.from('504b030414000600', 'hex'), 'import.file_binary'],
  ['values instead of a header', '1,2\n3,4\n', 'import.file_no_header'],
  ['a column twice', 'a,b,A\n1,2,3\n', 'import.file_duplicate_header'],
])('refuses %s, says why, and keeps nothing', async (_, file, code) => {
  const org_id = await world.makeOrg()
  const refused = await upload(org_id, 'account', file).catch((error: unknown) => error)
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
  const uploading = uploadImport.run(call(org_id), { query: { object: 'account' }, body: endless() })
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
  const it = await bringIn(org_id, 'account', `${ACCOUNTS}${lines.join('\n')}\n`, (mapping) => ({
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
  const csv = await read(await refusedRows.run(call(org_id), { params: { id: it.id } }))
  expect(csv).not.toContain('\0')
  expect(csv).not.toMatch(/(^|,)=/m)
  const mended = csv
    .replace('gmail.com', 'gamma.com')
    .replace('Null\ufffdbyte', 'Nullbyte')
    .replace(',-4', ',4')
    .replace("'-4", '4')
  const second = await bringIn(org_id, 'account', mended, (mapping) => ({ ...mapping, key_columns: ['id'] }))
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
  await bringIn(org_id, 'account', write(`${ACCOUNTS}1,Müller & Söhne,mueller.de,DE,,3\n2,Café Zürich,cafe.ch,CH,,4\n`))
  const rows = await world.rows(org_id, sql`select name, domain, country from account order by name`)
  expect(rows).toEqual([
    { name: 'Café Zürich', domain: 'cafe.ch', country: 'CH' },
    { name: 'Müller & Söhne', domain: 'mueller.de', country: 'DE' },
  ])
})

test('an opportunity is tied by the key of the account’s own import before its name', async () => {
  const org_id = await world.makeOrg()
  await bringIn(org_id, 'account', 'account id,account name\nA1,Twin\nA2,Twin\nA3,Only\n', (mapping) => ({
    ...mapping,
    name: 'sf-accounts',
    key_columns: ['account id'],
  }))
  const deals =
    'deal id,account id,account name,stage\n1,A2,Twin,Won\n2,,Twin,Open\n3,,only inc.,Lost\n4,A9,Nobody,Open\n'
  const it = await bringIn(org_id, 'opportunity', deals)
  expect(counts(it)).toEqual({ ...finished, created: 4, left_out: 3 })
  expect(it.problems.map(({ code, count }) => `${code} ${count}`).sort()).toEqual([
    'account.ambiguous 1',
    'account.unknown 1',
    'account.unknown 1',
  ])
  const rows = await world.rows(
    org_id,
    sql`select r.external_id as deal, (select x.external_id from external_ref x where x.noun = 'account' and x.subject_id = o.account_id) as account
    from opportunity o join external_ref r on r.subject_id = o.id order by 1`,
  )
  expect(rows).toEqual([
    { deal: '1', account: 'A2' },
    { deal: '2', account: null },
    { deal: '3', account: 'A3' },
    { deal: '4', account: null },
  ])
})

test('a mapping is checked against its file, field by field, and a stale one is refused', async () => {
  const org_id = await world.makeOrg()
  const it = await upload(org_id, 'account', `${ACCOUNTS}1,Acme,,DE,,5\n`)
  const map = (mapping: unknown, if_match = it.revision) =>
    mapImport.run(call(org_id), { params: { id: it.id }, query: { if_match }, body: { mapping } })
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
  expect(await refusedWith(previewImport.run(call(org_id), { params: { id: it.id } }))).toBe('import.not_mapped')
  expect(await refusedWith(runImport.run(call(org_id), { params: { id: it.id } }))).toBe('import.not_mapped')
  await map(good)
  expect(await refusedWith(map(good))).toBe('request.stale')
  const elsewhere = await world.makeOrg()
  expect(await refusedWith(getImport.run(call(elsewhere), { params: { id: it.id } }))).toBe('request.not_found')
  expect(await refusedWith(runImport.run(call(elsewhere), { params: { id: it.id } }))).toBe('request.not_found')
})

test('the next export of the same columns is mapped as the last one was', async () => {
  const org_id = await world.makeOrg()
  const file = `${ACCOUNTS}1,Acme,,DE,,5\n`
  await bringIn(org_id, 'account', file, (mapping) => ({ ...mapping, name: 'my-crm', key_columns: ['id'] }))
  expect((await upload(org_id, 'account', file)).suggestion).toMatchObject({
    from: 'last_import',
    mapping: { name: 'my-crm', key_columns: ['id'] },
  })
  expect((await upload(org_id, 'account', 'id,company\n1,Acme\n')).suggestion).toMatchObject({ from: 'file' })
})

test('the same upload again answers the same import; another file under its key is refused', async () => {
  const org_id = await world.makeOrg()
  const send = (text: string) =>
    uploadImport.run(
      { ...call(org_id), idempotency_key: 'k1' },
      { query: { object: 'account' }, body: streamed(Buffer.from(text)) },
    )
  const first = await send(`${ACCOUNTS}1,Acme,,DE,,5\n`)
  const again = await send(`${ACCOUNTS}1,Acme,,DE,,5\n`)
  expect([again.replayed, again.answer.id]).toEqual([true, first.answer.id])
  expect(await refusedWith(send(`${ACCOUNTS}1,Other,,DE,,5\n`))).toBe('request.key_reused')
})

test('partners are enrolled in the lanes that the program has, and moved when their tier changes', async () => {
  const whole = await makeWorld()
  const { operator } = await whole.makeOrg('lanes')
  const own = { runtime: whole.runtime, actor: operator, request_id: 'req_test' }
  const bring = async (csv: string) => {
    const it = (await uploadImport.run(own, { query: { object: 'partner' }, body: streamed(Buffer.from(csv)) })).answer
    const mapped = await mapImport.run(own, {
      params: { id: it.id },
      query: { if_match: it.revision },
      body: { mapping: it.suggestion?.mapping },
    })
    await runImport.run(own, { params: { id: mapped.answer.id } })
    await runImports(whole.runtime)
    return getImport.run(own, { params: { id: it.id } })
  }
  const first = await bring(
    'partner name,track,tier,tags\nNorth,Reseller,registered,a;b\nSouth,reseller,Platinum Star,\nWest,Mystery,,\n',
  )
  expect(counts(first)).toEqual({ ...finished, created: 3, left_out: 2 })
  expect(first.problems.map(({ code }) => code).sort()).toEqual(['tier.unknown', 'track.unknown'])
  const shownNow = async () =>
    (await whole.act(operator, 'partner.list')).rows.map((row) => [
      row.name,
      row.slug,
      row.enrollments.map((one) => [one.track.key, one.tier?.key ?? null, one.status]),
    ])
  expect(await shownNow()).toEqual([
    ['North', 'north', [['reseller', 'registered', 'active']]],
    ['South', 'south', [['reseller', null, 'active']]],
    ['West', 'west', []],
  ])

  const second = await bring(
    'partner name,track,tier,tags\nNorth,Reseller,silver,a;b\nSouth,reseller,Platinum Star,\nWest,Mystery,,\n',
  )
  expect(counts(second)).toEqual({ ...finished, updated: 1, unchanged: 2, left_out: 2 })
  expect((await shownNow())[0]).toEqual(['North', 'north', [['reseller', 'silver', 'active']]])
  await whole.drop()
})
