import { createHash } from 'node:crypto'
import { newSecret } from '#server/platform/clock.ts'

/** What API keys begin with, so that scanners for leaked secrets can tell them. */
export const KEY_PREFIX = 'trb_'

/** A secret is kept as its hash only. It has 192 random bits, so one pass of SHA-256 is enough. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export function newKey(): string {
  return `${KEY_PREFIX}${newSecret()}`
}
