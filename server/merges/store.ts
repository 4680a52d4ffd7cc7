import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Kept, Merge } from './merge.ts'

const COLUMNS = sql`m.id, m.loser_id, m.winner_id, m.status, m.reason, m.merged_at, m.merged_by, m.filled, m.ended, m.ruling_id,
  m.undone_at, m.undone_by, m.undo_reason, m.kept`

/** A merge with what its accounts are called, how much moved, and whether a later one stands on it. */
export type ShownMerge = Merge & {
  loser_name: string
  winner_name: string
  moved: { noun: string; count: number }[]
  later_id: string | null
}

const SHOWN = sql`select ${COLUMNS}, l.name as loser_name, w.name as winner_name,
    (select coalesce(json_agg(json_build_object('noun', n.noun, 'count', n.count) order by n.noun), '[]') from (
      select noun, count(*)::int as count from merge_move v where v.org_id = m.org_id and v.merge_id = m.id group by noun) n) as moved,
    (select x.id from merge x where x.org_id = m.org_id and x.loser_id = m.winner_id and x.status = 'merged') as later_id
  from merge m
  join account l on l.org_id = m.org_id and l.id = m.loser_id
  join account w on w.org_id = m.org_id and w.id = m.winner_id`

export async function findMerge(tx: Tx, org_id: string, id: string): Promise<ShownMerge | undefined> {
  return tx.one(sql`${SHOWN} where m.org_id = ${org_id} and m.id = ${id}`)
}

/** The merge again, held until the transaction ends. */
export async function lockMerge(tx: Tx, org_id: string, id: string): Promise<Merge | undefined> {
  return tx.one(sql`select ${COLUMNS} from merge m where m.org_id = ${org_id} and m.id = ${id} for update`)
}

/** The merge by which an account is merged away now. */
export async function findLive(tx: Tx, org_id: string, loser_id: string): Promise<string | undefined> {
  const row = await tx.one<{ id: string }>(
    sql`select id from merge where org_id = ${org_id} and loser_id = ${loser_id} and status = 'merged'`,
  )
  return row?.id
}

type Page = { before: string | undefined; limit: number }

/** All merges, newest first. */
export async function listAll(tx: Tx, org_id: string, { before, limit }: Page): Promise<ShownMerge[]> {
  const older = before ? sql`and m.id < ${before}` : sql``
  return tx.rows(sql`${SHOWN} where m.org_id = ${org_id} ${older} order by m.id desc limit ${limit}`)
}

/** Merges of an account, newest first: what was merged into it, and where it was merged to while it was. */
export async function listOfAccount(
  tx: Tx,
  org_id: string,
  id: string,
  { before, limit }: Page,
): Promise<ShownMerge[]> {
  const older = before ? sql`and x.id < ${before}` : sql``
  const one = (side: 'winner' | 'loser') =>
    side === 'winner'
      ? sql`(select x.id from merge x where x.org_id = ${org_id} and x.winner_id = ${id} ${older} order by x.id desc limit ${limit})`
      : sql`(select x.id from merge x where x.org_id = ${org_id} and x.loser_id = ${id} ${older} order by x.id desc limit ${limit})`
  return tx.rows(sql`${SHOWN} where m.org_id = ${org_id} and m.id in (${one('winner')} union ${one('loser')})
    order by m.id desc limit ${limit}`)
}

export function insertMerge(tx: Tx, org_id: string, it: Merge): void {
  tx.send(sql`insert into merge (org_id, id, loser_id, winner_id, status, reason, merged_at, merged_by, filled, ended, ruling_id)
    values (${org_id}, ${it.id}, ${it.loser_id}, ${it.winner_id}, ${it.status}, ${it.reason}, ${it.merged_at}, ${it.merged_by},
      ${JSON.stringify(it.filled)}::jsonb, ${it.ended}::uuid[], ${it.ruling_id})`)
}

/** What moved, kept with the merge. */
export function insertMoves(tx: Tx, org_id: string, merge_id: string, noun: string, ids: readonly string[]): void {
  if (ids.length === 0) return
  tx.send(sql`insert into merge_move (org_id, merge_id, noun, subject_id)
    select ${org_id}::uuid, ${merge_id}::uuid, ${noun}, id from unnest(${ids}::uuid[]) as m (id)`)
}

export async function listMoves(tx: Tx, org_id: string, merge_id: string): Promise<Map<string, string[]>> {
  const rows = await tx.rows<{
    noun: string
    ids: string[]
  }>(sql`select noun, array_agg(subject_id order by subject_id) as ids
    from merge_move where org_id = ${org_id} and merge_id = ${merge_id} group by noun`)
  return new Map(rows.map(({ noun, ids }) => [noun, ids]))
}

export async function endMerge(
  tx: Tx,
  org_id: string,
  id: string,
  undone: { at: Instant; by: string; reason: string; kept: readonly Kept[] },
): Promise<void> {
  await tx.run(sql`update merge set status = 'undone', undone_at = ${undone.at}, undone_by = ${undone.by}, undo_reason = ${undone.reason},
      kept = ${JSON.stringify(undone.kept)}::jsonb where org_id = ${org_id} and id = ${id}`)
}
