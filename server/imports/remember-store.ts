import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { ImportObject } from './fields.ts'
import type { Mapping } from './mapping.ts'

/** How files of one set of columns were mapped last. */
export type Remembered = {
  id: string
  object: ImportObject
  header_key: string
  label: string
  header: string[]
  mapping: Mapping
  used_at: Instant
  used_by: string
  revision: number
}

const ALL = sql`id, object, header_key, label, header, mapping, used_at, used_by, revision`

/** Used last first. A partner's people have their own, and never the org's. */
export async function listRemembered(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
  objects: readonly ImportObject[],
  limit: number,
): Promise<Remembered[]> {
  return tx.rows(sql`select m.* from unnest(${objects}::text[]) as asked (object), lateral (
      select ${ALL} from import_mapping where org_id = ${org_id} and object = asked.object
        and partner_id is not distinct from ${partner_id}::uuid order by used_at desc, id desc limit ${limit}) m
    order by m.used_at desc, m.id desc limit ${limit}`)
}

export async function findRemembered(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
  id: string,
): Promise<Remembered | undefined> {
  return tx.one(sql`select ${ALL} from import_mapping
    where org_id = ${org_id} and id = ${id} and partner_id is not distinct from ${partner_id}::uuid`)
}

/** Keeps how these columns are mapped; what people call it stays. */
export async function remember(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
  it: Omit<Remembered, 'revision'>,
): Promise<void> {
  await tx.run(sql`insert into import_mapping (org_id, id, partner_id, object, header_key, label, header, mapping, used_at, used_by, created_at)
    values (${org_id}, ${it.id}, ${partner_id}, ${it.object}, ${it.header_key}, ${it.label}, ${JSON.stringify(it.header)}::jsonb,
      ${JSON.stringify(it.mapping)}::jsonb, ${it.used_at}, ${it.used_by}, ${it.used_at})
    on conflict (org_id, object, header_key, partner_id) do update
      set mapping = excluded.mapping, used_at = excluded.used_at, used_by = excluded.used_by, revision = import_mapping.revision + 1`)
}

export async function rename(
  tx: Tx,
  org_id: string,
  to: { id: string; label: string; revision: number },
): Promise<boolean> {
  const touched = await tx.run(sql`update import_mapping set label = ${to.label}, revision = revision + 1
    where org_id = ${org_id} and id = ${to.id} and revision = ${to.revision}`)
  return touched === 1
}

export async function forget(tx: Tx, org_id: string, id: string): Promise<void> {
  await tx.run(sql`delete from import_mapping where org_id = ${org_id} and id = ${id}`)
}
