import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Status } from '#server/registrations/registration.ts'
import type { BulkRow, BulkRun, BulkState } from './bulk.ts'

const RUN = sql`b.id, b.verb, b.input, b.state, b.total, b.actor_kind, b.actor_id, b.membership_id, b.undoes, b.created_at, b.starts_at, b.finished_at, b.problem`

export type Counted = BulkRun & { done: number; changed: number; refused: number; undone: boolean }

const COUNTED = sql`select ${RUN},
    (select count(*)::int from bulk_row w where w.org_id = b.org_id and w.run_id = b.id and w.state = 'done') as done,
    (select count(*)::int from bulk_row w where w.org_id = b.org_id and w.run_id = b.id and w.state = 'changed') as changed,
    (select count(*)::int from bulk_row w where w.org_id = b.org_id and w.run_id = b.id and w.state = 'refused') as refused,
    exists (select 1 from bulk_run u where u.org_id = b.org_id and u.undoes = b.id) as undone
  from bulk_run b`

export function insertRun(tx: Tx, org_id: string, run: BulkRun): void {
  tx.send(sql`insert into bulk_run (org_id, id, verb, input, state, total, actor_kind, actor_id, membership_id, undoes, created_at, starts_at)
    values (${org_id}, ${run.id}, ${run.verb}, ${run.input}, ${run.state}, ${run.total}, ${run.actor_kind}, ${run.actor_id}, ${run.membership_id},
      ${run.undoes}, ${run.created_at}, ${run.starts_at})`)
}

export function insertRows(tx: Tx, org_id: string, run_id: string, rows: readonly BulkRow[]): void {
  tx.send(sql`insert into bulk_row (org_id, run_id, place, registration_id, seen_revision, seen_status, manager_id, before_manager_id)
    select ${org_id}::uuid, ${run_id}::uuid, x.place, x.registration_id, x.seen_revision, x.seen_status, x.manager_id, x.before_manager_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as x (place int, registration_id uuid, seen_revision int, seen_status text, manager_id uuid, before_manager_id uuid)`)
}

export async function findRun(tx: Tx, org_id: string, id: string): Promise<Counted | undefined> {
  return tx.one(sql`${COUNTED} where b.org_id = ${org_id} and b.id = ${id}`)
}

export async function listRuns(
  tx: Tx,
  org_id: string,
  actor_id: string,
  before: string | undefined,
  limit: number,
): Promise<Counted[]> {
  const older = before ? sql`and b.id < ${before}` : sql``
  return tx.rows(
    sql`${COUNTED} where b.org_id = ${org_id} and b.actor_id = ${actor_id} ${older} order by b.id desc limit ${limit}`,
  )
}

export type ShownRow = {
  place: number
  registration_id: string
  account_name: string
  partner_name: string
  state: 'waiting' | 'done' | 'changed' | 'refused'
  seen_status: Status
  seen_revision: number
  status: Status
  revision: number
  changed_at: Instant
  manager_name: string | null
  code: string | null
  says: string | null
  next: string | null
}

export async function listRows(
  tx: Tx,
  org_id: string,
  run_id: string,
  filter: { state: ShownRow['state'] | undefined; after: number; limit: number },
): Promise<ShownRow[]> {
  const state = filter.state ? sql`and w.state = ${filter.state}` : sql``
  return tx.rows(sql`select w.place, w.registration_id, r.account_name, p.name as partner_name, w.state, w.seen_status, w.seen_revision,
      r.status, r.revision, r.changed_at, m.name as manager_name, w.code, w.says, w.next
    from bulk_row w
    join registration r on r.org_id = w.org_id and r.id = w.registration_id
    join partner p on p.org_id = r.org_id and p.id = r.partner_id
    left join (select membership.id, person.name from membership join person on person.id = membership.person_id) m on m.id = r.manager_id
    where w.org_id = ${org_id} and w.run_id = ${run_id} and w.place > ${filter.after} ${state}
    order by w.place limit ${filter.limit}`)
}

/** Rows that were named, with who looks after them. What the org does not have is left out. */
export async function listNamed(
  tx: Tx,
  org_id: string,
  ids: readonly string[],
): Promise<{ id: string; status: Status; revision: number; manager_id: string | null }[]> {
  return tx.rows(
    sql`select id, status, revision, manager_id from registration where org_id = ${org_id} and id = any (${ids}::uuid[])`,
  )
}

