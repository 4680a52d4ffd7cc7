import { expect, test } from 'vitest'
import { type ConvertedRow, keysOfOneFile, prepareMapping } from './convert-row.ts'
import { type ColumnMapping, type Mapping, mappingSchema } from './mapping.ts'

const HEADER = ['id', 'deal', 'account', 'stage', 'amount', 'currency', 'opened', 'close']
const COLUMNS: ColumnMapping[] = [
  { column: 'deal', field: 'name' },
  { column: 'account', field: 'account_name', values: { 'gtxpro ': 'GTX Pro', none: '' } },
  { column: 'stage', field: 'stage', values: { Engaging: 'open' } },
  { column: 'stage', field: 'raw_stage' },
  { column: 'amount', field: 'amount', currency: 'USD' },
  { column: 'currency', field: 'currency' },
  { column: 'opened', field: 'opened_on', format: 'MDY' },
  { column: 'close', field: 'close_on', format: 'MDY' },
]

function mapping(change: Partial<Mapping> = {}): Mapping {
  return mappingSchema.parse({ name: 'deals', object: 'opportunity', key_columns: ['id'], columns: COLUMNS, ...change })
}

function convert(row: Record<string, string>, change: Partial<Mapping> = {}): ConvertedRow {
  const prepared = prepareMapping(mapping(change), HEADER)
  if (!prepared.ok) throw new Error(prepared.problems[0]?.message)
  return prepared.convertRow(
    HEADER.map((column) => row[column] ?? ''),
    2,
  )
}

const FINE = {
  id: ' X1 ',
  deal: 'Big  deal',
  account: 'GTXPRO',
  stage: 'ENGAGING',
  amount: '1,054.50',
  opened: '10/20/2016',
  close: '3/1/2017',
}

test('converts a row: trimmed, mapped whatever the case, exact, empty cells left out', () => {
  expect(convert(FINE)).toEqual({
    ok: true,
    external_id: 'X1',
    left_out: [],
    fields: {
      name: 'Big deal',
      account_name: 'GTX Pro',
      stage: 'open',
      raw_stage: 'ENGAGING',
      amount: { amount_minor: '105450', currency: 'USD' },
      opened_on: '2016-10-20',
      expected_close_on: '2017-03-01',
    },
  })
  expect(convert({ ...FINE, account: 'none' })).not.toHaveProperty('fields.account_name')
})

test('one closing date is the real one once the opportunity is closed', () => {
  const won = convert({ ...FINE, stage: 'Closed Won' })
  expect(won).toMatchObject({ fields: { stage: 'won', closed_on: '2017-03-01' } })
  expect(won).not.toHaveProperty('fields.expected_close_on')
})

test('names all problems of a row at once, each with its column and what was expected', () => {
  const row = convert({
    id: '',
    stage: 'Limbo',
    amount: '12.345',
    currency: 'XXY',
    opened: '13/1/2017',
    close: '2/30/2017',
  })
  expect(row.ok || row.problems.map((problem) => [problem.column, problem.code, problem.got])).toEqual([
    ['id', 'key.empty', ''],
    ['currency', 'currency.unknown', 'XXY'],
    ['stage', 'stage.unknown', 'Limbo'],
    ['amount', 'money.too_precise', '12.345'],
    ['opened', 'date.impossible', '13/1/2017'],
    ['close', 'date.impossible', '2/30/2017'],
  ])
  if (row.ok) throw new Error('converted')
  for (const problem of row.problems) expect(`${problem.message} ${problem.expected}`).not.toMatch(/undefined|\[object/)
})

test('the currency of the row is stronger than that of the column', () => {
  expect(convert({ ...FINE, amount: '1054', currency: 'jpy' })).toMatchObject({
    fields: { amount: { amount_minor: '1054', currency: 'JPY' } },
  })
  expect(convert({ ...FINE, amount: '€ 5', currency: 'USD' })).toMatchObject({
    ok: false,
    problems: [{ code: 'money.other_currency' }],
  })
})

test('a constant fills a field without a column, and cells that are empty', () => {
  const columns = COLUMNS.filter((column) => column.field !== 'raw_stage')
  expect(convert({ ...FINE, stage: '' }, { columns, constants: { stage: 'open', product_name: 'GTX' } })).toMatchObject(
    {
      fields: { stage: 'open', product_name: 'GTX' },
    },
  )
})

test('a column may be imported without the values that cannot be read, and says which', () => {
  const columns = COLUMNS.map((column) =>
    column.field === 'opened_on' ? { ...column, on_wrong: 'leave_out' as const } : column,
  )
  const row = convert({ ...FINE, opened: 'soon' }, { columns })
  expect(row).toMatchObject({ ok: true, left_out: [{ column: 'opened', code: 'date.format', got: 'soon' }] })
  expect(row).not.toHaveProperty('fields.opened_on')
})

test('keys of several columns cannot run into each other', () => {
  const keys = { key_columns: ['id', 'deal'] }
  const one = convert({ ...FINE, id: 'a|b', deal: 'c' }, keys)
  const other = convert({ ...FINE, id: 'a', deal: 'b|c' }, keys)
  expect(one.ok && other.ok && one.external_id !== other.external_id).toBe(true)
  expect(convert({ ...FINE, id: 'x'.repeat(201) })).toMatchObject({ ok: false, problems: [{ code: 'key.too_long' }] })
})

test('a key that comes twice in a file is refused the second time, naming the first line', () => {
  const keys = keysOfOneFile()
  expect(keys('A', 2)).toBeNull()
  expect(keys('a', 3)).toBeNull()
  expect(keys('A', 9)).toMatchObject({ code: 'row.duplicate', message: 'Line 2 has the same key.' })
})

test('a mapping that does not fit the file is refused before any row', () => {
  expect(prepareMapping(mapping({ key_columns: ['nope'] }), HEADER)).toMatchObject({
    ok: false,
    problems: [{ column: 'nope', code: 'mapping.unknown_column' }],
  })
  expect(prepareMapping(mapping({ constants: { opened_on: 'soon' } }), HEADER)).toMatchObject({
    ok: false,
    problems: [{ column: 'opened_on', code: 'date.format' }],
  })
})

test('a mapping names every mistake in itself', () => {
  const found = mappingSchema.safeParse({
    name: 'Not a slug',
    object: 'account',
    key_columns: ['a', 'a'],
    columns: [
      { column: 'a', field: 'colour' },
      { column: 'b', field: 'city', currency: 'XXY' },
      { column: 'c', field: 'city' },
    ],
    constants: { shape: 'round' },
  })
  expect(found.error?.issues.map((issue) => issue.path.join('.'))).toEqual([
    'name',
    'columns.1.currency',
    'columns.0.field',
    'columns.2.field',
    'constants.shape',
    'columns',
    'key_columns',
  ])
})
