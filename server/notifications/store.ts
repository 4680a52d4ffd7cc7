import type { Instant, LocalDate } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import { NO_FACTS, type Notice } from './notification.ts'
import { isTopic } from './topics.ts'

const COLUMNS = sql`n.id, n.membership_id, n.partner_id, n.topic, n.subject_noun, n.subject_id, n.facts, n.at, n.recorded_at, n.receipt, n.read_at, n.mail`

/** A topic that this server has no words for was told by a newer one: it is left to that. */
function known(rows: Notice[]): Notice[] {
  return rows.filter(({ topic }) => isTopic(topic)).map((row) => ({ ...row, facts: { ...NO_FACTS, ...row.facts } }))
}

// ── Reading ──

export type ListFilter = {
  membership_id: string
  subject_id: string | null
  unread_only: boolean
  after: { read: boolean; id: string } | null
  limit: number
}

/** Unread ones first, each part with the newest first. */
export async function listNotices(tx: Tx, org_id: string, filter: ListFilter): Promise<Notice[]> {
  const { membership_id, subject_id, unread_only, after, limit } = filter
  const part = (read: boolean, at_most: number) => {
    const behind = after && after.read === read ? sql`and n.id < ${after.id}::uuid` : sql``
    const of = subject_id ? sql`and n.subject_id = ${subject_id}` : sql``
    return tx.rows<Notice>(sql`select ${COLUMNS} from notice n
      where n.org_id = ${org_id} and n.membership_id = ${membership_id} and n.in_app and n.read_at is ${read ? sql`not null` : sql`null`} ${of} ${behind}
      order by n.id desc limit ${at_most}`)
  }
  const unread = after?.read ? [] : await part(false, limit)
  const read = unread_only || unread.length >= limit ? [] : await part(true, limit - unread.length)
  return known([...unread, ...read])
}

/** Unread ones, counted no further than anybody wants to know. */
export async function countUnread(tx: Tx, org_id: string, membership_id: string, at_most: number): Promise<number> {
  const row = await tx.one<{ n: number }>(sql`select count(*)::int as n from (
    select 1 from notice where org_id = ${org_id} and membership_id = ${membership_id} and in_app and read_at is null limit ${at_most}) t`)
  return row?.n ?? 0
}

export async function markRead(
  tx: Tx,
  org_id: string,
  membership_id: string,
  which: { ids: readonly string[] } | { until: Instant },
  at: Instant | null,
): Promise<number> {
  const those = 'ids' in which ? sql`id = any(${which.ids}::uuid[])` : sql`recorded_at <= ${which.until}`
  return tx.run(sql`update notice set read_at = ${at} where org_id = ${org_id} and membership_id = ${membership_id} and in_app
    and read_at is ${at === null ? sql`not null` : sql`null`} and ${those}`)
}

// ── What becomes mail ──

/** Readers with something to be written by now. */
export async function listDueReaders(tx: Tx, org_id: string, wall: Instant, limit: number): Promise<string[]> {
  const rows = await tx.rows<{ membership_id: string }>(sql`select distinct membership_id from (
    select membership_id from notice where org_id = ${org_id} and mail_at <= ${wall} order by mail_at limit 5000) t limit ${limit}`)
  return rows.map((row) => row.membership_id)
}

/** One writer at a time for a reader, over all servers, until the transaction ends. */
export async function tryReader(tx: Tx, membership_id: string): Promise<boolean> {
  const row = await tx.one<{ got: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('told:' || ${membership_id}::text, 0)) as got`,
  )
  return row?.got === true
}

export async function listWaiting(
  tx: Tx,
  org_id: string,
  membership_id: string,
  wall: Instant,
  limit: number,
): Promise<Notice[]> {
  return known(
    await tx.rows(sql`select ${COLUMNS} from notice n
      where n.org_id = ${org_id} and n.membership_id = ${membership_id} and n.mail_at <= ${wall} order by n.id limit ${limit}`),
  )
}

export function holdMail(tx: Tx, org_id: string, ids: readonly string[], until: Instant): void {
  tx.send(sql`update notice set mail_at = ${until} where org_id = ${org_id} and id = any(${ids}::uuid[])`)
}

export function settleMail(tx: Tx, org_id: string, ids: readonly string[], mail_id: string | null): void {
  tx.send(
    sql`update notice set mail_at = null, mail_id = ${mail_id} where org_id = ${org_id} and id = any(${ids}::uuid[])`,
  )
}

/** Of somebody who has left nothing is written any more. */
export async function dropMailOf(tx: Tx, org_id: string, membership_id: string): Promise<void> {
  await tx.run(
    sql`update notice set mail_at = null where org_id = ${org_id} and membership_id = ${membership_id} and mail_at is not null`,
  )
}

/** False where that day's digest was made already. */
export async function claimDigest(
  tx: Tx,
  org_id: string,
  membership_id: string,
  day: LocalDate,
  wall: Instant,
): Promise<boolean> {
  const made = await tx.run(sql`insert into notice_digest (org_id, membership_id, day, made_at)
    values (${org_id}, ${membership_id}, ${day}, ${wall}) on conflict do nothing`)
  return made === 1
}
