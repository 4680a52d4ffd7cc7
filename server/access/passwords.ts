import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** RFC 7914 with the cost of OWASP’s recommendation for 32 MB a check: about 80 ms, on a thread of its own. */
const N = 2 ** 15
const R = 8
const P = 1
const LENGTH = 32
const MEMORY = 64 * 1024 * 1024

/** The format says how it was made, so that stronger parameters can come later: scrypt$N$r$p$salt$hash. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, { N, r: R, p: P })
  return ['scrypt', N, R, P, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Does the password belong to the stored hash? Takes as long where there is none. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [kind, n, r, p, salt = '', hash = ''] = (stored ?? NOBODYS).split('$')
  if (kind !== 'scrypt') throw new Error(`a password is stored in the unknown format ${kind}`)
  const expected = Buffer.from(hash, 'base64url')
  const found = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(n), r: Number(r), p: Number(p) })
  return timingSafeEqual(found, expected) && stored !== null
}

const NOBODYS = [
  'scrypt',
  N,
  R,
  P,
  randomBytes(16).toString('base64url'),
  randomBytes(LENGTH).toString('base64url'),
].join('$')

function derive(password: string, salt: Buffer, cost: { N: number; r: number; p: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // NFKC: the same password typed on two keyboards is the same password (RFC 8265, OpaqueString).
    scrypt(password.normalize('NFKC'), salt, LENGTH, { ...cost, maxmem: MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
