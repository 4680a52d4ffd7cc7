import { raw, sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Instant } from '#kit/instant.ts'
import type { ImportObject } from './fields.ts'
import type { Change } from './plan-rows.ts'

/** Remembers how things stood, a batch at a time. */
export async function keepChanges(
  tx: Tx,
  org_id: string,
  import_id: string,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return
  await tx.run(sql`insert into import_change (org_id, import_id, external_id, line, subject_id, kind, before, after, lane, hash_before, hash_after, parent_id)
    select ${org_id}::uuid, ${import_id}::uuid, external_id, line, subject_id, kind, before, after, lane, hash_before, hash_after, parent_id
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as r (external_id text, line bigint, subject_id uuid, kind text,
      before jsonb, after jsonb, lane jsonb, hash_before text, hash_after text, parent_id uuid)`)
}

/** The last that were done and are not undone yet. With `below`, those under a line: a preview leaves them as they are. */
export async function listChanges(
  tx: Tx,
  org_id: string,
  import_id: string,
  below: number | null,
  limit: number,
): Promise<Change[]> {
  const under = below === null ? sql`` : sql`and line < ${below}`
  const rows = await tx.rows<Omit<Change, 'line'> & { line: string }>(
    sql`select external_id, line, subject_id, kind, before, after, lane, hash_before, hash_after, parent_id from import_change
      where org_id = ${org_id} and import_id = ${import_id} and state = 'done' ${under} order by line desc limit ${limit}`,
  )
  return rows.map((row) => ({ ...row, line: Number(row.line) }))
}

/** What records of these ids are by now: how often they changed, and what else knows them. */
export async function listRevisions(
  tx: Tx,
  org_id: string,
  object: ImportObject,
  ids: readonly string[],
): Promise<{ id: string; revision: number }[]> {
  if (ids.length === 0) return []
  return tx.rows(sql`select id, revision from ${raw(object)} where org_id = ${org_id} and id = any(${ids}::uuid[])`)
}

/** Opportunities with which registrations were won or lost: decisions rest on that, and it is not taken back with a file. */
export async function listEndedWith(tx: Tx, org_id: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx.rows<{ id: string }>(sql`select distinct opportunity_id as id from registration
    where org_id = ${org_id} and opportunity_id = any(${ids}::uuid[]) and status in ('won', 'lost')`)
  return rows.map(({ id }) => id)
}

export type Tie = { subject_id: string; system: string; external_id: string; content_hash: string }

export async function listTies(tx: Tx, org_id: string, object: ImportObject, ids: readonly string[]): Promise<Tie[]> {
  if (ids.length === 0) return []
  return tx.rows(sql`select subject_id, system, external_id, content_hash from external_ref
    where subject_id = any(${ids}::uuid[]) and org_id = ${org_id} and noun = ${object}`)
}

/**
 * Which records something points at, and from where. Asked of the database's own foreign keys, so that a table that comes
 * later is looked at too. What belongs to the record itself, its keys and its lane, does not count, and neither does an
 * account that this import made its subsidiary: that is taken back with it.
 */
export async function listReferred(
  tx: Tx,
  org_id: string,
  object: ImportObject,
  import_id: string,
  ids: readonly string[],
): Promise<{ id: string; by: string }[]> {
  if (ids.length === 0) return []
  const keys = await tx.rows<{
    name: string
    attribute: string
  }>(sql`select c.conrelid::regclass::text as name, a.attname as attribute
    from pg_constraint c
    join lateral unnest(c.conkey, c.confkey) as k (own, other) on true
    join pg_attribute f on f.attrelid = c.confrelid and f.attnum = k.other and f.attname = 'id'
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.own
    where c.contype = 'f' and c.conparentid = 0 and c.confrelid = ${object}::regclass
      and c.conrelid::regclass::text not in ('account_key', 'enrollment')`)
  const tied_by = sql`exists (select 1 from import_change c where c.org_id = ${org_id} and c.import_id = ${import_id} and c.state = 'done'
    and c.parent_id = asked.id and c.subject_id = r.id)`
  const found = await Promise.all(
    keys.map(({ name, attribute }) =>
      // Names out of the catalog, never out of a request.
      tx.rows<{ id: string; by: string }>(sql`select asked.id, ${name} as by from unnest(${ids}::uuid[]) as asked (id)
        where exists (select 1 from ${raw(name)} r where r.org_id = ${org_id} and r.${raw(attribute)} = asked.id ${attribute === 'parent_id' ? sql`and not ${tied_by}` : sql``})`),
    ),
  )
  return found.flat()
}

/** Subsidiaries that this import tied to their parents, as far as they still are: some of its rows', or of some parents. */
export async function listTiedParents(
  tx: Tx,
  org_id: string,
  import_id: string,
  of: { children: readonly string[]; parents: readonly string[] },
): Promise<{ id: string; parent_id: string }[]> {
  const tied = (which: Sql) => sql`select c.subject_id as id, c.parent_id from import_change c
    join account a on a.org_id = c.org_id and a.id = c.subject_id and a.parent_id = c.parent_id
    where c.org_id = ${org_id} and c.import_id = ${import_id} and c.state = 'done' and ${which}`
  return tx.rows(sql`${tied(sql`c.parent_id is not null and c.subject_id = any(${of.children}::uuid[])`)}
    union ${tied(sql`c.parent_id = any(${of.parents}::uuid[])`)} order by id`)
}

