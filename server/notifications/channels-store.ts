import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Facts } from './notification.ts'
import type { TopicKey } from './topics.ts'

export type ChannelRow = {
  id: string
  kind: 'slack' | 'teams'
  name: string
  /** Sealed. */
  url: string
  host: string
  url_end: string
  topics: string[]
  language: 'en' | 'de'
  created_at: Instant
  created_by: string
  paused_at: Instant | null
  revision: number
}

const COLUMNS = sql`c.id, c.kind, c.name, c.url, c.host, c.url_end, c.topics, c.language, c.created_at, c.created_by, c.paused_at, c.revision`

export type LastPost = { state: string | null; last_at: Instant | null; problem: string | null }

export async function listChannels(tx: Tx, org_id: string): Promise<(ChannelRow & LastPost)[]> {
  return tx.rows(sql`select ${COLUMNS}, p.state, coalesce(p.sent_at, p.try_at) as last_at, p.problem
    from notice_channel c left join lateral (
      select state, sent_at, try_at, problem from notice_post where org_id = c.org_id and channel_id = c.id order by id desc limit 1) p on true
    where c.org_id = ${org_id} and c.ended_at is null order by c.id limit 100`)
}

export async function findChannel(tx: Tx, org_id: string, id: string): Promise<ChannelRow | undefined> {
  return tx.one(
    sql`select ${COLUMNS} from notice_channel c where c.org_id = ${org_id} and c.id = ${id} and c.ended_at is null`,
  )
}

export function insertChannel(tx: Tx, org_id: string, c: ChannelRow): void {
  tx.send(sql`insert into notice_channel (org_id, id, kind, name, url, host, url_end, topics, language, created_at, created_by)
    values (${org_id}, ${c.id}, ${c.kind}, ${c.name}, ${c.url}, ${c.host}, ${c.url_end}, ${c.topics}, ${c.language}, ${c.created_at}, ${c.created_by})`)
}

/** Answers the new revision; nothing where it stands at another by now. */
export async function updateChannel(tx: Tx, org_id: string, c: ChannelRow): Promise<number | undefined> {
  const row = await tx.one<{
    revision: number
  }>(sql`update notice_channel set name = ${c.name}, url = ${c.url}, host = ${c.host},
      url_end = ${c.url_end}, topics = ${c.topics}, language = ${c.language}, paused_at = ${c.paused_at}, revision = revision + 1
    where org_id = ${org_id} and id = ${c.id} and revision = ${c.revision} and ended_at is null returning revision`)
  return row?.revision
}

export async function endChannel(tx: Tx, org_id: string, id: string, at: Instant): Promise<boolean> {
  tx.send(sql`update notice_post set state = 'failed', problem = 'the channel was taken away'
    where org_id = ${org_id} and channel_id = ${id} and state = 'queued'`)
  const ended = await tx.run(
    sql`update notice_channel set ended_at = ${at}, url = '' where org_id = ${org_id} and id = ${id} and ended_at is null`,
  )
  return ended === 1
}

// ── Posts ──

export type PostRow = {
  id: string
  channel_id: string
  topic: TopicKey
  subject_noun: 'registration' | 'request' | 'import' | 'org'
  subject_id: string
  facts: Facts
  state: 'queued' | 'sending' | 'sent' | 'unknown' | 'failed'
  attempts: number
  http_status: number | null
  problem: string | null
  created_at: Instant
  sent_at: Instant | null
}

const POST = sql`id, channel_id, topic, subject_noun, subject_id, facts, state, attempts, http_status, problem, created_at, sent_at`

export async function listPosts(
  tx: Tx,
  org_id: string,
  channel_id: string,
  after: string | null,
  limit: number,
): Promise<PostRow[]> {
  const behind = after ? sql`and id < ${after}::uuid` : sql``
  return tx.rows(
    sql`select ${POST} from notice_post where org_id = ${org_id} and channel_id = ${channel_id} ${behind} order by id desc limit ${limit}`,
  )
}

/** Takes one post that is due and marks it, so that no other worker sends it too. */
export async function takeDuePost(tx: Tx, org_id: string, now: Instant): Promise<PostRow | undefined> {
  return tx.one(sql`update notice_post set state = 'sending', attempts = attempts + 1, try_at = ${now}
    where org_id = ${org_id} and id = (
      select id from notice_post where org_id = ${org_id} and state = 'queued' and try_at <= ${now} order by try_at, id limit 1 for update skip locked)
    returning ${POST}`)
}

/** A post whose sender never came back: nobody knows whether it stands in the chat. */
export async function giveUpLostPosts(tx: Tx, org_id: string, before: Instant): Promise<number> {
  return tx.run(sql`update notice_post set state = 'unknown', problem = 'the server ended while it was posting this'
    where org_id = ${org_id} and state = 'sending' and try_at < ${before}`)
}

export async function markPost(
  tx: Tx,
  org_id: string,
  post: Pick<PostRow, 'id' | 'attempts'>,
  to: {
    state: PostRow['state']
    try_at: Instant
    sent_at: Instant | null
    http_status: number | null
    problem: string | null
  },
): Promise<void> {
  await tx.run(sql`update notice_post set state = ${to.state}, try_at = ${to.try_at}, sent_at = ${to.sent_at}, http_status = ${to.http_status},
      problem = ${to.problem} where org_id = ${org_id} and id = ${post.id} and state = 'sending' and attempts = ${post.attempts}`)
}
