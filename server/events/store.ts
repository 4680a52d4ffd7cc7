import type { Noun } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'
import { sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'

export type KeptEvent = {
  id: string
  /** A bigint as text; null until the sealer gave it one. */
  seq: string | null
  partner_id: string | null
  type: string
  subject_noun: Noun
  subject_id: string
  at: Instant
  recorded_at: Instant
  body: string
}

const COLUMNS = sql`id, seq, partner_id, type, subject_noun, subject_id, at, recorded_at, body`

/** Without the kinds of things of which the reader may read nothing. */
const shown = (hidden: readonly Noun[]): Sql =>
  hidden.length > 0 ? sql`and subject_noun <> all(${hidden}::text[])` : sql``

/**
 * The feed: numbered events after a number, oldest first. What has no number yet comes on a later page, never before. A
 * partner sees its own by the database's rule; only by saying so too does it read no more than those.
 */
export async function listFeed(
  tx: Tx,
  org_id: string,
  filter: {
    after: string
    types: string[] | undefined
    hidden: readonly Noun[]
    partner_id: string | null
    limit: number
  },
): Promise<KeptEvent[]> {
  const typed = filter.types ? sql`and type = any(${filter.types})` : sql``
  const own = filter.partner_id ? sql`and partner_id = ${filter.partner_id}` : sql``
  return tx.rows(sql`select ${COLUMNS} from event
    where org_id = ${org_id} ${own} and seq > ${filter.after}::bigint ${typed} ${shown(filter.hidden)} order by seq limit ${filter.limit}`)
}

/** The number of the last event that has one; "0" where none has. */
export async function findFeedHead(tx: Tx, org_id: string): Promise<string> {
  const row = await tx.one<{ seq: string }>(
    sql`select seq from event where org_id = ${org_id} and seq is not null order by seq desc limit 1`,
  )
  return row?.seq ?? '0'
}

export async function findEvent(tx: Tx, org_id: string, id: string): Promise<KeptEvent | undefined> {
  return tx.one(sql`select ${COLUMNS} from event where org_id = ${org_id} and id = ${id}`)
}

/** Everything that happened to one thing, newest first. */
export async function listTimeline(
  tx: Tx,
  org_id: string,
  filter: {
    subject_id: string
    types: string[] | undefined
    hidden: readonly Noun[]
    before: string | undefined
    limit: number
  },
): Promise<KeptEvent[]> {
  const typed = filter.types ? sql`and type = any(${filter.types})` : sql``
  const before = filter.before ? sql`and id < ${filter.before}` : sql``
  return tx.rows(sql`select ${COLUMNS} from event
    where org_id = ${org_id} and subject_id = ${filter.subject_id} ${typed} ${shown(filter.hidden)} ${before} order by id desc limit ${filter.limit}`)
}

/** Numbers the events that are visible now, in order of id. Only under the sealer's lock, else two could take one number. */
export async function numberEvents(tx: Tx, org_id: string, limit: number): Promise<number> {
  return tx.run(sql`update event set seq = next.seq
    from (select id, (select coalesce(max(seq), 0) from event where org_id = ${org_id} and seq is not null) + row_number() over (order by id) as seq
      from (select id from event where org_id = ${org_id} and seq is null order by id limit ${limit}) waiting) next
    where event.org_id = ${org_id} and event.id = next.id and event.seq is null`)
}
