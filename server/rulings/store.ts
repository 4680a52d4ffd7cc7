import type { Noun } from '#kit/ids.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { KeptRuling } from './ruling.ts'

const COLUMNS = sql`id, kind, subject_id, partner_id, program_version, decider, now, recorded_at, facts, outcome, because`

type Row = Omit<KeptRuling, 'facts' | 'outcome' | 'because'> & { facts: string; outcome: string; because: string }

function read(row: Row): KeptRuling {
  return { ...row, facts: JSON.parse(row.facts), outcome: JSON.parse(row.outcome), because: JSON.parse(row.because) }
}

export async function findRuling(tx: Tx, org_id: string, id: string): Promise<KeptRuling | undefined> {
  const row = await tx.one<Row>(sql`select ${COLUMNS} from ruling where org_id = ${org_id} and id = ${id}`)
  return row && read(row)
}

/** The rulings about one thing, newest first, before the last row of the page before. */
export async function listRulingsOf(
  tx: Tx,
  org_id: string,
  subject_id: string,
  before: string | undefined,
  limit: number,
): Promise<KeptRuling[]> {
  const then = before ? sql`and id < ${before}` : sql``
  const rows = await tx.rows<Row>(sql`select ${COLUMNS} from ruling
    where org_id = ${org_id} and subject_id = ${subject_id} ${then} order by id desc limit ${limit}`)
  return rows.map(read)
}

/** All rulings of the org but for those about kinds of things that are hidden, newest first: a page is read off the partitions' keys from their end. */
export async function listRulings(
  tx: Tx,
  org_id: string,
  before: string | undefined,
  limit: number,
  hidden: readonly Noun[],
): Promise<KeptRuling[]> {
  let where = sql`org_id = ${org_id}`
  if (before) where = sql`${where} and id < ${before}`
  // A kind is a noun, or begins with one (`nounOf`).
  if (hidden.length > 0)
    where = sql`${where} and not exists (select from unnest(${hidden}::text[]) h where kind = h or starts_with(kind, h || '_'))`
  const rows = await tx.rows<Row>(sql`select ${COLUMNS} from ruling where ${where} order by id desc limit ${limit}`)
  return rows.map(read)
}

/**
 * The newest rulings of one kind, out of the newest of all: however many kinds there are, so many rows are looked at and
 * no more.
 */
export async function listNewestOf(
  tx: Tx,
  org_id: string,
  kind: string,
  limit: number,
  looked_at: number,
): Promise<KeptRuling[]> {
  const rows = await tx.rows<Row>(sql`select * from (
      select ${COLUMNS} from ruling where org_id = ${org_id} order by id desc limit ${looked_at}) newest
    where kind = ${kind} order by id desc limit ${limit}`)
  return rows.map(read)
}
