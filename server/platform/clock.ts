import { instant, type Instant } from '#kit/instant.ts'
import { randomBytes, randomFillSync } from 'node:crypto'

/** Wall time in milliseconds: sessions, leases, retries, rate limits. Business time is `Context.now`. */
export function wallMs(): number {
  return Date.now()
}

/** Wall time as an instant. */
export function wallNow(): Instant {
  return instant(Date.now())
}

const pool = Buffer.alloc(1600)
let spent = pool.length
let lastMs = 0
let counter = 0

/**
 * A new UUIDv7 (RFC 9562 §5.7): 48 bits of wall milliseconds, then a 12-bit counter that rises within a millisecond
 * (method 1 of §6.2), so that ids made by one process sort as they were made; then 62 random bits.
 */
export function newId(): string {
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    counter = 0
  } else if (++counter > 0xfff) {
    lastMs += 1
    counter = 0
  }
  if (spent + 8 > pool.length) {
    randomFillSync(pool)
    spent = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const high = (pool.readUInt32BE(spent) & 0x3fffffff) | 0x80000000
  const tail =
    (high >>> 0).toString(16).padStart(8, '0') +
    pool
      .readUInt32BE(spent + 4)
      .toString(16)
      .padStart(8, '0')
  spent += 8
  const third = '7' + counter.toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-${third}-${tail.slice(0, 4)}-${tail.slice(4)}`
}

/** An opaque secret of 192 random bits, base64url. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url')
}
