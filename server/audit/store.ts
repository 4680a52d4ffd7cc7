import { epochMs, type Instant } from '#kit/instant.ts'
import type { Noun } from '#kit/ids.ts'
import { sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { AuditRow, Seal } from './chain.ts'

const COLUMNS = sql`id, seq, partner_id, verb, actor, subject_noun, subject_id, at, recorded_at, request_id, change`

export type ListedRow = Omit<AuditRow, 'seq' | 'subject_noun'> & { seq: string | null; subject_noun: Noun }

export type AuditFilter = {
  verb: string | undefined
  subject_id: string | undefined
  actor: string | undefined
  from: Instant | undefined
  to: Instant | undefined
}

function matching(org_id: string, { verb, subject_id, actor, from, to }: AuditFilter): Sql {
  let where = sql`org_id = ${org_id}`
  if (verb) where = sql`${where} and verb = ${verb}`
  if (subject_id) where = sql`${where} and subject_id = ${subject_id}`
  if (actor) where = sql`${where} and actor = ${actor}`
  if (from) where = sql`${where} and recorded_at >= ${from}`
  if (to) where = sql`${where} and recorded_at < ${to}`
  return where
}

/** Rows that wait for their seal, newest first, before an id. */
export async function listUnsealed(
  tx: Tx,
  org_id: string,
  filter: AuditFilter,
  before: string | undefined,
  limit: number,
): Promise<ListedRow[]> {
  const earlier = before ? sql`and id < ${before}` : sql``
  return tx.rows(
    sql`select ${COLUMNS} from audit where ${matching(org_id, filter)} and seq is null ${earlier} order by id desc limit ${limit}`,
  )
}

/** Sealed rows, newest first, before a number or, coming from the unsealed ones, before an id. */
export async function listSealed(
  tx: Tx,
  org_id: string,
  filter: AuditFilter,
  before: { seq?: string; id?: string },
  limit: number,
): Promise<ListedRow[]> {
  const earlier = before.seq ? sql`and seq < ${before.seq}::bigint` : before.id ? sql`and id < ${before.id}` : sql``
  return tx.rows(
    sql`select ${COLUMNS} from audit where ${matching(org_id, filter)} and seq is not null ${earlier} order by seq desc limit ${limit}`,
  )
}

/** A transaction may last so long, and clocks differ by less: ids bear their moment, `recorded_at` that of its beginning. */
const SLACK_MS = 3_600_000

/** The id that a row would have had at a moment: UUIDv7 begins with milliseconds. */
function idAt(ms: number): string {
  const hex = Math.max(ms, 0).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

/**
 * Rows of a span of time, sealed or not, newest first by id, before an id. Ids rise with time, so the key of the table
 * finds the span, however long ago it was.
 */
export async function listSpan(
  tx: Tx,
  org_id: string,
  filter: AuditFilter,
  before: string | undefined,
  limit: number,
): Promise<ListedRow[]> {
  let where = matching(org_id, filter)
  if (filter.from) where = sql`${where} and id >= ${idAt(epochMs(filter.from) - SLACK_MS)}`
  if (filter.to) where = sql`${where} and id < ${idAt(epochMs(filter.to) + SLACK_MS)}`
  if (before) where = sql`${where} and id < ${before}`
  return tx.rows(sql`select ${COLUMNS} from audit where ${where} order by id desc limit ${limit}`)
}

/** Whoever seals an org's records does it alone, over all servers, until the transaction ends. */
export async function lockSealing(tx: Tx, org_id: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended('seal:' || ${org_id}::text, 0))`)
}

export async function findLastSeal(tx: Tx, org_id: string): Promise<Seal | undefined> {
  return tx.one(
    sql`select no, first_seq, last_seq, hash, sealed_at from seal where org_id = ${org_id} order by no desc limit 1`,
  )
}

/** Numbers the rows that are visible now, in order of id, from a number on, and returns them as they stand then. */
export async function numberRows(tx: Tx, org_id: string, from: bigint, limit: number): Promise<AuditRow[]> {
  const rows = await tx.rows<AuditRow>(sql`update audit set seq = next.seq
    from (select id as next_id, ${from}::bigint + row_number() over (order by id) - 1 as seq
      from (select id from audit where org_id = ${org_id} and seq is null order by id limit ${limit}) waiting) next
    where audit.org_id = ${org_id} and audit.id = next.next_id and audit.seq is null
    returning id, audit.seq, partner_id, verb, actor, subject_noun, subject_id, at, recorded_at, request_id, change`)
  return rows.sort((a, b) => Number(BigInt(a.seq) - BigInt(b.seq)))
}

export function insertSeal(tx: Tx, org_id: string, seal: Seal): void {
  tx.send(sql`insert into seal (org_id, no, first_seq, last_seq, hash, sealed_at)
    values (${org_id}, ${seal.no}, ${seal.first_seq}, ${seal.last_seq}, ${seal.hash}, ${seal.sealed_at})`)
}

/** Seals, newest first, before a number. */
export async function listSeals(tx: Tx, org_id: string, before: string | undefined, limit: number): Promise<Seal[]> {
  const earlier = before ? sql`and no < ${before}::bigint` : sql``
  return tx.rows(
    sql`select no, first_seq, last_seq, hash, sealed_at from seal where org_id = ${org_id} ${earlier} order by no desc limit ${limit}`,
  )
}

/** Seals in order, from one number to another, at most so many. */
export async function listSealsFrom(
  tx: Tx,
  org_id: string,
  from: string,
  to: string | undefined,
  limit: number,
): Promise<Seal[]> {
  const until = to ? sql`and no <= ${to}::bigint` : sql``
  return tx.rows(sql`select no, first_seq, last_seq, hash, sealed_at from seal
    where org_id = ${org_id} and no >= ${from}::bigint ${until} order by no limit ${limit}`)
}

export async function listRowsUnder(tx: Tx, org_id: string, seal: Seal): Promise<AuditRow[]> {
  return tx.rows(sql`select ${COLUMNS} from audit
    where org_id = ${org_id} and seq between ${seal.first_seq}::bigint and ${seal.last_seq}::bigint order by seq`)
}

export async function findHighestSeq(tx: Tx, org_id: string): Promise<string | null> {
  const row = await tx.one<{ seq: string | null }>(
    sql`select max(seq) as seq from audit where org_id = ${org_id} and seq is not null`,
  )
  return row?.seq ?? null
}

export async function countUnsealed(tx: Tx, org_id: string): Promise<number> {
  const row = await tx.one<{ n: number }>(
    sql`select count(*)::int as n from audit where org_id = ${org_id} and seq is null`,
  )
  return row?.n ?? 0
}
