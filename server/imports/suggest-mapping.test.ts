import { expect, test } from 'vitest'
import { type TableDescription, describeTable } from './describe-table.ts'
import type { ImportObject } from './fields.ts'
import { mappingSchema } from './mapping.ts'
import { openTable, sampleTable } from './read-table.ts'
import { type Suggestion, suggestMapping } from './suggest-mapping.ts'

async function describe(text: string): Promise<TableDescription> {
  return describeTable(await sampleTable(await openTable(Buffer.from(text))))
}

async function suggest(object: ImportObject, text: string): Promise<Suggestion> {
  return suggestMapping(object, await describe(text), { currency: 'EUR' })
}

function fieldsBy({ mapping }: Suggestion): Record<string, string> {
  return Object.fromEntries(mapping.columns.map((column) => [column.field, column.column]))
}

test('describes what a column holds', async () => {
  const { columns } = await describe(
    [
      'id;day;us;either;price;ratio;mail;site;land;note;none;phone',
      'A-1;2017-01-02;10/20/2016;1/2/2017;€ 1,50;1,5;a@acme.com;https://acme.com/x;Germany;x;;0301',
      'A-2;2017-01-03;3/1/2016;3/4/2017;€ 2.000,00;2,5;b@acme.com;www.beta.de;FR;;;0302',
    ].join('\n'),
  )
  const kinds = columns.map((column) => [column.column, column.kind, column.date_formats.join() || column.decimal])
  expect(kinds).toEqual([
    ['id', 'id', null],
    ['day', 'date', 'ISO'],
    ['us', 'date', 'MDY'],
    ['either', 'date', 'MDY,DMY'],
    ['price', 'money', ','],
    ['ratio', 'number', ','],
    ['mail', 'email', null],
    ['site', 'domain', null],
    ['land', 'country', null],
    ['note', 'text', null],
    ['none', 'empty', null],
    ['phone', 'id', null],
  ])
  expect(columns.find((column) => column.column === 'note')?.share_empty).toBe(0.5)
})

test('recognises an export of Salesforce', async () => {
  const opportunities = await suggest(
    'opportunity',
    'Id,AccountId,Name,StageName,Amount,CloseDate,CurrencyIsoCode,CreatedDate\n006A,001A,Deal,Closed Won,100.0,2020-01-31,USD,2019-12-31 10:00:00\n006B,001B,Other,Negotiation,5,2020-02-28,EUR,2019-12-31 10:00:00\n',
  )
  expect(fieldsBy(opportunities)).toEqual({
    name: 'Name',
    account_external_id: 'AccountId',
    stage: 'StageName',
    raw_stage: 'StageName',
    amount: 'Amount',
    currency: 'CurrencyIsoCode',
    opened_on: 'CreatedDate',
    close_on: 'CloseDate',
  })
  expect(opportunities.mapping.key_columns).toEqual(['Id'])
  expect(opportunities.mapping.columns.find((column) => column.field === 'stage')?.values).toEqual({
    Negotiation: 'open',
  })
  expect(opportunities).toMatchObject({ missing: [], undecided: [] })
  expect(mappingSchema.safeParse(opportunities.mapping).success).toBe(true)
})

test('recognises an export of HubSpot', async () => {
  const companies = await suggest(
    'account',
    'Record ID,Company name,Company Domain Name,Country/Region,Industry,Number of Employees,Annual Revenue,City\n1,Acme,acme.com,Germany,Software,12,1000,Berlin\n2,Beta,beta.com,France,Retail,,,Paris\n',
  )
  expect(companies.mapping.key_columns).toEqual(['Record ID'])
  expect(fieldsBy(companies)).toEqual({
    name: 'Company name',
    domain: 'Company Domain Name',
    country: 'Country/Region',
    industry: 'Industry',
    employees: 'Number of Employees',
    revenue: 'Annual Revenue',
    city: 'City',
  })
})

test('leaves to a person what the file does not decide', async () => {
  const either = await suggest('opportunity', 'deal id,stage,close date\n1,Won,1/2/2017\n2,Lost,3/4/2017\n')
  expect(either.undecided).toEqual([{ column: 'close date', field: 'close_on', why: 'date_format' }])
  const noCurrency = suggestMapping('product', await describe('product,price\nA,5\nB,6\n'))
  expect(noCurrency.undecided).toEqual([{ column: 'price', field: 'list_price', why: 'currency' }])
  expect((await suggest('opportunity', 'deal id,amount\n1,5\n2,6\n')).missing).toEqual(['stage'])
})

test('pairs columns into a key only where no single one tells the rows apart', async () => {
  expect((await describe('name,track\nA,x\nA,y\nB,x\n')).key_candidates).toEqual([['name', 'track']])
  expect((await describe('name,track\nA,x\nC,y\nB,x\n')).key_candidates).toEqual([['name']])
})
