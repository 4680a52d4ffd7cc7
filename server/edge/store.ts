import type { Noun } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'

export type SealedEvent = {
  id: string
  seq: string
  type: string
  noun: Noun
  subject_id: string
  partner_id: string | null
}

/** The number of the newest sealed event of the org in scope; '0' where there is none. */
export async function findLastSeq(tx: Tx, org_id: string): Promise<string> {
  const row = await tx.one<{ seq: string }>(
    sql`select seq from event where org_id = ${org_id} and seq is not null order by seq desc limit 1`,
  )
  return row?.seq ?? '0'
}

/** Events sealed after `seq`, in order. */
export async function listEventsAfter(tx: Tx, org_id: string, seq: string, limit: number): Promise<SealedEvent[]> {
  return tx.rows(sql`select id, seq, type, subject_noun as noun, subject_id, partner_id from event
    where org_id = ${org_id} and seq > ${seq} order by seq limit ${limit}`)
}

/** How many seconds the most overdue timer of any org waits; 0 when all fired in time. */
export async function findClockLag(tx: Tx, wall: Instant): Promise<number> {
  const row = await tx.one<{
    lag_s: number | null
  }>(sql`select max(extract(epoch from (${wall}::timestamptz - (next_due_at - make_interval(secs => offset_ms / 1000.0)))))::float8 as lag_s
    from org_clock where next_due_at is not null`)
  return Math.max(0, Math.round(row?.lag_s ?? 0))
}

export async function listOrgIds(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select id from org order by id limit 1000`)
  return rows.map((row) => row.id)
}

/** Timers of the org in scope that failed too often and wait for the operator. */
export async function countParkedTimers(tx: Tx, org_id: string): Promise<number> {
  const row = await tx.one<{ parked: number }>(
    sql`select count(*)::int4 as parked from timer where org_id = ${org_id} and parked_at is not null`,
  )
  return row?.parked ?? 0
}
