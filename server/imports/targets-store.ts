import { raw, sql as named, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import { TABLE_COLUMNS, type ColumnValue, type Columns } from './columns.ts'
import type { ImportObject } from './fields.ts'

/**
 * Rows of the five kinds of things, a thousand at a time: `insert … select` from one JSON parameter, since COPY is refused
 * under row-level security. The names of tables and columns come from TABLE_COLUMNS, never from input.
 */

/**
 * Planned each time, never prepared: the first batch of an import finds empty tables, and a plan kept from then walked the
 * whole org for every later one (0.5 s a batch at 27,000 rows, until the statistics caught up).
 */
function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  return { ...named(strings, ...values), name: undefined }
}

export type Ref = { external_id: string; subject_id: string; content_hash: string }

/** A key that is known, and what it is tied to now. */
export type KnownRef = Ref & { is_merged: boolean }

export async function listRefs(
  tx: Tx,
  org_id: string,
  noun: ImportObject,
  system: string,
  external_ids: readonly string[],
): Promise<KnownRef[]> {
  if (external_ids.length === 0) return []
  const now = sql`left join account a on a.org_id = ${org_id} and a.id = r.subject_id`
  const merged = noun === 'account' ? sql`a.merged_into` : sql`null::uuid`
  return tx.rows(sql`select r.external_id, coalesce(${merged}, r.subject_id) as subject_id, r.content_hash, ${merged} is not null as is_merged
    from unnest(${external_ids}::text[]) as asked (external_id), lateral (
    select external_id, subject_id, content_hash from external_ref
    where org_id = ${org_id} and noun = ${noun} and system = ${system} and external_id = asked.external_id limit 1) r ${noun === 'account' ? now : sql``}`)
}

/** The keys under which a system knows some things already. */
export async function listRefsOf(
  tx: Tx,
  org_id: string,
  noun: ImportObject,
  system: string,
  subject_ids: readonly string[],
): Promise<Ref[]> {
  if (subject_ids.length === 0) return []
  return tx.rows(sql`select r.* from unnest(${subject_ids}::uuid[]) as asked (subject_id), lateral (
    select external_id, subject_id, content_hash from external_ref
    where org_id = ${org_id} and noun = ${noun} and system = ${system} and subject_id = asked.subject_id limit 1) r`)
}

export async function keepRefs(
  tx: Tx,
  org_id: string,
  noun: ImportObject,
  system: string,
  refs: readonly Ref[],
): Promise<void> {
  if (refs.length === 0) return
  await tx.run(sql`insert into external_ref (org_id, noun, system, external_id, subject_id, content_hash)
    select ${org_id}::uuid, ${noun}, ${system}, external_id, subject_id, content_hash
    from json_to_recordset(${JSON.stringify(refs)}::json) as r (external_id text, subject_id uuid, content_hash text)
    on conflict (org_id, noun, system, external_id) do update set content_hash = excluded.content_hash`)
}

/** The rows that may change, as they stand; locked in order of id where they will be written. */
export async function listCurrent(
  tx: Tx,
  org_id: string,
  object: ImportObject,
  ids: readonly string[],
  lock: boolean,
): Promise<({ id: string } & Columns)[]> {
  if (ids.length === 0) return []
  const columns = Object.keys(TABLE_COLUMNS[object]).join(', ')
  return tx.rows(sql`select id, ${raw(columns)} from ${raw(object)} where org_id = ${org_id} and id = any(${ids}::uuid[])
    order by id ${raw(lock ? 'for update' : '')}`)
}

export async function insertRows(
  tx: Tx,
  org_id: string,
  object: ImportObject,
  rows: readonly Record<string, ColumnValue>[],
): Promise<void> {
  if (rows.length === 0) return
  const { list, typed } = shapeOf(object)
  await tx.run(sql`insert into ${raw(object)} (org_id, id, created_at, ${raw(list)})
    select ${org_id}::uuid, id, created_at, ${raw(list)}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, created_at timestamptz, ${raw(typed)})`)
}

/** Writes whole rows over their columns: what the file does not name is in them as it stood. */
export async function updateRows(
  tx: Tx,
  org_id: string,
  object: ImportObject,
  rows: readonly Record<string, ColumnValue>[],
): Promise<void> {
  if (rows.length === 0) return
  const { typed, sets } = shapeOf(object)
  await tx.run(sql`update ${raw(object)} t set ${raw(sets)}, revision = t.revision + 1
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, ${raw(typed)})
    where t.org_id = ${org_id} and t.id = r.id`)
}

function shapeOf(object: ImportObject): { list: string; typed: string; sets: string } {
  const columns = Object.entries(TABLE_COLUMNS[object])
  return {
    list: columns.map(([name]) => name).join(', '),
    typed: columns.map(([name, type]) => `${name} ${type}`).join(', '),
    sets: columns.map(([name]) => `${name} = r.${name}`).join(', '),
  }
}

export type AccountKeys = { id: string; tax: string | null }