export async function untieParents(tx: Tx, org_id: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.run(sql`update account set parent_id = null where org_id = ${org_id} and id = any(${ids}::uuid[])`)
}

export async function deleteRecords(
  tx: Tx,
  org_id: string,
  object: ImportObject,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  if (object === 'account') {
    await tx.run(sql`delete from account_key where org_id = ${org_id} and account_id = any(${ids}::uuid[])`)
    await tx.run(sql`delete from account_clue where org_id = ${org_id} and account_id = any(${ids}::uuid[])`)
  }
  if (object === 'partner')
    await tx.run(sql`delete from enrollment where org_id = ${org_id} and partner_id = any(${ids}::uuid[])`)
  await tx.run(sql`delete from ${raw(object)} where org_id = ${org_id} and id = any(${ids}::uuid[])`)
}

/** Ties as they were before: gone where there were none. */
export async function restoreTies(
  tx: Tx,
  org_id: string,
  object: ImportObject,
  system: string,
  ties: readonly { external_id: string; hash_before: string | null }[],
): Promise<void> {
  if (ties.length === 0) return
  const gone = ties.flatMap(({ external_id, hash_before }) => (hash_before === null ? [external_id] : []))
  const back = ties.filter(({ hash_before }) => hash_before !== null)
  await tx.run(sql`delete from external_ref
    where org_id = ${org_id} and noun = ${object} and system = ${system} and external_id = any(${gone}::text[])`)
  await tx.run(sql`update external_ref r set content_hash = t.hash_before
    from jsonb_to_recordset(${JSON.stringify(back)}::jsonb) as t (external_id text, hash_before text)
    where r.org_id = ${org_id} and r.noun = ${object} and r.system = ${system} and r.external_id = t.external_id`)
}

export async function restoreLane(
  tx: Tx,
  org_id: string,
  partner_id: string,
  lane: { track: string; before: { tier: string | null } | null },
): Promise<void> {
  if (lane.before === null)
    await tx.run(
      sql`delete from enrollment where org_id = ${org_id} and partner_id = ${partner_id} and track = ${lane.track}`,
    )
  else
    await tx.run(sql`update enrollment set tier = ${lane.before.tier}, revision = revision + 1
      where org_id = ${org_id} and partner_id = ${partner_id} and track = ${lane.track}`)
}

/** What was undone is forgotten; what stays is kept, with the reason and without how it was before. */
export async function settleChanges(
  tx: Tx,
  org_id: string,
  import_id: string,
  undone: readonly string[],
  kept: readonly { external_id: string; why: string; name: string }[],
): Promise<void> {
  await tx.run(sql`delete from import_change
    where org_id = ${org_id} and import_id = ${import_id} and external_id = any(${undone}::text[])`)
  await tx.run(sql`update import_change c set state = 'kept', kept_why = k.why, before = null, lane = null,
      after = jsonb_build_object('name', k.name)
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as k (external_id text, why text, name text)
    where c.org_id = ${org_id} and c.import_id = ${import_id} and c.external_id = k.external_id`)
}

export async function listKept(
  tx: Tx,
  org_id: string,
  import_id: string,
  after: number,
  limit: number,
): Promise<{ line: number; external_id: string; subject_id: string; name: string; why: string }[]> {
  const rows = await tx.rows<{ line: string; external_id: string; subject_id: string; name: string; why: string }>(
    sql`select line, external_id, subject_id, coalesce(after ->> 'name', external_id) as name, kept_why as why from import_change
      where org_id = ${org_id} and import_id = ${import_id} and state = 'kept' and line > ${after} order by line limit ${limit}`,
  )
  return rows.map((row) => ({ ...row, line: Number(row.line) }))
}

export async function startUndo(tx: Tx, org_id: string, id: string, run_by: string): Promise<void> {
  await tx.run(sql`update import set state = 'undoing', run_by = ${run_by}, revision = revision + 1
    where org_id = ${org_id} and id = ${id}`)
  await tx.run(sql`insert into import_waiting (org_id, import_id, what) values (${org_id}, ${id}, 'undo')
    on conflict (org_id, import_id) do update set what = 'undo', due_at = '-infinity'`)
}

/** Counts what a batch of an undo did, and ends it with the last. */
export async function countUndo(
  tx: Tx,
  org_id: string,
  id: string,
  did: { removed: number; restored: number; kept: number; ended_at: Instant | null },
): Promise<void> {
  await tx.run(sql`update import set removed_count = removed_count + ${did.removed}, restored_count = restored_count + ${did.restored},
      kept_count = kept_count + ${did.kept}, undone_at = ${did.ended_at}, revision = revision + 1,
      state = case when ${did.ended_at}::timestamptz is null then state else 'undone' end
    where org_id = ${org_id} and id = ${id}`)
  if (did.ended_at) await tx.run(sql`delete from import_waiting where org_id = ${org_id} and import_id = ${id}`)
}

/** The day is over: how things stood before is nobody's business any more. What an undo kept, and why, stays. */
export async function forgetChanges(tx: Tx, org_id: string, import_id: string): Promise<void> {
  await tx.run(sql`delete from import_change where org_id = ${org_id} and import_id = ${import_id} and state <> 'kept'`)
  await tx.run(
    sql`delete from import_waiting where org_id = ${org_id} and import_id = ${import_id} and what = 'forget'`,
  )
}
