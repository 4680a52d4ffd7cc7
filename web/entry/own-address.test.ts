import { expect, test } from 'vitest'
import { ownAddress } from './own-address.ts'

test('leads on to addresses of ours', () => {
  expect(ownAddress('/p/par_1/deals?status=approved')).toBe('/p/par_1/deals?status=approved')
})

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n\\evil.example',
  'javascript:alert(1)',
  '',
  undefined,
  '/sign-in?next=/sign-in',
])('leads nowhere else after signing in: %s', (next) => {
  expect(ownAddress(next)).toBeNull()
})
