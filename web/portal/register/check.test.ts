import { expect, test } from 'vitest'
import { bodyOf, checkDraft, fieldsOf, problemsByField, type FormTrack } from './check.ts'
import type { AskedField } from '../../../kit/form.ts'
import { countryOfDomain } from './countries.ts'
import { emptyDraft } from './draft.ts'

const form = {
  required_fields: ['account_name', 'account_domain', 'amount', 'expected_close_on'],
  tracks: [{ key: 'reseller', name: 'Reseller', core: {}, fields: [] }] as FormTrack[],
  tenders: false,
  letter_for: 'never' as const,
  product_lines: [{ id: 1, name: 'Robots' }],
  currency: 'EUR',
  priced_products: [] as string[],
  answer_within_working_hours: 16,
  protection_days: 90,
}
const several = [...form.tracks, { key: 'agency', name: 'Agency', core: {}, fields: [] }]
const today = '2026-11-22'

test('never shows more than ten fields, and never leaves out one that is asked for', () => {
  const { required, more } = fieldsOf({ ...form, tracks: several, required_fields: [...form.required_fields, 'notes'] })
  expect(required.length + more.length).toBe(10)
  expect(required).toEqual(['account_name', 'account_domain', 'amount', 'expected_close_on', 'track', 'notes'])
})

test('asks for a track only where there are several, and for product lines only where there are any', () => {
  const shown = (asked: typeof form) => Object.values(fieldsOf(asked)).flat()
  expect(shown(form)).not.toContain('track')
  expect(shown({ ...form, tracks: several })).toContain('track')
  expect(shown({ ...form, product_lines: [] })).not.toContain('product_lines')
})

test('names everything that is wrong at once', () => {
  const draft = {
    ...emptyDraft('EUR'),
    amount: { amount: 'a lot', currency: 'EUR' },
    expected_close_on: '2026-11-21',
    contact_email: 'ada',
  }
  expect(Object.keys(checkDraft(draft, fieldsOf(form).required, today)).sort()).toEqual([
    'account_domain',
    'account_name',
    'amount',
    'contact_email',
    'expected_close_on',
  ])
  expect(checkDraft({ ...draft, expected_close_on: today }, [], today)).not.toHaveProperty('expected_close_on')
})

test('sends what was filled in, the amount in whole minor units, and nothing of fields that are not shown', () => {
  const draft = {
    ...emptyDraft('EUR'),
    track: 'gone',
    account_name: ' Nordwind ',
    amount: { amount: '48.000,50', currency: 'EUR' },
    product_lines: [1],
  }
  expect(bodyOf(draft, ['account_name', 'amount', 'product_lines', 'notes'])).toEqual({
    account_name: 'Nordwind',
    amount: { amount_minor: '4800050', currency: 'EUR' },
    product_lines: [1],
  })
})

test('puts the problems of the API to the fields they belong to', () => {
  expect(
    problemsByField({ 'amount.currency': 'a', 'product_lines.0': 'b', account_name: 'c', account_names: 'd' }),
  ).toEqual({ amount: 'a', product_lines: 'b', account_name: 'c' })
})

test('follows the chosen track: what it requires, hides, and asks beyond', () => {
  const site: AskedField = {
    key: 'site',
    label: 'Sites',
    type: 'number',
    required: true,
    options: [],
    visible_to_partner: true,
    personal: false,
  }
  const own: FormTrack = {
    key: 'agency',
    name: 'Agency',
    core: { contact_name: 'required', notes: 'hidden', amount: 'asked' },
    fields: [site],
  }
  const { required, more } = fieldsOf({ ...form, tracks: [...form.tracks, own] }, own)
  expect(required).toContain('contact_name')
  expect(more).toContain('amount')
  expect([...required, ...more]).not.toContain('notes')
  expect(required.length + more.length + own.fields.length).toBe(10)
})

test('leads a problem with a field of the program to that field', () => {
  expect(problemsByField({ 'answers.site': 'expected a number', 'amount.currency': 'x' })).toEqual({
    'answers.site': 'expected a number',
    amount: 'x',
  })
})

test('a product whose price is to hold takes one of the ten places, and is sent by name', () => {
  const priced = { ...form, priced_products: ['Picker P4', 'Carrier C2'] }
  const places = (asked: typeof form) => Object.values(fieldsOf(asked)).flat().length
  expect(places(priced)).toBe(places({ ...form, tracks: several }) - 1)
  expect(bodyOf({ ...emptyDraft('EUR'), products: ['Picker P4'] }, ['account_name'])).toEqual({
    products: ['Picker P4'],
  })
})

test.each([
  ['shannonbottling.ie', 'IE'],
  ['example.co.uk', 'GB'],
  ['example.com', null],
  ['example.io', null],
])('the ending of %s names the country %s', (domain, country) => {
  expect(countryOfDomain(domain)).toBe(country)
})
