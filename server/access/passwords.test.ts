import { expect, test } from 'vitest'
import { hashPassword, isPassword } from './passwords.ts'

test('a hash knows its own password and no other, and says how it was made', async () => {
  const stored = await hashPassword('correct horse battery')
  expect(stored).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
  expect(await isPassword('correct horse battery', stored)).toBe(true)
  expect(await isPassword('correct horse batterY', stored)).toBe(false)
  expect(await hashPassword('correct horse battery')).not.toBe(stored)
})

test('reads hashes that were made with other parameters', async () => {
  // RFC 7914 §12, third vector, cut to the 32 bytes that are kept: scrypt("pleaseletmein", "SodiumChloride", N=16384, r=8, p=1)
  const hash = Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2', 'hex').toString(
    'base64url',
  )
  const stored = `scrypt$16384$8$1$${Buffer.from('SodiumChloride').toString('base64url')}$${hash}`
  expect(await isPassword('pleaseletmein', stored)).toBe(true)
  expect(await isPassword('pleaseletmeIn', stored)).toBe(false)
})

test('a password typed on another keyboard is the same password', async () => {
  expect(await isPassword('Café au lait x2', await hashPassword('Cafe\u0301 au lait x2'))).toBe(true)
})

test('somebody without a password costs the same work, and is never let in', async () => {
  const stored = await hashPassword('correct horse battery')
  const timed = async (hash: string | null) => {
    const start = performance.now()
    expect(await isPassword('wrong', hash)).toBe(false)
    return performance.now() - start
  }
  const known: number[] = []
  const unknown: number[] = []
  for (let i = 0; i < 5; i++) {
    known.push(await timed(stored))
    unknown.push(await timed(null))
  }
  // scrypt takes tens of milliseconds; an early exit would take none.
  expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 2)
})
