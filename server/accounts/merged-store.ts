import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import { taxKey } from './tax-key.ts'

/**
 * Accounts that stand for others. `merged_into` always names the account that stands for the company today: when that one is
 * merged in its turn, whatever was merged into it is led on, so that nobody follows a chain.
 */

/** The account that stands for this one: itself, or what it was merged into. Nothing where there is none. */
export async function survivorOf(tx: Tx, org_id: string, id: string): Promise<string | undefined> {
  const row = await tx.one<{ id: string }>(
    sql`select coalesce(merged_into, id) as id from account where org_id = ${org_id} and id = ${id}`,
  )
  return row?.id
}

export type MergedFrom = { id: string; name: string }

/** More names than a company goes by. */
const MERGED_MAX = 50

/** What was merged into an account, by name. */
export async function listMergedFrom(tx: Tx, org_id: string, id: string): Promise<MergedFrom[]> {
  return tx.rows(
    sql`select id, name from account where org_id = ${org_id} and merged_into = ${id} order by name_key, id limit ${MERGED_MAX}`,
  )
}

/** What else a list says of some accounts: whose they are, whether others belong to them, what was merged into them. */
export async function listMarks(
  tx: Tx,
  org_id: string,
  ids: readonly string[],
): Promise<{ id: string; parent_name: string | null; has_children: boolean; merged_count: number }[]> {
  if (ids.length === 0) return []
  return tx.rows(sql`select a.id, p.name as parent_name,
      exists (select 1 from account c where c.org_id = a.org_id and c.parent_id = a.id) as has_children,
      (select count(*)::int from account m where m.org_id = a.org_id and m.merged_into = a.id) as merged_count
    from account a left join account p on p.org_id = a.org_id and p.id = a.parent_id
    where a.org_id = ${org_id} and a.id = any(${ids}::uuid[])`)
}

/** From now on the account means the other one, and so does what meant it. Answers what was led on. */
export async function leadOn(tx: Tx, org_id: string, id: string, into: string): Promise<string[]> {
  await tx.run(
    sql`update account set merged_into = ${into}, revision = revision + 1 where org_id = ${org_id} and id = ${id}`,
  )
  const rows = await tx.rows<{ id: string }>(sql`update account set merged_into = ${into}, revision = revision + 1
    where org_id = ${org_id} and merged_into = ${id} returning id`)
  return rows.map((row) => row.id)
}

/** The account stands for itself again, and for those that were led on with it. */
export async function leadBack(tx: Tx, org_id: string, id: string, led: readonly string[]): Promise<void> {
  await tx.run(
    sql`update account set merged_into = null, revision = revision + 1 where org_id = ${org_id} and id = ${id}`,
  )
  if (led.length > 0)
    await tx.run(sql`update account set merged_into = ${id}, revision = revision + 1
      where org_id = ${org_id} and id = any(${led}::uuid[])`)
}

/** The account's own tax id is its key again; somebody else who took it since is left with it. */
export async function takeTaxKeyBack(
  tx: Tx,
  org_id: string,
  account: { id: string; country: string | null; tax_id: string | null },
): Promise<void> {
  const key = taxKey(account.country, account.tax_id)
  if (key)
    await tx.run(sql`insert into account_key (org_id, kind, key, account_id) values (${org_id}, 'tax', ${key}, ${account.id})
      on conflict do nothing`)
}

/** Subsidiaries of one account come to belong to another. Answers which. */
export async function moveChildren(
  tx: Tx,
  org_id: string,
  ids: readonly string[] | 'all',
  from: string,
  to: string,
): Promise<string[]> {
  const which = ids === 'all' ? sql`` : sql`and id = any(${ids}::uuid[])`
  const rows = await tx.rows<{ id: string }>(sql`update account set parent_id = ${to}, revision = revision + 1
    where org_id = ${org_id} and parent_id = ${from} and id <> ${to} ${which} returning id`)
  return rows.map((row) => row.id)
}
