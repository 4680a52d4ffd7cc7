import { createReadStream, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { testWithData } from '#tests/data.ts'
import { keysOfOneFile, prepareMapping } from './convert-row.ts'
import { describeTable } from './describe-table.ts'
import type { FieldsOf, ImportObject } from './fields.ts'
import { type Mapping, mappingSchema } from './mapping.ts'
import type { Problem } from './problem.ts'
import { openTable, sampleTable } from './read-table.ts'
import { suggestMapping } from './suggest-mapping.ts'

async function suggested<O extends ImportObject>(object: O, file: string): Promise<Mapping & { object: O }> {
  const description = describeTable(await sampleTable(await openTable(createReadStream(file))))
  const { mapping, missing, undecided } = suggestMapping(object, description, { currency: 'USD' })
  expect({ missing, undecided }).toEqual({ missing: [], undecided: [] })
  return { ...mappingSchema.parse(mapping), object }
}

async function convert<O extends ImportObject>(file: string, mapping: Mapping & { object: O }) {
  const table = await openTable(createReadStream(file))
  const prepared = prepareMapping(mapping, table.header)
  if (!prepared.ok) throw new Error(prepared.problems[0]?.message)
  const keys = keysOfOneFile()
  const rows: FieldsOf<O>[] = []
  const refused: Record<string, Problem[]> = {}
  for await (const row of table.rows) {
    const converted = row.problem
      ? { ok: false as const, problems: [row.problem] }
      : prepared.convertRow(row.cells, row.line)
    const duplicate = converted.ok ? keys(converted.external_id, row.line) : null
    const problems = converted.ok ? (duplicate ? [duplicate] : []) : converted.problems
    if (converted.ok && !duplicate) rows.push(converted.fields)
    for (const problem of problems) (refused[problem.code] ??= []).push(problem)
  }
  const counts = Object.fromEntries(Object.entries(refused).map(([code, problems]) => [code, problems.length]))
  return { rows, refused, counts }
}

testWithData(
  'the accounts of a CRM come in as suggested, but for the one misspelt country',
  'crm-maven/accounts.csv',
  async (file) => {
    const mapping = await suggested('account', file)
    expect(mapping.key_columns).toEqual(['account'])
    const first = await convert(file, mapping)
    expect(first.rows).toHaveLength(84)
    expect(first.refused['country.unknown']).toMatchObject([
      { got: 'Philipines', expected: 'perhaps Philippines (PH); correct it or map the value' },
    ])

    const repaired = mapping.columns.map((column) => {
      if (column.field === 'country') return { ...column, values: { Philipines: 'PH' } }
      if (column.field === 'revenue') return { ...column, scale: 1_000_000 as const }
      return column.field === 'industry' ? { ...column, values: { technolgy: 'technology' } } : column
    })
    const second = await convert(file, { ...mapping, columns: repaired })
    expect(second.counts).toEqual({})
    expect(second.rows[0]).toEqual({
      name: 'Acme Corporation',
      country: 'US',
      industry: 'technology',
      employees: 2822,
      revenue: { amount_minor: '110004000000', currency: 'USD' },
    })
  },
)

testWithData(
  'a pipeline of 8,800 opportunities comes in, with or without an account',
  'crm-maven/sales_pipeline.csv',
  async (file) => {
    const mapping = await suggested('opportunity', file)
    expect(mapping.key_columns).toEqual(['opportunity_id'])
    expect(mapping.columns.find((column) => column.field === 'stage')?.values).toEqual({
      Engaging: 'open',
      Prospecting: 'open',
    })
    const { rows, counts } = await convert(file, mapping)
    expect(counts).toEqual({})
    expect(rows).toHaveLength(8800)
    const count = (test: (row: (typeof rows)[number]) => boolean): number => rows.filter(test).length
    expect(count((row) => row.account_name === undefined)).toBe(1425)
    expect(['won', 'lost', 'open'].map((stage) => count((row) => row.stage === stage))).toEqual([4238, 2473, 2089])
    expect(count((row) => row.stage !== 'open' && row.closed_on === undefined)).toBe(0)
    expect(count((row) => row.product_name === 'GTXPro')).toBe(1480)
  },
)

testWithData(
  'sellers without e-mail addresses come in with team and manager',
  'crm-maven/sales_teams.csv',
  async (file) => {
    const { rows, counts } = await convert(file, await suggested('member', file))
    expect(counts).toEqual({})
    expect(rows).toHaveLength(35)
    expect(rows[0]).toEqual({ name: 'Anna Snelling', team: 'Central', manager_name: 'Dustin Brinkmann' })
  },
)

testWithData('products come in with exact prices', 'crm-maven/products.csv', async (file) => {
  const { rows } = await convert(file, await suggested('product', file))
  expect(rows[1]).toEqual({ name: 'GTX Pro', series: 'GTX', list_price: { amount_minor: '482100', currency: 'USD' } })
})

testWithData(
  'a sheet that is no table is described, and no mapping is made up',
  'crm-maven/data_dictionary.csv',
  async (file) => {
    const description = describeTable(await sampleTable(await openTable(createReadStream(file))))
    expect(description.warnings).toHaveLength(12)
    expect(suggestMapping('product', description).missing).toEqual(['name'])
  },
)

testWithData(
  '27,230 companies are read and converted in well under two seconds',
  'company-financedb/companies.csv',
  async (file) => {
    const mapping = await suggested('account', file)
    expect(mapping.key_columns).toEqual(['symbol'])
    const at = performance.now()
    const { rows, counts } = await convert(file, mapping)
    expect(performance.now() - at).toBeLessThan(2000)
    // Eleven rows name a mail host, a host that cannot be, or a country that is no more; the file says so of each.
    expect(counts).toEqual({ 'domain.free_mail_host': 7, 'domain.not_a_domain': 2, 'country.unknown': 2 })
    expect(rows).toHaveLength(27_219)

    const lenient = mapping.columns.map((column) =>
      column.field === 'name' ? column : { ...column, on_wrong: 'leave_out' as const },
    )
    expect((await convert(file, { ...mapping, columns: lenient })).rows).toHaveLength(27_230)
  },
)

testWithData('the partners of a programme come in, each listing once', 'partners-cncf/partners.csv', async (file) => {
  const mapping = await suggested('partner', file)
  expect(mapping.key_columns).toEqual(['listed_as'])
  const { rows, refused, counts } = await convert(file, mapping)
  expect(counts).toEqual({ 'domain.free_mail_host': 2 })
  expect(refused['domain.free_mail_host']?.map((problem) => problem.got)).toEqual(['gmx.net', 'yahoo.com'])
  expect(rows).toHaveLength(965)
})

testWithData(
  'the same file in another encoding and with another delimiter reads the same',
  'partners-cncf/partners.csv',
  async (file) => {
    const rowsOf = async (bytes: Buffer): Promise<string[][]> =>
      (await sampleTable(await openTable(bytes))).rows.map((row) => row.cells)
    const text = readFileSync(file, 'utf8')
    const rows = await rowsOf(Buffer.from(text))
    expect(await rowsOf(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(rows)
    expect(await rowsOf(Buffer.from(text.replaceAll('\n', '\r\n')))).toEqual(rows)
  },
)
