import type { Instant } from '#kit/instant.ts'
import { sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Event } from './context.ts'

/** Business time now: wall time plus the org's offset, and the wall time itself. */
export async function findClock(
  tx: Tx,
  org_id: string,
): Promise<{ offset_ms: number; next_due_at: Instant | null } | undefined> {
  const row = await tx.one<{ offset_ms: string; next_due_at: Instant | null }>(
    sql`select offset_ms, next_due_at from org_clock where org_id = ${org_id}`,
  )
  return row && { offset_ms: Number(row.offset_ms), next_due_at: row.next_due_at }
}

export function insertAudit(
  tx: Tx,
  row: {
    org_id: string
    id: string
    partner_id: string | null
    verb: string
    actor: string
    subject_noun: string
    subject_id: string | null
    at: Instant
    recorded_at: Instant
    request_id: string
    change: string
  },
): void {
  tx.send(sql`insert into audit (org_id, id, partner_id, verb, actor, subject_noun, subject_id, at, recorded_at, request_id, change)
    values (${row.org_id}, ${row.id}, ${row.partner_id}, ${row.verb}, ${row.actor}, ${row.subject_noun}, ${row.subject_id}, ${row.at}, ${row.recorded_at}, ${row.request_id}, ${row.change})`)
}

export function insertEvent(tx: Tx, org_id: string, event: Event, actor: string, recorded_at: Instant): void {
  tx.send(sql`insert into event (org_id, id, partner_id, type, subject_noun, subject_id, at, recorded_at, actor, body)
    values (${org_id}, ${event.id}, ${event.partner_id}, ${event.type}, ${event.subject.noun}, ${event.subject.id}, ${event.at}, ${recorded_at}, ${actor}, ${JSON.stringify(event.body)})`)
}

export function insertRuling(
  tx: Tx,
  row: {
    org_id: string
    id: string
    kind: string
    subject_id: string
    partner_id: string | null
    program_version: number
    decider: string
    now: Instant
    recorded_at: Instant
    facts: string
    outcome: string
    because: string
  },
): void {
  tx.send(sql`insert into ruling (org_id, id, kind, subject_id, partner_id, program_version, decider, now, recorded_at, facts, outcome, because)
    values (${row.org_id}, ${row.id}, ${row.kind}, ${row.subject_id}, ${row.partner_id}, ${row.program_version}, ${row.decider}, ${row.now}, ${row.recorded_at}, ${row.facts}, ${row.outcome}, ${row.because})`)
}

export function upsertTimer(
  tx: Tx,
  org_id: string,
  timer: { kind: string; subject_id: string; account_id: string | null; due_at: Instant },
): void {
  // The clock is touched only when this timer comes first, so that writers of one org do not queue for its row.
  tx.send(sql`with kept as (
      insert into timer (org_id, kind, subject_id, account_id, due_at)
      values (${org_id}, ${timer.kind}, ${timer.subject_id}, ${timer.account_id}, ${timer.due_at})
      on conflict (org_id, kind, subject_id) do update set due_at = excluded.due_at, account_id = excluded.account_id,
        attempts = 0, retry_at = null, parked_at = null, problem = null)
    update org_clock set next_due_at = ${timer.due_at}
    where org_id = ${org_id} and (next_due_at is null or next_due_at > ${timer.due_at})`)
}

export function deleteTimers(tx: Tx, org_id: string, kinds: readonly string[], subject_id: string): void {
  tx.send(sql`delete from timer where org_id = ${org_id} and kind = any(${kinds}) and subject_id = ${subject_id}`)
}

export type DueTimer = {
  kind: string
  subject_id: string
  account_id: string | null
  due_at: Instant
  attempts: number
}

/** What is due in an org whose clock stands at `offset_ms`: the earliest live timer first, ties by kind, then id. */
const due = (org_id: string, offset_ms: Sql, wall: Instant) => sql`org_id = ${org_id} and parked_at is null
  and due_at <= ${wall}::timestamptz + ${offset_ms} * interval '1 millisecond' and (retry_at is null or retry_at <= ${wall})`

