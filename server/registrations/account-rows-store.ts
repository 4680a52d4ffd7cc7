import { rowsAt, type AccountRows } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'

/**
 * What of registrations moves when two accounts become one: every claim, open or over, and what is protected now. A
 * protection that is over stays where it was: nobody holds anything by it any more.
 */
const protections: AccountRows = {
  noun: 'protection',
  list: async (tx, org_id, account_id, now) => {
    const rows = await tx.rows<{ id: string }>(
      sql`select id from protection where org_id = ${org_id} and account_id = ${account_id} and ends_at > ${now} order by id`,
    )
    return rows.map(({ id }) => id)
  },
  move: async (tx, org_id, ids, from, to, at) => {
    if (ids.length === 0) return []
    const came =
      at === 'as_before' ? sql`trim_array(came_at, least(1, cardinality(came_at)))` : sql`came_at || ${at}::timestamptz`
    const rows = await tx.rows<{ id: string }>(sql`update protection set account_id = ${to}, came_at = ${came}
      where org_id = ${org_id} and id = any(${ids}::uuid[]) and account_id = ${from} returning id`)
    return rows.map(({ id }) => id)
  },
}

const registrations: AccountRows = {
  ...rowsAt('registration'),
  move: async (tx, org_id, ids, from, to, at) => {
    if (ids.length === 0) return []
    const rows = await tx.rows<{ id: string }>(sql`update registration set account_id = ${to}, revision = revision + 1
      where org_id = ${org_id} and id = any(${ids}::uuid[]) and account_id = ${from} returning id`)
    const moved = rows.map(({ id }) => id)
    // What such a claim was given since it came goes back with it.
    if (at === 'as_before')
      await tx.run(sql`update protection set account_id = ${to}
        where org_id = ${org_id} and account_id = ${from} and came_at = '{}' and registration_id = any(${moved}::uuid[])`)
    return moved
  },
}

export const registrationRows: readonly AccountRows[] = [protections, registrations]
