import type { Instant } from '#kit/instant.ts'
import { raw, sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'

/**
 * Rows that stand at an account, and how they come to stand at another when two accounts turn out to be one. Each shop
 * says it of its own tables (`rowsAt`) and gives it to the composition root; merging two accounts moves all of them, in
 * the order in which they are put together, and undoing brings back the ones that moved. Whoever asks holds both accounts'
 * locks.
 */
export type AccountRows = {
  /** What moves, as the journal of a merge names it: the table. */
  noun: string
  /** The rows at an account that move when that is merged into another now, by id. */
  list(tx: Tx, org_id: string, account_id: string, now: Instant): Promise<string[]>
  /** Those of the rows that still stand at `from` stand at `to` afterwards: since `at`, or as they did before a merge that is undone. Answers which. */
  move(
    tx: Tx,
    org_id: string,
    ids: readonly string[],
    from: string,
    to: string,
    at: Instant | 'as_before',
  ): Promise<string[]>
}

/**
 * Rows of a table whose `column` says at which account they stand: all of them, or those of which `only` is true. One that
 * the other account has a like of already stays where it is; `unless` says so of the row `t` and the account `to`.
 */
export function rowsAt(
  table: string,
  {
    column = 'account_id',
    only = sql`true`,
    unless,
  }: { column?: string; only?: Sql; unless?: (to: string) => Sql } = {},
): AccountRows {
  // Names known to the code, never input.
  const [name, at] = [raw(table), raw(column)]
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)
  return {
    noun: column === 'account_id' ? table : `${table}.${column}`,
    list: async (tx, org_id, account_id) =>
      ids(
        await tx.rows(
          sql`select t.id from ${name} t where t.org_id = ${org_id} and t.${at} = ${account_id} and ${only} order by t.id`,
        ),
      ),
    move: async (tx, org_id, of, from, to) =>
      of.length === 0
        ? []
        : ids(
            await tx.rows(sql`update ${name} t set ${at} = ${to}
              where t.org_id = ${org_id} and t.id = any(${of}::uuid[]) and t.${at} = ${from} ${unless ? sql`and not (${unless(to)})` : sql``}
              returning t.id`),
          ),
  }
}

/** What the clock will do about an account: named by what it is set for, which has one account whatever the timer. */
export const timersAt: AccountRows = {
  noun: 'timer',
  list: async (tx, org_id, account_id) => {
    const rows = await tx.rows<{ id: string }>(
      sql`select distinct subject_id as id from timer where org_id = ${org_id} and account_id = ${account_id} order by 1`,
    )
    return rows.map(({ id }) => id)
  },
  move: async (tx, org_id, ids, from, to) => {
    if (ids.length === 0) return []
    const rows = await tx.rows<{ id: string }>(sql`update timer set account_id = ${to}
      where org_id = ${org_id} and account_id = ${from} and subject_id = any(${ids}::uuid[]) returning subject_id as id`)
    return [...new Set(rows.map(({ id }) => id))]
  },
}
