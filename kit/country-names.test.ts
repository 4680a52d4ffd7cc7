import { expect, test } from 'vitest'
import { countryName, isCountry } from './countries.ts'
import { countryCode, nearestCountry } from './country-names.ts'

test('knows every country by its code and its English name', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter(isCountry)
  expect(codes).toHaveLength(250)
  for (const code of codes) {
    expect([code, countryCode(code.toLowerCase())]).toEqual([code, code])
    expect([code, countryCode(countryName(code))]).toEqual([code, code])
  }
})

test.each([
  ['USA', 'US'],
  ['U.S.A.', 'US'],
  ['United States of America', 'US'],
  ['United Kingdom', 'GB'],
  ['UK', 'GB'],
  ['Korea, Republic of', 'KR'],
  ['South Korea', 'KR'],
  ['Czech Republic', 'CZ'],
  ["Côte d'Ivoire", 'CI'],
  ['Hong Kong', 'HK'],
  ['Macau', 'MO'],
  ['Turkey', 'TR'],
  ['Bosnia and Herzegovina', 'BA'],
  ['St. Lucia', 'LC'],
  ['deu', 'DE'],
])('reads %s as %s', (text, code) => {
  expect(countryCode(text)).toBe(code)
})

test('knows no country where there is none, and proposes the one probably meant', () => {
  for (const text of ['', ' ', '-', 'Atlantis', 'XX', 'Philipines']) expect(countryCode(text)).toBeUndefined()
  expect(nearestCountry('Philipines')).toBe('PH')
  expect(nearestCountry('Untied States')).toBe('US')
  expect(nearestCountry('Atlantis')).toBeUndefined()
  expect(nearestCountry('x'.repeat(100_000))).toBeUndefined()
})