/** The tax ids of accounts, the one certain key; said anew for accounts that had others. */
export async function replaceTaxKeys(
  tx: Tx,
  org_id: string,
  accounts: readonly AccountKeys[],
  changed: readonly string[],
): Promise<void> {
  // An account keeps the tax ids of what was merged into it.
  if (changed.length > 0)
    await tx.run(sql`delete from account_key k where k.org_id = ${org_id} and k.account_id = any(${changed}::uuid[]) and not exists (
      select 1 from account m where m.org_id = k.org_id and m.merged_into = k.account_id
        and k.key = coalesce(m.country, '') || ':' || regexp_replace(upper(m.tax_id), '[^A-Z0-9]', '', 'g'))`)
  const rows = accounts.filter(({ tax }) => tax !== null)
  if (rows.length === 0) return
  await tx.run(sql`insert into account_key (org_id, kind, key, account_id)
    select ${org_id}::uuid, 'tax', r.tax, r.id from json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, tax text)
    on conflict (org_id, kind, key, account_id) do nothing`)
}

export async function listTaxHolders(
  tx: Tx,
  org_id: string,
  keys: readonly string[],
): Promise<{ key: string; account_id: string }[]> {
  if (keys.length === 0) return []
  return tx.rows(sql`select r.* from unnest(${keys}::text[]) as asked (key), lateral (
    select k.key, coalesce(a.merged_into, a.id) as account_id from account_key k join account a on a.org_id = k.org_id and a.id = k.account_id
    where k.org_id = ${org_id} and k.kind = 'tax' and k.key = asked.key limit 1) r`)
}

/** Something that a name or a key stands for: how many there are, and which it is where there is one. */
export type Named = { key: string; id: string; count: number }

export async function listAccountsByName(tx: Tx, org_id: string, name_keys: readonly string[]): Promise<Named[]> {
  if (name_keys.length === 0) return []
  return tx.rows(sql`select asked.key, r.id, r.count from unnest(${name_keys}::text[]) as asked (key), lateral (
    select (array_agg(id order by id))[1] as id, count(*)::int as count from account
    where org_id = ${org_id} and name_key = asked.key and merged_into is null) r
    where r.count > 0`)
}

export async function listAccountsByExternalId(
  tx: Tx,
  org_id: string,
  systems: readonly string[],
  external_ids: readonly string[],
): Promise<Named[]> {
  if (external_ids.length === 0 || systems.length === 0) return []
  return tx.rows(sql`select asked.key, r.ids[1] as id, cardinality(r.ids) as count from unnest(${external_ids}::text[]) as asked (key), lateral (
    select array(select distinct coalesce(a.merged_into, a.id)
      from unnest(${systems}::text[]) as s (system), lateral (
        select subject_id from external_ref where org_id = ${org_id} and noun = 'account' and system = s.system and external_id = asked.key limit 1) x
      join account a on a.org_id = ${org_id} and a.id = x.subject_id order by 1) as ids) r
    where r.ids <> '{}'`)
}

export async function listByNameKey(
  tx: Tx,
  org_id: string,
  object: 'product' | 'member',
  name_keys: readonly string[],
): Promise<Named[]> {
  if (name_keys.length === 0) return []
  return tx.rows(sql`select asked.key, r.id, r.count from unnest(${name_keys}::text[]) as asked (key), lateral (
    select (array_agg(id order by id))[1] as id, count(*)::int as count from ${raw(object)} where org_id = ${org_id} and name_key = asked.key) r
    where r.count > 0`)
}

export async function listTiers(
  tx: Tx,
  org_id: string,
  partner_ids: readonly string[],
): Promise<{ partner_id: string; track: string; tier: string | null }[]> {
  if (partner_ids.length === 0) return []
  return tx.rows(
    sql`select partner_id, track, tier from enrollment where org_id = ${org_id} and partner_id = any(${partner_ids}::uuid[])`,
  )
}

export async function updateTier(
  tx: Tx,
  org_id: string,
  partner_id: string,
  track: string,
  tier: string,
): Promise<void> {
  await tx.run(sql`update enrollment set tier = ${tier}, revision = revision + 1
    where org_id = ${org_id} and partner_id = ${partner_id} and track = ${track} and tier is distinct from ${tier}`)
}

/** Partners that a text may mean: by slug, by id, or by name as names are compared. */
export async function listPartnersCalled(
  tx: Tx,
  org_id: string,
  by: { slug: string; id: string | null; name_key: string },
): Promise<{ id: string; name: string }[]> {
  return tx.rows(sql`select id, name from partner where org_id = ${org_id} and slug = ${by.slug}
    union select id, name from partner where org_id = ${org_id} and id = ${by.id}::uuid
    union select id, name from partner where org_id = ${org_id} and name_key = ${by.name_key} limit 3`)
}

/** Marks a place in the transaction: what a row did after it can be taken back alone. */
export async function markRow(tx: Tx): Promise<void> {
  await tx.run(named`savepoint import_row`)
}

export async function takeRowBack(tx: Tx): Promise<void> {
  await tx.run(named`rollback to savepoint import_row`)
}
