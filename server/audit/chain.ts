import { createHash } from 'node:crypto'
import { canonical } from '#kit/canonical.ts'
import type { Instant } from '#kit/instant.ts'

/** A sealed row of the audit as it goes into the chain. */
export type AuditRow = {
  id: string
  /** A bigint as text. */
  seq: string
  partner_id: string | null
  verb: string
  actor: string
  subject_noun: string
  subject_id: string | null
  at: Instant
  recorded_at: Instant
  request_id: string
  change: string
}

export type Seal = { no: string; first_seq: string; last_seq: string; hash: string; sealed_at: Instant }

/** The hash that the first seal of an org follows: its id, so that one org's chain is no other's. */
export function chainStart(org_id: string): string {
  return createHash('sha256').update(`tributary audit ${org_id}`).digest('hex')
}

/** The hash of a batch: over the hash before it, then each row in order on a line of its own. */
export function chainHash(previous: string, rows: readonly AuditRow[]): string {
  const hash = createHash('sha256').update(previous)
  // Named one by one: a column that is added later must not change what older seals say.
  for (const {
    id,
    seq,
    partner_id,
    verb,
    actor,
    subject_noun,
    subject_id,
    at,
    recorded_at,
    request_id,
    change,
  } of rows) {
    hash.update(
      `\n${canonical({ id, seq, partner_id, verb, actor, subject_noun, subject_id, at, recorded_at, request_id, change })}`,
    )
  }
  return hash.digest('hex')
}

/** What is wrong with a seal, given the one before it (null for the first) and the rows found under it. */
export function breaksOf(
  seal: Seal,
  before: Pick<Seal, 'no' | 'last_seq' | 'hash'> | null,
  rows: readonly AuditRow[],
  org_id: string,
): string[] {
  const breaks: string[] = []
  const first = before ? BigInt(before.last_seq) + 1n : 1n
  if (BigInt(seal.no) !== (before ? BigInt(before.no) + 1n : 1n)) breaks.push('The seal before it is missing.')
  if (BigInt(seal.first_seq) !== first) breaks.push(`It begins at row ${seal.first_seq}, where row ${first} was next.`)
  const expected = BigInt(seal.last_seq) - BigInt(seal.first_seq) + 1n
  if (BigInt(rows.length) !== expected) breaks.push(`It seals ${expected} rows, and ${rows.length} are there.`)
  if (chainHash(before?.hash ?? chainStart(org_id), rows) !== seal.hash) {
    breaks.push('A row under it, or a seal before it, is not what was sealed.')
  }
  return breaks
}
