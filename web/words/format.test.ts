import { expect, test } from 'vitest'
import { formatBytes, formatMoney, fromMinor, toMinor } from './format.ts'

test('says money exactly, at any size and in any currency', () => {
  expect(formatMoney({ amount_minor: '125000', currency: 'EUR' })).toBe('€1,250')
  expect(formatMoney({ amount_minor: '125050', currency: 'EUR' })).toBe('€1,250.50')
  expect(formatMoney({ amount_minor: '-5', currency: 'EUR' })).toBe('-€0.05')
  expect(formatMoney({ amount_minor: '1250', currency: 'JPY' })).toBe('¥1,250')
  expect(formatMoney({ amount_minor: '999999999999999999', currency: 'EUR' })).toBe('€9,999,999,999,999,999.99')
})

test('reads an amount as people of either habit type it', () => {
  expect(toMinor('1250', 'EUR')).toBe('125000')
  expect(toMinor('1,250.50', 'EUR')).toBe('125050')
  expect(toMinor('1.250,50', 'EUR')).toBe('125050')
  expect(toMinor('1 250', 'EUR')).toBe('125000')
  expect(toMinor('1.250', 'EUR')).toBe('125000')
  expect(toMinor('0,5', 'EUR')).toBe('50')
  expect(toMinor('12.5', 'JPY')).toBeNull()
  expect(toMinor('12.345,678', 'EUR')).toBeNull()
  expect(toMinor('1.250', 'KWD')).toBe('1250')
  expect(toMinor('1,234.500', 'KWD')).toBe('1234500')
  expect(toMinor('1.234.567', 'EUR')).toBe('123456700')
  expect(toMinor('1.234,567.00', 'EUR')).toBeNull()
  expect(toMinor('about 5', 'EUR')).toBeNull()
  expect(toMinor('', 'EUR')).toBeNull()
})

test('what is shown for editing reads back as the same amount', () => {
  for (const amount_minor of ['0', '5', '50', '125050', '999999999999999999']) {
    expect(toMinor(fromMinor({ amount_minor, currency: 'EUR' }), 'EUR')).toBe(amount_minor)
  }
})

test('says a file size in the unit people expect', () => {
  expect(formatBytes(1_400_000)).toBe('1.4 MB')
})
