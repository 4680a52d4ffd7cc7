import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCell } from './convert-cell.ts'
import { readDate } from './convert-date.ts'
import { type DecimalMark, readDecimal, readMoney } from './convert-number.ts'
import type { FieldType } from './fields.ts'

function cell(type: FieldType, text: string): unknown {
  const read = readCell(text, { name: 'x', type, required: false, description: '' }, { currency: undefined })
  return read.ok ? read.value : read.code
}

test.each([
  ['1250', '.', 'USD', '125000'],
  ['1,250.5', '.', 'USD', '125050'],
  ['1.250,50', ',', 'EUR', '125050'],
  ['1 250,50 €', ',', undefined, '125050'],
  ['$1,234', '.', 'CAD', '123400'],
  ['($5.00)', '.', 'USD', '-500'],
  ['-$5', '.', 'USD', '-500'],
  ['EUR 12', '.', undefined, '1200'],
  ['12 chf', '.', undefined, '1200'],
  ["1'000'000.00", '.', 'CHF', '100000000'],
  ['12,34,567', '.', 'INR', '123456700'],
  ['1.2500', '.', 'USD', '125'],
  ['5', '.', 'JPY', '5'],
  ['5', '.', 'KWD', '5000'],
  ['-0', '.', 'USD', '0'],
  ['9007199254740993.01', '.', 'USD', '900719925474099301'],
] as const)('reads %s (mark %s, %s) as %s minor units', (text, mark, currency, minor) => {
  expect(readMoney(text, currency, mark, 1)).toMatchObject({ ok: true, money: { amount_minor: minor } })
})

test.each([
  ['12.345', 'USD', 'money.too_precise'],
  ['1.5', 'JPY', 'money.too_precise'],
  ['1,23', 'USD', 'money.format'],
  ['1.234.567', 'USD', 'money.format'],
  ['1e5', 'USD', 'money.format'],
  ['abc', 'USD', 'money.format'],
  ['', 'USD', 'money.format'],
  ['--5', 'USD', 'money.format'],
  ['5 USD EUR', 'USD', 'money.format'],
  ['$5', undefined, 'money.no_currency'],
  ['5', undefined, 'money.no_currency'],
  ['£5', 'EUR', 'money.other_currency'],
  ['5 XYZ', 'EUR', 'money.unknown_currency'],
  ['99999999999999999999', 'USD', 'money.too_large'],
  ['9'.repeat(5000), 'USD', 'money.format'],
])('refuses %s in %s: %s', (text, currency, code) => {
  const read = readMoney(text, currency, '.', 1)
  expect(read).toMatchObject({ ok: false, code })
})

test('an amount in millions is exact', () => {
  expect(readMoney('1100.04', 'USD', '.', 1_000_000)).toMatchObject({ money: { amount_minor: '110004000000' } })
})

test('reads back every amount it could be given, in both notations', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
      fc.constantFrom<DecimalMark>('.', ','),
      (minor, mark) => {
        const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0')
        const grouped = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, mark === '.' ? ',' : '.')
        const text = `${minor < 0n ? '-' : ''}${grouped}${mark}${digits.slice(-2)}`
        expect(readMoney(text, 'EUR', mark, 1)).toEqual({
          ok: true,
          money: { amount_minor: minor.toString(), currency: 'EUR' },
        })
      },
    ),
  )
})

test('never reads a number that is grouped another way', () => {
  for (const text of ['1,2', '12,34', '1234,567', ',5', '1,,000', '1.000.5']) expect(readDecimal(text, '.')).toBeNull()
})

test.each([
  ['2017-02-28', 'ISO', '2017-02-28'],
  ['2016-02-29T23:59:59Z', 'ISO', '2016-02-29'],
  ['2016-02-29 10:00:00', 'ISO', '2016-02-29'],
  ['12/31/2017', 'MDY', '2017-12-31'],
  ['1/2/2017 3:04 PM', 'MDY', '2017-01-02'],
  ['31.12.2017', 'DMY', '2017-12-31'],
  ['2017/1/2', 'YMD', '2017-01-02'],
] as const)('reads %s as %s', (text, format, date) => {
  expect(readDate(text, format)).toEqual({ ok: true, date })
})

test.each([
  ['2/30/2017', 'MDY', 'date.impossible'],
  ['13/1/2017', 'MDY', 'date.impossible'],
  ['2/29/1900', 'MDY', 'date.impossible'],
  ['0/1/2017', 'MDY', 'date.impossible'],
  ['2017-2-3', 'ISO', 'date.format'],
  ['1/2/17', 'MDY', 'date.format'],
  ['42663', 'MDY', 'date.format'],
  ['soon', 'ISO', 'date.format'],
  ['1217-01-01', 'ISO', 'date.impossible'],
] as const)('refuses %s under %s: %s', (text, format, code) => {
  expect(readDate(text, format)).toMatchObject({ ok: false, code })
})

test.each([
  ['text', ' a'.repeat(400), 'text.too_long'],
  ['domain', 'https://www.Acme.com/', 'acme.com'],
  ['domain', 'gmail.com', 'domain.free_mail_host'],
  ['domain', 'co.uk', 'domain.public_suffix'],
  ['domain', 'acme', 'domain.not_a_domain'],
  ['email', 'Ada@ACME.com', 'Ada@acme.com'],
  ['email', 'ada@gmail.com', 'ada@gmail.com'],
  ['email', 'ada@', 'email.format'],
  ['email', 'a@b@acme.com', 'email.format'],
  ['country', 'United States', 'US'],
  ['country', 'Philipines', 'country.unknown'],
  ['integer', '2,822', 2822],
  ['integer', '2822.0', 2822],
  ['integer', '2.5', 'integer.fraction'],
  ['integer', '-1', 'integer.negative'],
  ['integer', '51-200', 'integer.format'],
  ['integer', '99999999999', 'integer.too_large'],
  ['currency', 'eur', 'EUR'],
  ['currency', 'euro', 'currency.unknown'],
  ['yes_no', 'TRUE', true],
  ['yes_no', '0', false],
  ['yes_no', 'perhaps', 'yes_no.format'],
  ['stage', 'Closed Lost', 'lost'],
  ['stage', 'closedwon', 'won'],
  ['stage', 'Prospecting', 'stage.unknown'],
  ['labels', 'a; b ,a', ['a', 'b']],
] as const)('reads %s %s as %j', (type, text, expected) => {
  expect(cell(type, text)).toEqual(expected)
})

test('reads a cell of any text and length in linear time, and never throws', () => {
  const types: FieldType[] = [
    'text',
    'domain',
    'email',
    'country',
    'integer',
    'money',
    'currency',
    'date',
    'yes_no',
    'stage',
    'labels',
  ]
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.string({ unit: 'binary' }), (type, text) => void cell(type, text)),
  )
  for (const type of types) {
    for (const unit of ['1', ' ', '.', 'a', '@', '(', '1,', '/']) {
      const at = performance.now()
      cell(type, unit.repeat(32_000))
      expect(performance.now() - at).toBeLessThan(500)
    }
  }
})
