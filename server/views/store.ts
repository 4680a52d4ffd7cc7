import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { List, SavedView } from './view.ts'

const SELECT = sql`select v.id, v.list, v.membership_id, v.name, v.state, v.created_by, p.name as created_by_name, v.created_at, v.revision
  from saved_view v left join membership m on m.id = v.created_by left join person p on p.id = m.person_id`

/** Shared views and, of the personal ones, this membership's own. */
export async function listViews(
  tx: Tx,
  org_id: string,
  membership_id: string | null,
  list: List,
  limit: number,
): Promise<SavedView[]> {
  return tx.rows(sql`${SELECT} where v.org_id = ${org_id} and v.list = ${list} and (v.membership_id is null or v.membership_id = ${membership_id})
    order by v.id limit ${limit}`)
}

export async function findView(
  tx: Tx,
  org_id: string,
  membership_id: string | null,
  id: string,
): Promise<SavedView | undefined> {
  return tx.one(
    sql`${SELECT} where v.org_id = ${org_id} and v.id = ${id} and (v.membership_id is null or v.membership_id = ${membership_id})`,
  )
}

export async function countViews(tx: Tx, org_id: string, membership_id: string | null, list: List): Promise<number> {
  const row = await tx.one<{ n: number }>(sql`select count(*)::int as n from saved_view
    where org_id = ${org_id} and list = ${list} and membership_id is not distinct from ${membership_id}::uuid`)
  return row?.n ?? 0
}

/** Is the name given among the personal, or the shared, views of a list? Case makes no difference. */
export async function isNameTaken(
  tx: Tx,
  org_id: string,
  view: Pick<SavedView, 'id' | 'list' | 'membership_id' | 'name'>,
): Promise<boolean> {
  const row = await tx.one(sql`select 1 from saved_view where org_id = ${org_id} and list = ${view.list}
    and membership_id is not distinct from ${view.membership_id}::uuid and lower(name) = lower(${view.name}) and id <> ${view.id}`)
  return row !== undefined
}

/** One at a time makes or renames views of an org: the name is looked at before it is written. */
export function lockViews(tx: Tx, org_id: string): void {
  tx.send(sql`select pg_advisory_xact_lock(hashtextextended('views:' || ${org_id}::text, 0))`)
}

export function insertView(tx: Tx, org_id: string, v: Omit<SavedView, 'created_by_name' | 'revision'>): void {
  tx.send(sql`insert into saved_view (org_id, id, list, membership_id, name, state, created_by, created_at)
    values (${org_id}, ${v.id}, ${v.list}, ${v.membership_id}, ${v.name}, ${v.state}, ${v.created_by}, ${v.created_at})`)
}

export async function updateView(tx: Tx, org_id: string, v: SavedView): Promise<number | undefined> {
  const row = await tx.one<{ revision: number }>(sql`update saved_view set name = ${v.name}, state = ${v.state},
      membership_id = ${v.membership_id}, revision = revision + 1
    where org_id = ${org_id} and id = ${v.id} and revision = ${v.revision} returning revision`)
  return row?.revision
}

export async function deleteView(tx: Tx, org_id: string, id: string): Promise<boolean> {
  return (await tx.run(sql`delete from saved_view where org_id = ${org_id} and id = ${id}`)) === 1
}

export async function findOrder(tx: Tx, org_id: string, membership_id: string, list: List): Promise<string[]> {
  const row = await tx.one<{ keys: string }>(
    sql`select keys from view_order where org_id = ${org_id} and membership_id = ${membership_id} and list = ${list}`,
  )
  return row ? (JSON.parse(row.keys) as string[]) : [] // written below from an array of strings
}

export function putOrder(tx: Tx, org_id: string, membership_id: string, list: List, keys: readonly string[]): void {
  tx.send(sql`insert into view_order (org_id, membership_id, list, keys) values (${org_id}, ${membership_id}, ${list}, ${JSON.stringify(keys)})
    on conflict (org_id, membership_id, list) do update set keys = excluded.keys`)
}

export async function listSeen(
  tx: Tx,
  org_id: string,
  membership_id: string,
  list: List,
): Promise<{ key: string; seen_at: Instant }[]> {
  return tx.rows(sql`select key, seen_at from view_seen
    where org_id = ${org_id} and membership_id = ${membership_id} and list = ${list} order by seen_at desc limit 300`)
}

/** Notes a look, and answers when the one before was. */
export async function putSeen(
  tx: Tx,
  org_id: string,
  membership_id: string,
  list: List,
  key: string,
  at: Instant,
): Promise<Instant | null> {
  const before = await tx.one<{ seen_at: Instant }>(sql`select seen_at from view_seen
    where org_id = ${org_id} and membership_id = ${membership_id} and list = ${list} and key = ${key} for update`)
  await tx.run(sql`insert into view_seen (org_id, membership_id, list, key, seen_at) values (${org_id}, ${membership_id}, ${list}, ${key}, ${at})
    on conflict (org_id, membership_id, list, key) do update set seen_at = greatest(view_seen.seen_at, excluded.seen_at)`)
  return before?.seen_at ?? null
}