const OFFSET = (org_id: string) => sql`(select offset_ms from org_clock where org_id = ${org_id})`

/** The earliest timer that is due. */
export async function findDueTimer(tx: Tx, org_id: string, wall: Instant): Promise<DueTimer | undefined> {
  return tx.one(sql`select kind, subject_id, account_id, due_at, attempts from timer
    where ${due(org_id, OFFSET(org_id), wall)} order by due_at, kind, subject_id limit 1`)
}

/**
 * Takes the timer away for good, if it is still there, still the earliest, and still at the account that was locked for it:
 * who gets it, fires it.
 */
export async function takeFirstTimer(tx: Tx, org_id: string, timer: DueTimer, wall: Instant): Promise<boolean> {
  const gone = await tx.run(sql`delete from timer
    where org_id = ${org_id} and kind = ${timer.kind} and subject_id = ${timer.subject_id} and due_at = ${timer.due_at}
      and account_id is not distinct from ${timer.account_id}
      and not exists (select 1 from timer t where ${due(org_id, OFFSET(org_id), wall)}
        and (t.due_at, t.kind, t.subject_id) < (${timer.due_at}::timestamptz, ${timer.kind}, ${timer.subject_id}::uuid))`)
  return gone === 1
}

/**
 * The org's offset, whether one of some accounts was merged into another, and their first due timer in the order in which
 * they fire. One that failed is the sweeper's: it must not fail commands too.
 */
export async function findDueTimerOf(
  tx: Tx,
  org_id: string,
  account_ids: readonly string[],
  until: Instant,
): Promise<{ offset_ms: number; is_merged: boolean; timer: DueTimer | null }> {
  const row = await tx.one<
    { offset_ms: string; is_merged: boolean } & (DueTimer | { kind: null })
  >(sql`select c.offset_ms,
      exists (select 1 from account where org_id = ${org_id} and id = any(${account_ids}) and merged_into is not null) as is_merged, t.*
    from org_clock c left join (
      select kind, subject_id, account_id, due_at, attempts from timer
      where org_id = ${org_id} and account_id = any(${account_ids}) and parked_at is null and retry_at is null and due_at <= ${until}
      order by due_at, kind, subject_id limit 1) t on true
    where c.org_id = ${org_id}`)
  if (!row) throw new Error(`org ${org_id} has no clock`)
  const { offset_ms, is_merged, ...timer } = row
  return { offset_ms: Number(offset_ms), is_merged, timer: timer.kind === null ? null : timer }
}

/** Takes a timer away for good, if it is still there and still due: who gets it, fires it. */
export async function takeTimer(tx: Tx, org_id: string, timer: DueTimer): Promise<boolean> {
  const gone = await tx.run(
    sql`delete from timer where org_id = ${org_id} and kind = ${timer.kind} and subject_id = ${timer.subject_id} and due_at = ${timer.due_at}`,
  )
  return gone === 1
}

export async function failTimer(
  tx: Tx,
  org_id: string,
  timer: DueTimer,
  to: { retry_at: Instant | null; parked_at: Instant | null; problem: string },
): Promise<void> {
  await tx.run(sql`update timer set attempts = attempts + 1, retry_at = ${to.retry_at}, parked_at = ${to.parked_at}, problem = ${to.problem}
    where org_id = ${org_id} and kind = ${timer.kind} and subject_id = ${timer.subject_id}`)
}

/** Makes `next_due_at` true again: the least live due time (business time), a retry counted from the wall clock. */
export async function refreshNextDue(tx: Tx, org_id: string): Promise<void> {
  await tx.run(sql`update org_clock c set next_due_at = (
      select least(
        (select due_at from timer where org_id = ${org_id} and parked_at is null and retry_at is null order by due_at limit 1),
        (select min(retry_at) + make_interval(secs => c.offset_ms / 1000.0) from timer where org_id = ${org_id} and parked_at is null and retry_at is not null)))
    where org_id = ${org_id}`)
}

