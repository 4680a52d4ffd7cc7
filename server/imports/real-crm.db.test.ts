import { afterAll, beforeAll, expect } from 'vitest'
import { sql } from '#server/platform/postgres/sql.ts'
import { testWithData } from '#tests/data.ts'
import { makeIdentity } from '#tests/make/identity.ts'
import { importsOf, counts, finished, textOf, type AnyMapping } from '#tests/make/imports.ts'
import { getImport, previewImport, refusedRows, runImport, runImports } from './index.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>
let files: ReturnType<typeof importsOf>
beforeAll(async () => {
  world = await makeIdentity()
  files = importsOf(world)
})
afterAll(() => world.drop())

/** Which version of each row stands in a table: touched rows have another. */
const versions = (
  org_id: string,
  table: 'account' | 'account_clue' | 'external_ref' | 'opportunity' | 'partner' | 'enrollment',
) => world.rows<{ xmin: string }>(org_id, sql`select xmin::text, ctid::text from ${{ raw: table }} order by ctid`)

const USD = (mapping: AnyMapping) => ({
  ...mapping,
  columns: mapping.columns.map((column) =>
    ['revenue', 'amount', 'list_price'].includes(String(column['field'])) ? { ...column, currency: 'USD' } : column,
  ),
})

const lenient = (mapping: AnyMapping) => ({
  ...mapping,
  columns: mapping.columns.map((column) =>
    column['field'] === 'name' ? column : { ...column, on_wrong: 'leave_out' },
  ),
})

testWithData(
  '27,230 companies come in, each as itself, and a second time nothing is touched',
  'company-financedb/companies.csv',
  async (file) => {
    const org_id = await world.makeOrg()
    const it = await files.bringIn(org_id, 'account', file, lenient)
    expect(counts(it)).toEqual({ ...finished, created: 27_230, left_out: 11 })
    expect(it.problems.map(({ kind, column, code, count }) => [kind, column, code, count]).sort()).toEqual([
      ['left_out', 'country', 'country.unknown', 2],
      ['left_out', 'domain', 'domain.free_mail_host', 7],
      ['left_out', 'domain', 'domain.not_a_domain', 2],
    ])
    const [shared] = await world.rows<{ n: string }>(
      org_id,
      sql`select max(n) as n from (select count(*) as n from account where domain is not null group by domain) d`,
    )
    expect(Number(shared?.n)).toBe(11)

    const { id } = await files.prepare(org_id, 'account', file)
    const preview = await previewImport.run(files.call(org_id), { params: { id } })
    expect(preview).toMatchObject({
      rows_total: 27_230,
      created: 0,
      updated: 0,
      unchanged: 27_230,
      refused: 0,
      left_out: 11,
    })

    const tables = ['account', 'account_clue', 'external_ref'] as const
    const before = await Promise.all(tables.map((table) => versions(org_id, table)))
    await runImport.run(files.call(org_id), { params: { id } })
    await runImports(world.runtime)
    expect(counts(await getImport.run(files.call(org_id), { params: { id } }))).toEqual({
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
    const repaired = (mapping: AnyMapping) => {
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
    const bare = await files.bringIn(org_id, 'opportunity', beside('sales_pipeline.csv'), USD)
    expect(counts(bare)).toEqual({ ...finished, created: 8800, left_out: 7375 + 8800 + 8800 })

    expect(counts(await files.bringIn(org_id, 'account', accounts, repaired))).toEqual({ ...finished, created: 85 })
    expect(counts(await files.bringIn(org_id, 'product', beside('products.csv'), USD))).toEqual({
      ...finished,
      created: 7,
    })
    expect(counts(await files.bringIn(org_id, 'member', beside('sales_teams.csv')))).toEqual({
      ...finished,
      created: 35,
    })

    const tied = await files.bringIn(org_id, 'opportunity', beside('sales_pipeline.csv'))
    expect(counts(tied)).toEqual({ ...finished, updated: 8800 })
    const [sums] = await world.rows(
      org_id,
      sql`select count(*)::int as n, count(account_id)::int as accounts, count(product_id)::int as products, count(owner_id)::int as owners,
    count(*) filter (where stage = 'open')::int as open from opportunity`,
    )
    expect(sums).toEqual({ n: 8800, accounts: 7375, products: 8800, owners: 8800, open: 2089 })

    const before = await versions(org_id, 'opportunity')
    expect(counts(await files.bringIn(org_id, 'opportunity', beside('sales_pipeline.csv')))).toEqual({
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
    const it = await files.bringIn(org_id, 'partner', file)
    expect(counts(it)).toMatchObject({ state: 'finished', created: 965, refused: 2 })
    expect(it.problems.find(({ code }) => code === 'track.unknown')?.count).toBeGreaterThan(100)
    const before = await versions(org_id, 'partner')
    expect(counts(await files.bringIn(org_id, 'partner', file))).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 965,
      refused: 2,
    })
    expect(await versions(org_id, 'partner')).toEqual(before)
    const csv = await textOf(await refusedRows.run(files.call(org_id), { params: { id: it.id } }))
    expect(csv.split('\r\n').filter(Boolean)).toHaveLength(3)
    expect(csv).toContain('free-mail host')
  },
  30_000,
)
