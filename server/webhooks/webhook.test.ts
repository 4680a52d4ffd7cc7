import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openVault, signWebhook } from '#server/platform/vault.ts'
import { retryDelayMs, wants } from './webhook.ts'

test('signs as the standard’s own example does', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
  expect(signWebhook(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}')).toBe(signature)
})

const VECTORS = `${process.env['DATA_FILES'] ?? '/nowhere'}/specs-webhooks/vectors.json`

test.skipIf(!existsSync(VECTORS))('signs as the published vectors do', () => {
  const { symmetric: v } = JSON.parse(readFileSync(VECTORS, 'utf8')) as {
    symmetric: { secret: string; id: string; timestamp: number; payload: string; signature: string }
  }
  expect(signWebhook(v.secret, v.id, v.timestamp, v.payload)).toBe(v.signature)
})

test('ten attempts over a little more than three days, spread by at most a fifth', () => {
  const [steady, spread] = [0, 1].map((chance) => Array.from({ length: 10 }, (_, n) => retryDelayMs(n, chance, null)))
  expect(steady?.map((ms) => (ms ?? 0) / 1000)).toEqual([0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400])
  expect(spread?.[1]).toBe(6000)
  expect(retryDelayMs(10, 0, null)).toBeNull()
})

test('a receiver that asks for more time gets it, and never less than the schedule', () => {
  expect(retryDelayMs(1, 0, 60)).toBe(60_000)
  expect(retryDelayMs(2, 0, 60)).toBe(300_000)
})

test.each([
  [['*'], 'registration.approved', true],
  [['registration.*'], 'registration.approved', true],
  [['registration.*'], 'registrations.approved', false],
  [['registration.approved'], 'registration.rejected', false],
])('%j wants %s: %s', (types, type, yes) => {
  expect(wants(types, type)).toBe(yes)
})

test('what is locked opens with the same key for the same thing only', () => {
  const key = (secrets_key: string) => openVault({ secrets_key, data_dir: '', database: null })
  const locked = key('a').lock('whsec_x', 'webhook 1')
  expect(locked).not.toContain('whsec')
  expect(key('a').unlock(locked, 'webhook 1')).toBe('whsec_x')
  expect(() => key('a').unlock(locked, 'webhook 2')).toThrow()
  expect(() => key('b').unlock(locked, 'webhook 1')).toThrow()
})
