import fc from 'fast-check'
import { expect, test } from 'vitest'
import { phoneKey } from './phone.ts'
import { streetKey, streetRelation } from './street.ts'

test.each([
  ['221 E. 51st St., Suite 4', '221 east 51 Street'],
  ['Hauptstraße 5', 'Hauptstr. 5'],
  ['1919 W. Taylor St', '1919 WEST TAYLOR STREET Fl. 2'],
  ['12 rue de la Paix', '12, Rue de la Paix'],
  ['ул. Ленина 5', 'ul. Lenina, 5'],
])('%s is %s', (a, b) => {
  expect(streetRelation(streetKey(a), streetKey(b))).toBe('same')
})

test('a street without its kind, or with a slip, is near; another number is another house', () => {
  const relation = (a: string, b: string) => streetRelation(streetKey(a), streetKey(b))
  expect(relation('224 N. Central', '224 N Central Ave')).toBe('near')
  expect(relation('4255 Divison St', '4255 Division Street')).toBe('near')
  expect(relation('224 N. Central', '226 N. Central')).toBe('other')
  expect(relation('224 Central', '224 Kedzie')).toBe('other')
  expect(relation('', '')).toBe('other')
})

test('any text is a street, and its relation is symmetric', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      (a, b) => {
        const [left, right] = [streetKey(a), streetKey(b)]
        expect(streetRelation(left, right)).toBe(streetRelation(right, left))
      },
    ),
  )
})

test.each([
  ['+49 (0)30 1234-567', 'DE', '49 301234567'],
  ['030/1234567', 'DE', '49 301234567'],
  ['0049 30 1234567 ext. 12', 'FR', '49 301234567'],
  ['(312) 555-0100', 'US', '1 3125550100'],
  ['1 312 555 0100', 'US', '1 3125550100'],
  ['030 1234567', null, '301234567'],
])('the number %s in %s is %s', (text, country, key) => {
  expect(phoneKey(text, country)).toBe(key)
})

test('too few digits are no number', () => {
  for (const text of ['', 'none', '12', '+999 1', '☎️', 'x'.repeat(10_000)]) expect(phoneKey(text, 'DE')).toBeNull()
})