/** Rows of a run that it changed and nobody has changed since, with whoever looked after them before. */
export async function listReversible(
  tx: Tx,
  org_id: string,
  run_id: string,
): Promise<{ id: string; status: Status; revision: number; manager_id: string | null; before_manager_id: string }[]> {
  return tx.rows(sql`select r.id, r.status, r.revision, r.manager_id, w.before_manager_id
    from bulk_row w join registration r on r.org_id = w.org_id and r.id = w.registration_id
    where w.org_id = ${org_id} and w.run_id = ${run_id} and w.state = 'done' and w.before_manager_id is not null
      and w.before_manager_id is distinct from r.manager_id and r.revision = w.done_revision
    order by w.place`)
}

/** Moves a run on from one of some states. False: it stood in none of them any more. */
export async function moveRun(
  tx: Tx,
  org_id: string,
  id: string,
  from: readonly BulkState[],
  to: BulkState,
  more: { finished_at?: Instant; problem?: string; due_by?: Instant } = {},
): Promise<boolean> {
  const due = more.due_by ? sql`and starts_at <= ${more.due_by}` : sql``
  const moved =
    await tx.run(sql`update bulk_run set state = ${to}, finished_at = coalesce(${more.finished_at ?? null}::timestamptz, finished_at),
      problem = coalesce(${more.problem ?? null}::text, problem)
    where org_id = ${org_id} and id = ${id} and state = any (${from}::text[]) ${due}`)
  return moved === 1
}

/** Runs that are not ended, the earliest first. */
export async function listUnfinished(tx: Tx, org_id: string): Promise<{ id: string; starts_at: Instant }[]> {
  return tx.rows(sql`select id, starts_at from bulk_run where org_id = ${org_id} and state in ('held', 'running')
    order by starts_at, id limit 50`)
}

/** Takes a run for this transaction; false while another server works on it. */
export async function takeRun(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.one<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('bulk:' || ${id}::text, 0)) as taken`,
  )
  return row?.taken ?? false
}

export async function findNextRow(tx: Tx, org_id: string, run_id: string): Promise<BulkRow | undefined> {
  return tx.one(sql`select place, registration_id, seen_revision, seen_status, manager_id, before_manager_id from bulk_row
    where org_id = ${org_id} and run_id = ${run_id} and state = 'waiting' order by place limit 1`)
}

/** Does the run still go on, and this row still wait? Held until the end of the transaction, so that it stays so. */
export async function lockRow(tx: Tx, org_id: string, run_id: string, place: number): Promise<boolean> {
  const row = await tx.one(sql`select 1 from bulk_run b join bulk_row w on w.org_id = b.org_id and w.run_id = b.id
    where b.org_id = ${org_id} and b.id = ${run_id} and b.state = 'running' and w.place = ${place} and w.state = 'waiting' for update of w for share of b`)
  return row !== undefined
}

export async function findRevision(tx: Tx, org_id: string, registration_id: string): Promise<number | undefined> {
  const row = await tx.one<{ revision: number }>(
    sql`select revision from registration where org_id = ${org_id} and id = ${registration_id}`,
  )
  return row?.revision
}

export function markRow(
  tx: Tx,
  org_id: string,
  run_id: string,
  place: number,
  as:
    | { state: 'done'; done_revision: number }
    | { state: 'changed' | 'refused'; code: string; says: string; next: string },
): void {
  const done = as.state === 'done'
  tx.send(sql`update bulk_row set state = ${as.state}, done_revision = ${done ? as.done_revision : null}, code = ${done ? null : as.code},
      says = ${done ? null : as.says}, next = ${done ? null : as.next}
    where org_id = ${org_id} and run_id = ${run_id} and place = ${place} and state = 'waiting'`)
}

/** What the person behind a run is in the org now; undefined where it is nothing any more. */
export async function findRole(tx: Tx, membership_id: string): Promise<string | undefined> {
  const row = await tx.one<{ role: string }>(
    sql`select role from membership where id = ${membership_id} and ended_at is null`,
  )
  return row?.role
}