/** Orgs whose clock has something to do. */
export async function listDueOrgs(tx: Tx, wall: Instant): Promise<string[]> {
  const rows = await tx.rows<{ org_id: string }>(sql`select org_id from org_clock
    where next_due_at <= ${wall}::timestamptz + make_interval(secs => offset_ms / 1000.0) order by next_due_at limit 100`)
  return rows.map((row) => row.org_id)
}

/** When the next timer of any org is due, in wall milliseconds from `wall`; null when none waits. */
export async function findNextWake(tx: Tx, wall: Instant): Promise<number | null> {
  const row = await tx.one<{ ms: number | null }>(
    sql`select min(extract(epoch from (next_due_at - make_interval(secs => offset_ms / 1000.0) - ${wall}::timestamptz)) * 1000)::float8 as ms from org_clock`,
  )
  return row?.ms ?? null
}

/** One at a time per org, over all servers, until the transaction ends: the clock. What is sent next sees what was committed before. */
export function lockClock(tx: Tx, org_id: string): void {
  tx.send(sql`select pg_advisory_xact_lock(hashtextextended('clock:' || ${org_id}::text, 0))`)
}

/** Moves the business clock forward. The new offset, and whether that makes something due. */
export async function addOffset(
  tx: Tx,
  org_id: string,
  ms: number,
  wall: Instant,
): Promise<{ offset_ms: number; due: boolean }> {
  const row = await tx.one<{ offset_ms: string; due: boolean }>(sql`with moved as (
      update org_clock set offset_ms = offset_ms + ${ms} where org_id = ${org_id} returning offset_ms)
    select offset_ms, exists (select 1 from timer where ${due(org_id, sql`moved.offset_ms`, wall)}) as due from moved`)
  return { offset_ms: Number(row?.offset_ms ?? 0), due: row?.due ?? false }
}

/** Locks accounts in order of id, until the transaction ends: what is sent next sees what was committed before. Missing ids are left out. */
export function lockAccounts(tx: Tx, org_id: string, ids: readonly string[]): void {
  tx.send(
    sql`select id from account where org_id = ${org_id} and id = any(${[...ids].sort()}::uuid[]) order by id for update`,
  )
}

/**
 * Claims an idempotency key. `new`: go on. `done`: it was done before, with this answer. `other`: the key came with other input.
 * A second request with the same key waits here until the first has committed or rolled back.
 */
export async function claimKey(
  tx: Tx,
  key: { org_id: string; actor: string; command: string; key: string; input_hash: string; created_at: Instant },
): Promise<{ is: 'new' } | { is: 'other' } | { is: 'done'; answer: string }> {
  const inserted = await tx.run(sql`insert into idempotency (org_id, actor, command, key, input_hash, created_at)
    values (${key.org_id}, ${key.actor}, ${key.command}, ${key.key}, ${key.input_hash}, ${key.created_at})
    on conflict (org_id, actor, command, key) do update set input_hash = excluded.input_hash, answer = null, created_at = excluded.created_at
      where idempotency.created_at < ${key.created_at}::timestamptz - interval '24 hours'`)
  if (inserted === 1) return { is: 'new' }
  const kept = await tx.one<{
    input_hash: string
    answer: string | null
  }>(sql`select input_hash, answer from idempotency
    where org_id = ${key.org_id} and actor = ${key.actor} and command = ${key.command} and key = ${key.key}`)
  if (!kept || kept.input_hash !== key.input_hash || kept.answer === null) return { is: 'other' }
  return { is: 'done', answer: kept.answer }
}

export function keepAnswer(
  tx: Tx,
  key: { org_id: string; actor: string; command: string; key: string },
  answer: string,
): void {
  tx.send(sql`update idempotency set answer = ${answer}
    where org_id = ${key.org_id} and actor = ${key.actor} and command = ${key.command} and key = ${key.key}`)
}

/** Forgets keys older than 24 hours. */
export async function dropOldKeys(tx: Tx, org_id: string, before: Instant): Promise<number> {
  return tx.run(sql`delete from idempotency where org_id = ${org_id} and created_at < ${before}`)
}
