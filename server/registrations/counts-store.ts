import { sql, type Tx } from '#server/platform/postgres/sql.ts'

/**
 * How many registrations stand in each state, exactly and without counting them: totals that are kept, and what has
 * changed since they were last added up, under one snapshot. The database writes the changes with the rows themselves.
 */
export async function countStates(tx: Tx, org_id: string, partner_id: string | null): Promise<Record<string, number>> {
  const whose = partner_id ? sql`partner_id = ${partner_id}` : sql`true`
  const total = partner_id ? whose : sql`partner_id is null`
  const rows = await tx.rows<{ status: string; n: number }>(sql`select status, sum(n)::int as n from (
      select status, n from registration_count where org_id = ${org_id} and ${total}
      union all select status, n from registration_count_change where org_id = ${org_id} and ${whose}) counted
    group by status having sum(n) <> 0`)
  return Object.fromEntries(rows.map((row) => [row.status, row.n]))
}

/** Adds the changes up into the totals. Two at once: the second leaves the first alone. */
export async function foldCounts(tx: Tx, org_id: string): Promise<void> {
  const held = await tx.one<{ held: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('counts:' || ${org_id}::text, 0)) as held`,
  )
  if (!held?.held) return
  await tx.run(sql`with taken as (
      delete from registration_count_change where org_id = ${org_id} returning partner_id, status, n)
    insert into registration_count (org_id, partner_id, status, n)
      select ${org_id}::uuid, partner_id, status, sum(n) from taken group by grouping sets ((partner_id, status), (status))
    on conflict (org_id, partner_id, status) do update set n = registration_count.n + excluded.n`)
}
