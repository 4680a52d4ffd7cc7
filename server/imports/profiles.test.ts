import { createReadStream, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { testWithData } from '#tests/data.ts'
import { prepareMapping } from './convert-row.ts'
import { describeTable } from './describe-table.ts'
import type { ImportObject } from './fields.ts'
import { mappingSchema, type Mapping } from './mapping.ts'
import { recogniseExport } from './profiles.ts'
import { openTable, sampleTable } from './read-table.ts'
import { salesforceId } from './salesforce-id.ts'
import { suggest } from './suggest.ts'

const NOTHING_KEPT = { exact: '', all: [], shown: new Map() }

async function suggested(object: ImportObject, source: string | Buffer) {
  const table = await openTable(typeof source === 'string' ? createReadStream(source) : source)
  const description = describeTable(await sampleTable(table))
  return { description, ...suggest({ object, description }, NOTHING_KEPT, 'USD') }
}

async function converted(mapping: Mapping, file: string) {
  const table = await openTable(createReadStream(file))
  const prepared = prepareMapping(mapping, table.header)
  if (!prepared.ok) throw new Error(prepared.problems[0]?.message)
  const rows = []
  for await (const row of table.rows) rows.push(prepared.convertRow(row.cells, row.line))
  return rows
}

testWithData(
  'the weekly export of Salesforce is recognised object by object, from its headers alone',
  'crm-salesforce-export-format/standard_headers.json',
  (file) => {
    const { headers } = JSON.parse(readFileSync(file, 'utf8')) as { headers: Record<string, string[]> }
    const seen = Object.fromEntries(
      Object.entries(headers).map(([name, header]) => {
        const found = recogniseExport(header)
        return [name, found && `${found.system} ${found.record}`]
      }),
    )
    expect(seen).toMatchObject({
      Account: 'Salesforce Account',
      Opportunity: 'Salesforce Opportunity',
      Contact: 'Salesforce Contact',
    })
    // What is no account, deal, person or product is taken for none.
    expect(['Case', 'Task', 'Campaign', 'Partner'].map((name) => seen[name] ?? null)).toEqual([null, null, null, null])
  },
)

const REAL: readonly (readonly [string, ImportObject, string, string, string])[] = [
  ['salesforce/sf_account_data.csv', 'account', 'Salesforce', 'Account', 'id'],
  ['salesforce/sf_opportunity_data.csv', 'opportunity', 'Salesforce', 'Opportunity', 'id'],
  ['salesforce/sf_contact_data.csv', 'member', 'Salesforce', 'Contact', 'id'],
  ['salesforce/sf_user_data.csv', 'member', 'Salesforce', 'User', 'id'],
  ['salesforce/sf_product_2_data.csv', 'product', 'Salesforce', 'Product', 'id'],
  ['hubspot/company_data.csv', 'account', 'HubSpot', 'Company', 'id'],
  ['hubspot/deal_data.csv', 'opportunity', 'HubSpot', 'Deal', 'deal_id'],
  ['hubspot/contact_data.csv', 'member', 'HubSpot', 'Contact', 'id'],
]
for (const [path, object, system, record, key] of REAL)
  testWithData(
    `${path} is recognised as a ${system} ${record}, and its rows come in`,
    `crm-fivetran-seeds/${path}`,
    async (file) => {
      const { recognised, from, mapping, missing } = await suggested(object, file)
      expect(recognised).toMatchObject({ system, record, object })
      expect(recognised?.evidence.length).toBeGreaterThan(2)
      expect({ from, key: mapping['key_columns'] }).toEqual({ from: 'preset', key: [key] })
      // Their addresses are hashed, all deals of the one file are thrown away, and this file of deals has no stages: then a person says so.
      const lenient = mappingSchema.parse({
        ...mapping,
        columns: (mapping['columns'] as Mapping['columns']).map((column) =>
          ['name', 'stage'].includes(column.field) ? column : { ...column, on_wrong: 'leave_out' },
        ),
        ...(missing.includes('stage') ? { constants: { stage: 'open' } } : {}),
      })
      const rows = await converted(lenient, file)
      // One of the contacts is an id and nothing else: a person without a name is refused, and only that one.
      const nameless = path === 'salesforce/sf_contact_data.csv' ? ['name.missing'] : []
      expect(rows.flatMap((row) => (row.ok ? [] : row.problems.map(({ code }) => code)))).toEqual(nameless)
      expect(rows.filter((row) => !row.ok && !row.skipped).length).toBe(nameless.length)
    },
  )

const HUBSPOT_COMPANIES =
  '"Record ID","Company name","Company owner","Create Date","Phone Number","Last Activity Date","City","Country/Region","Industry","Company Domain Name"\n'
const HUBSPOT_DEALS =
  '"Record ID","Deal Name","Deal Stage","Close Date","Deal owner","Amount","Currency","Pipeline","Associated Company"\n'

test('exports from HubSpot’s own pages are recognised, stages and all', async () => {
  const companies = await suggested(
    'account',
    Buffer.from(`${HUBSPOT_COMPANIES}"801","Acme","Ada","2026-01-02","","","Bonn","Germany","Software","acme.com"\n`),
  )
  expect(companies.recognised).toMatchObject({ system: 'HubSpot', record: 'Company' })
  expect(companies.mapping).toMatchObject({ name: 'hubspot-companies', key_columns: ['Record ID'] })
  const deals = await suggested(
    'opportunity',
    Buffer.from(
      `${HUBSPOT_DEALS}"9","One","Closed Won","2026-02-01 10:00","Ada","1200.50","EUR","Sales Pipeline","Acme"\n"10","Two","Contract Sent","2026-03-01","Ada","","EUR","Sales Pipeline","Acme"\n`,
    ),
  )
  const columns = deals.mapping['columns'] as Mapping['columns']
  expect(columns.find(({ field }) => field === 'stage')).toMatchObject({
    column: 'Deal Stage',
    values: { 'Contract Sent': 'open' },
  })
  expect(columns.find(({ field }) => field === 'account_name')?.column).toBe('Associated Company')
})

test('accounts with a mark of partners are taken for partners; the guess of another object stays a guess', async () => {
  const csv = Buffer.from(
    'Id,IsDeleted,Name,BillingCountry,OwnerId,SystemModstamp,IsPartner,Partner_Tier__c\n0011t00000AbCdE,0,North,Germany,x,y,1,Gold\n',
  )
  const as_partner = await suggested('partner', csv)
  expect(as_partner.recognised).toMatchObject({ record: 'Partner account', object: 'partner' })
  expect(as_partner.mapping).toMatchObject({
    name: 'salesforce-partners',
    key_columns: ['Id'],
    skip: [{ column: 'IsDeleted', values: ['1', 'true', 'yes'] }],
  })
  const overruled = await suggested('account', csv)
  expect(overruled).toMatchObject({ from: 'file', recognised: { object: 'partner' } })
})

test('an id of 15 characters and its 18 are one, and nothing else is touched', () => {
  expect(salesforceId('0011t00000AbCdE')).toBe('0011t00000AbCdEAAV')
  expect(salesforceId('0011t00000AbCdEAAV')).toBe('0011t00000AbCdEAAV')
  expect(salesforceId('Internationally')).toBe('Internationally')
})

test('rows that the system threw away are passed over, and errors of the spreadsheet are told', async () => {
  const mapping = mappingSchema.parse({
    name: 'crm',
    object: 'account',
    key_columns: ['id'],
    columns: [
      { column: 'name', field: 'name' },
      { column: 'country', field: 'country', on_wrong: 'leave_out' },
    ],
    skip: [{ column: 'deleted', values: ['TRUE'] }],
    constants: { country: 'DE' },
  })
  const prepared = prepareMapping(mapping, ['id', 'name', 'country', 'deleted'])
  if (!prepared.ok) throw new Error('the mapping does not fit')
  expect(prepared.convertRow(['1', 'Gone', 'DE', 'true'], 2)).toMatchObject({ ok: false, skipped: true })
  expect(prepared.convertRow(['#N/A', '#REF!', 'DE', ''], 3)).toMatchObject({
    ok: false,
    problems: [{ code: 'cell.spreadsheet_error' }, { code: 'cell.spreadsheet_error' }],
  })
  // Left out, the default stands in; what it most likely meant is offered.
  expect(prepared.convertRow(['2', 'Acme', 'Frnace', ''], 4)).toMatchObject({
    ok: true,
    fields: { name: 'Acme', country: 'DE' },
    left_out: [{ code: 'country.unknown', repair: 'FR' }],
  })
})
