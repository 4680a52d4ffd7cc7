import { expect, test } from 'vitest'
import { fieldsOf, type Column } from './fields.ts'
import {
  missingIn,
  placeOf,
  toMapping,
  withColumn,
  withConstant,
  withOption,
  withValue,
  type Draft,
} from './mapping.ts'

const column = (name: string, more: Partial<Column> = {}): Column => ({
  column: name,
  kind: 'text',
  samples: [],
  values: null,
  share_empty: 0,
  unique: true,
  date_formats: [],
  decimal: null,
  ...more,
})
const empty: Draft = { name: 'crm', object: 'opportunity', key_columns: ['id'], columns: [], constants: {} }
const fields = fieldsOf('opportunity')
const field = (name: string) => fields.find((one) => one.name === name) ?? fields[0]!

test('a column brings the options that its values leave no doubt about', () => {
  const dated = withColumn(empty, field('closed_on'), column('closed', { date_formats: ['MDY'] }))
  expect(dated.columns).toEqual([{ column: 'closed', field: 'closed_on', format: 'MDY' }])
  const doubtful = withColumn(empty, field('closed_on'), column('closed', { date_formats: ['MDY', 'DMY'] }))
  expect(doubtful.columns).toEqual([{ column: 'closed', field: 'closed_on' }])
})

test('asks for what only a person can say, all of it at once', () => {
  const amounts = column('value', { kind: 'number', decimal: '.' })
  const days = column('closed', { date_formats: ['MDY', 'DMY'] })
  let draft = withColumn({ ...empty, key_columns: [] }, field('amount'), amounts)
  draft = withColumn(draft, field('closed_on'), days)
  expect(Object.keys(missingIn(draft, fields, [amounts, days])).sort()).toEqual([
    'amount',
    'closed_on',
    'key_columns',
    'stage',
  ])
  draft = withOption(draft, 'amount', { currency: 'USD' })
  draft = withOption(draft, 'closed_on', { format: 'DMY' })
  draft = withConstant({ ...draft, key_columns: ['id'] }, 'stage', 'open')
  expect(missingIn(draft, fields, [amounts, days])).toEqual({})
  expect(toMapping(draft).constants).toEqual({ stage: 'open' })
})

test('a field is filled from one place: a column takes the constant away, and the other way round', () => {
  const constant = withConstant(withColumn(empty, field('stage'), column('deal_stage')), 'stage', 'won')
  expect(constant.columns).toEqual([])
  expect(withColumn(constant, field('stage'), column('deal_stage')).constants).toEqual({})
})

test('a value is read as another or as an empty cell; one that is read as it stands is not kept', () => {
  const mapped = withColumn(empty, field('product_name'), column('product'))
  const repaired = withValue(mapped, 'product_name', 'GTXPro', 'GTX Pro')
  expect(repaired.columns[0]?.values).toEqual({ GTXPro: 'GTX Pro' })
  expect(withValue(repaired, 'product_name', 'GTXPro', '').columns[0]?.values).toEqual({ GTXPro: '' })
  expect(withValue(repaired, 'product_name', 'GTXPro', null).columns[0]).toEqual({
    column: 'product',
    field: 'product_name',
  })
})

test('a problem the API names is shown at its field', () => {
  const draft = withColumn(empty, field('amount'), column('value'))
  expect(placeOf('mapping.columns.0.currency', draft)).toBe('amount')
  expect(placeOf('mapping.key_columns', draft)).toBe('key_columns')
  expect(placeOf('mapping.name', draft)).toBe('mapping_name')
})
