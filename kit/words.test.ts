import { expect, test } from 'vitest'
import { countryName, isCountry } from './countries.ts'
import { capital, closestWord, count, series, spoken } from './words.ts'

test('lists read as people write them', () => {
  expect(series([])).toBe('')
  expect(series(['Gold'])).toBe('Gold')
  expect(series(['Gold', 'Silver'], 'or')).toBe('Gold or Silver')
  expect(series(['Gold', 'Silver', 'Bronze'])).toBe('Gold, Silver and Bronze')
  expect([count(1, 'day'), count(0, 'day'), count(2, 'country', 'countries')]).toEqual([
    '1 day',
    '0 days',
    '2 countries',
  ])
  expect([capital('the end'), capital(''), spoken('partner_admin')]).toEqual(['The end', '', 'partner admin'])
})

test.each([
  ['extentions', 'extensions'],
  ['dyas', 'days'],
  ['Days', 'days'],
  ['colour', undefined],
  ['x', undefined],
  ['x'.repeat(5000), undefined],
])('%j was probably meant as %j', (word, meant) => {
  expect(closestWord(word, ['days', 'extensions', 'extension_days', 'reminders'])).toBe(meant)
})

test('countries are those of today, by their ISO code', () => {
  expect(['DE', 'US', 'XK', 'TW', 'GB'].every(isCountry)).toBe(true)
  expect(['UK', 'DD', 'SU', 'EU', 'ZZ', 'QQ', 'de', 'DEU', ''].some(isCountry)).toBe(false)
  expect([countryName('DE'), countryName('ZZ')]).toEqual(['Germany', 'ZZ'])
})
