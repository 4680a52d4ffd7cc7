import { sql, type Tx } from '#server/platform/postgres/sql.ts'

/** Who belongs to whom. Depths are counted from the account that is asked about. */

/** No real group of companies is told apart further down; it keeps every walk short. */
export const FAMILY_DEPTH_MAX = 12

/** More subsidiaries than a page shows, or a decision looks at. */
export const FAMILY_MAX = 200

/** One at a time per org, until the transaction ends: who becomes whose subsidiary. After the account keys, before accounts. */
export async function lockFamily(tx: Tx, org_id: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended('family:' || ${org_id}::text, 0))`)
}

/** The accounts above one, nearest first. */
export async function listParents(tx: Tx, org_id: string, id: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`with recursive up as (
      select parent_id as id, 1 as depth from account where org_id = ${org_id} and id = ${id}
      union all select a.parent_id, up.depth + 1 from up join account a on a.org_id = ${org_id} and a.id = up.id
        where up.id is not null and up.depth <= ${FAMILY_DEPTH_MAX})
    select id from up where id is not null order by depth`)
  return rows.map((row) => row.id)
}

/** The accounts below one, nearest first: its subsidiaries, theirs, and so on. */
export async function listBelow(
  tx: Tx,
  org_id: string,
  id: string,
  limit: number,
): Promise<{ id: string; depth: number }[]> {
  return tx.rows(sql`with recursive down as (
      select id, 1 as depth from account where org_id = ${org_id} and parent_id = ${id} and merged_into is null
      union all select a.id, down.depth + 1 from down join account a on a.org_id = ${org_id} and a.parent_id = down.id and a.merged_into is null
        where down.depth <= ${FAMILY_DEPTH_MAX})
    select id, depth from down order by depth, id limit ${limit}`)
}

/** How many stand below one another under an account: 0 where it has no subsidiary. */
export async function heightOf(tx: Tx, org_id: string, id: string): Promise<number> {
  const row = await tx.one<{ height: number }>(sql`with recursive down as (
      select id, 1 as depth from account where org_id = ${org_id} and parent_id = ${id} and merged_into is null
      union all select a.id, down.depth + 1 from down join account a on a.org_id = ${org_id} and a.parent_id = down.id and a.merged_into is null
        where down.depth <= ${FAMILY_DEPTH_MAX})
    select coalesce(max(depth), 0)::int as height from down`)
  return row?.height ?? 0
}

export type FamilyMember = {
  id: string
  name: string
  domain: string | null
  country: string | null
  is_customer: boolean
  is_house: boolean
  parent_id: string | null
}

export async function listMembers(tx: Tx, org_id: string, ids: readonly string[]): Promise<FamilyMember[]> {
  if (ids.length === 0) return []
  return tx.rows(sql`select id, name, domain, country, is_customer, is_house, parent_id from account
    where org_id = ${org_id} and id = any(${ids}::uuid[])`)
}

/** Says whose subsidiary an account is that has no parent yet, with the row that is just being written; false where it has one. */
export async function giveParent(tx: Tx, org_id: string, pair: { id: string; parent_id: string }): Promise<boolean> {
  const touched = await tx.run(sql`update account set parent_id = ${pair.parent_id}
    where org_id = ${org_id} and id = ${pair.id} and parent_id is null and merged_into is null`)
  return touched === 1
}
