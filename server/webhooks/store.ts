import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Webhook } from './webhook.ts'

export type Shown = Webhook & {
  created_by_name: string | null
  last_at: Instant | null
  last_status: number | null
  last_ok: boolean | null
}

const COLUMNS = sql`w.id, w.partner_id, w.url, w.description, w.types, w.at_once, w.state, w.disabled_because,
  w.failing_since, w.secret, w.old_secret, w.old_secret_until, w.fed_seq, w.created_by, w.created_at, w.revision`

/** With who made it, and its latest attempt. */
const SHOWN = sql`${COLUMNS},
  (select p.name from person p where w.created_by = 'person:' || p.id::text) as created_by_name,
  last.at as last_at, last.status as last_status, last.ok as last_ok`
const LAST = sql`left join lateral (
    select a.at, a.status, a.result = 'sent' as ok from delivery_attempt a
    where a.org_id = w.org_id and a.webhook_id = w.id order by a.at desc limit 1) last on true`

/** An owner's endpoints: those of the org, or of one partner. */
export async function listWebhooks(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
  page: { before: string | null; limit: number },
): Promise<Shown[]> {
  const owner = partner_id === null ? sql`w.partner_id is null` : sql`w.partner_id = ${partner_id}`
  const before = page.before ? sql`and w.id < ${page.before}` : sql``
  return tx.rows(sql`select ${SHOWN} from webhook w ${LAST}
    where w.org_id = ${org_id} and ${owner} ${before} order by w.id desc limit ${page.limit}`)
}

export async function findWebhook(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
  id: string,
): Promise<Shown | undefined> {
  return tx.one(sql`select ${SHOWN} from webhook w ${LAST}
    where w.org_id = ${org_id} and w.id = ${id} and w.partner_id is not distinct from ${partner_id}`)
}

export async function lockWebhook(tx: Tx, org_id: string, id: string): Promise<Webhook | undefined> {
  return tx.one(sql`select ${COLUMNS} from webhook w where w.org_id = ${org_id} and w.id = ${id} for update`)
}

export async function countWebhooks(tx: Tx, org_id: string, partner_id: string | null): Promise<number> {
  const row = await tx.one<{ count: string }>(
    sql`select count(*) from webhook where org_id = ${org_id} and partner_id is not distinct from ${partner_id}`,
  )
  return Number(row?.count ?? 0)
}

export async function insertWebhook(tx: Tx, org_id: string, w: Webhook): Promise<void> {
  await tx.run(sql`insert into webhook (org_id, id, partner_id, url, description, types, at_once, state, secret, fed_seq, created_by, created_at)
    values (${org_id}, ${w.id}, ${w.partner_id}, ${w.url}, ${w.description}, ${w.types}, ${w.at_once}, ${w.state}, ${w.secret}, ${w.fed_seq}, ${w.created_by}, ${w.created_at})`)
}

/** Everything that can change about an endpoint but its cursor, which the feeder alone moves on. */
export async function updateWebhook(tx: Tx, org_id: string, w: Webhook): Promise<boolean> {
  const changed =
    await tx.run(sql`update webhook set url = ${w.url}, description = ${w.description}, types = ${w.types},
      at_once = ${w.at_once}, state = ${w.state}, disabled_because = ${w.disabled_because}, failing_since = ${w.failing_since},
      secret = ${w.secret}, old_secret = ${w.old_secret}, old_secret_until = ${w.old_secret_until}, revision = revision + 1
    where org_id = ${org_id} and id = ${w.id} and revision = ${w.revision}`)
  return changed === 1
}

export async function moveCursor(tx: Tx, org_id: string, id: string, seq: string): Promise<void> {
  await tx.run(sql`update webhook set fed_seq = ${seq}::bigint where org_id = ${org_id} and id = ${id}`)
}

export async function deleteWebhook(tx: Tx, org_id: string, id: string): Promise<void> {
  await tx.run(sql`delete from delivery where org_id = ${org_id} and webhook_id = ${id}`)
  await tx.run(sql`delete from webhook where org_id = ${org_id} and id = ${id}`)
}

/** Endpoints that have not looked at all events up to `head`; nobody else feeds them until the transaction ends. */
export async function lockHungry(
  tx: Tx,
  org_id: string,
  head: string,
): Promise<Pick<Webhook, 'id' | 'partner_id' | 'types' | 'fed_seq'>[]> {
  return tx.rows(sql`select id, partner_id, types, fed_seq from webhook
    where org_id = ${org_id} and state = 'on' and fed_seq < ${head}::bigint order by id for update skip locked`)
}

/** Marks an endpoint as failing, or as well again. Written only when that changes: all its deliveries would queue for the row. */
export async function markHealth(tx: Tx, org_id: string, id: string, failed_at: Instant | null): Promise<void> {
  if (failed_at === null)
    await tx.run(
      sql`update webhook set failing_since = null where org_id = ${org_id} and id = ${id} and failing_since is not null`,
    )
  else
    await tx.run(
      sql`update webhook set failing_since = ${failed_at} where org_id = ${org_id} and id = ${id} and failing_since is null`,
    )
}

/** Has it failed for so long that it should be switched off? */
export async function isFailingSince(tx: Tx, org_id: string, id: string, before: Instant): Promise<boolean> {
  const row = await tx.one(
    sql`select 1 from webhook where org_id = ${org_id} and id = ${id} and state = 'on' and failing_since < ${before}`,
  )
  return row !== undefined
}
