import type { Instant } from '#kit/instant.ts'
import { newId } from '#server/platform/clock.ts'
import type { Posted } from '#server/platform/outgoing.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { DeliveryState } from './webhook.ts'

export type Delivery = {
  id: string
  webhook_id: string
  partner_id: string | null
  event_id: string
  event_type: string
  state: DeliveryState
  attempts: number
  tries: number
  next_at: Instant
  sending_until: Instant | null
  status: number | null
  problem: string | null
  created_at: Instant
  ended_at: Instant | null
}

export type Attempt = Pick<Posted, 'status' | 'problem' | 'body_start' | 'took_ms'> & {
  no: number
  at: Instant
  url: string
  sent_s: string
  result: Posted['is']
}

/** What is needed to send one: the delivery, and the endpoint as it is now. */
export type Taken = Pick<Delivery, 'id' | 'webhook_id' | 'partner_id' | 'event_id' | 'attempts' | 'tries'> & {
  url: string
  secret: string
  old_secret: string | null
}

const COLUMNS = sql`id, webhook_id, partner_id, event_id, event_type, state, attempts, tries, next_at, sending_until, status, problem, created_at, ended_at`

export function insertDeliveries(
  tx: Tx,
  org_id: string,
  webhook: { id: string; partner_id: string | null },
  events: readonly { id: string; type: string; seq: string | null }[],
  at: Instant,
): void {
  tx.send(sql`insert into delivery (org_id, id, webhook_id, partner_id, event_id, event_type, seq, state, next_at, created_at)
    select ${org_id}, new.id, ${webhook.id}, ${webhook.partner_id}, new.event_id, new.type, new.seq, 'waiting', ${at}, ${at}
    from unnest(${events.map(() => newId())}::uuid[], ${events.map((event) => event.id)}::uuid[], ${events.map((event) => event.type)}::text[],
      ${events.map((event) => event.seq)}::bigint[]) as new (id, event_id, type, seq)
    on conflict (org_id, webhook_id, event_id) do nothing`)
}

export async function listDeliveries(
  tx: Tx,
  org_id: string,
  webhook_id: string,
  filter: { state: DeliveryState | undefined; before: string | undefined; limit: number },
): Promise<Delivery[]> {
  const state = filter.state ? sql`and state = ${filter.state}` : sql``
  const before = filter.before ? sql`and id < ${filter.before}` : sql``
  return tx.rows(sql`select ${COLUMNS} from delivery
    where org_id = ${org_id} and webhook_id = ${webhook_id} ${state} ${before} order by id desc limit ${filter.limit}`)
}

export async function findDelivery(
  tx: Tx,
  org_id: string,
  webhook_id: string,
  id: string,
): Promise<Delivery | undefined> {
  return tx.one(
    sql`select ${COLUMNS} from delivery where org_id = ${org_id} and webhook_id = ${webhook_id} and id = ${id}`,
  )
}

export async function listAttempts(tx: Tx, org_id: string, delivery_id: string): Promise<Attempt[]> {
  return tx.rows(sql`select no, at, url, sent_s, result, status, problem, body_start, took_ms from delivery_attempt
    where org_id = ${org_id} and delivery_id = ${delivery_id} order by no desc limit 100`)
}

/** Begins a new round for one delivery that had ended. */
export async function restartDelivery(tx: Tx, org_id: string, id: string, at: Instant): Promise<boolean> {
  const moved =
    await tx.run(sql`update delivery set state = 'waiting', tries = 0, next_at = ${at}, sending_until = null, ended_at = null
    where org_id = ${org_id} and id = ${id} and state <> 'waiting'`)
  return moved === 1
}

/** Begins a new round for what failed since then, the oldest first. */
export async function restartFailed(
  tx: Tx,
  org_id: string,
  webhook_id: string,
  since: Instant,
  limit: number,
  at: Instant,
): Promise<number> {
  return tx.run(sql`update delivery set state = 'waiting', tries = 0, next_at = ${at}, sending_until = null, ended_at = null
    where org_id = ${org_id} and id in (select id from delivery
      where org_id = ${org_id} and webhook_id = ${webhook_id} and state = 'failed' and created_at >= ${since} order by id limit ${limit})`)
}

/** What still waits for an endpoint that is switched off will not be sent; the log says so, and it can be sent again. */
export async function giveUpWaiting(tx: Tx, org_id: string, webhook_id: string, at: Instant): Promise<number> {
  return tx.run(sql`update delivery set state = 'failed', ended_at = ${at}, sending_until = null,
      problem = 'The endpoint was switched off before this could be delivered.'
    where org_id = ${org_id} and webhook_id = ${webhook_id} and state = 'waiting'`)
}

// ── Sending ──

/** Says that this org has something to send at `at`, if not sooner. */
export function wake(tx: Tx, org_id: string, at: Instant): void {
  tx.send(sql`insert into delivery_clock (org_id, next_at) values (${org_id}, ${at})
    on conflict (org_id) do update set next_at = least(delivery_clock.next_at, excluded.next_at)`)
}

export async function listDueOrgs(tx: Tx, now: Instant): Promise<string[]> {
  const rows = await tx.rows<{ org_id: string }>(
    sql`select org_id from delivery_clock where next_at <= ${now} order by next_at limit 100`,
  )
  return rows.map((row) => row.org_id)
}

/** Makes the clock true again. The row is locked first, so that what others add meanwhile is counted after all. */
export async function resetClock(tx: Tx, org_id: string): Promise<void> {
  await tx.run(sql`select 1 from delivery_clock where org_id = ${org_id} for update`)
  await tx.run(sql`with next as (
      select min(first.next_at) as at from webhook w cross join lateral (
        select d.next_at from delivery d where d.org_id = w.org_id and d.webhook_id = w.id and d.state = 'waiting'
        order by d.next_at limit 1) first
      where w.org_id = ${org_id} and w.state = 'on')
    update delivery_clock set next_at = coalesce((select at from next), 'infinity') where org_id = ${org_id}`)
}

type Ready = { id: string; url: string; secret: string; old_secret: string | null; most: number }

/**
 * Takes what is due for an org's endpoints and marks it as being sent until `until`. Each endpoint has room for so many at
 * once, and for one while it fails; the rows of the endpoints are locked in a statement of their own, so that two servers
 * never count the same room. Then an endpoint a statement: with plain limits the index finds and sorts, however much waits.
 */
export async function takeDue(tx: Tx, org_id: string, now: Instant, until: Instant): Promise<Taken[]> {
  const ready =
    await tx.rows<Ready>(sql`select id, url, secret, case when old_secret_until > ${now} then old_secret end as old_secret,
      case when failing_since is null then at_once else 1 end as most
    from webhook w where org_id = ${org_id} and state = 'on'
      and exists (select 1 from delivery d where d.org_id = w.org_id and d.webhook_id = w.id and d.state = 'waiting' and d.next_at <= ${now})
    order by id limit 100 for update skip locked`)
  const taken = await Promise.all(ready.map((webhook) => takeFor(tx, org_id, webhook, now, until)))
  return taken.flat()
}

async function takeFor(
  tx: Tx,
  org_id: string,
  { id, most, ...webhook }: Ready,
  now: Instant,
  until: Instant,
): Promise<Taken[]> {
  const busy = await tx.one<{ count: string }>(sql`select count(*) from (select 1 from delivery
    where org_id = ${org_id} and webhook_id = ${id} and state = 'waiting' and next_at > ${now} and next_at <= ${until}
      and sending_until > ${now}) under_way`)
  const room = most - Number(busy?.count ?? 0)
  if (room <= 0) return []
  const rows = await tx.rows<
    Omit<Taken, keyof typeof webhook>
  >(sql`update delivery set attempts = attempts + 1, tries = tries + 1, next_at = ${until}, sending_until = ${until}
    where org_id = ${org_id} and id = any(array(select id from delivery
      where org_id = ${org_id} and webhook_id = ${id} and state = 'waiting' and next_at <= ${now} order by next_at, seq limit ${room}))
    returning id, webhook_id, partner_id, event_id, attempts, tries`)
  return rows.map((row) => ({ ...row, ...webhook }))
}

/** Keeps how an attempt went, and where the delivery stands now. An attempt that was given up as lost changes it no more. */
export function keepAttempt(
  tx: Tx,
  org_id: string,
  taken: Taken,
  attempt: Attempt,
  to: { state: DeliveryState; next_at: Instant; ended_at: Instant | null },
): void {
  tx.send(sql`insert into delivery_attempt (org_id, delivery_id, no, webhook_id, partner_id, at, url, sent_s, result, status, problem, body_start, took_ms)
    select ${org_id}, d.id, ${attempt.no}, d.webhook_id, d.partner_id, ${attempt.at}, ${attempt.url}, ${attempt.sent_s}::bigint, ${attempt.result},
      ${attempt.status}, ${attempt.problem}, ${attempt.body_start}, ${attempt.took_ms}
    from delivery d where d.org_id = ${org_id} and d.id = ${taken.id}
    on conflict do nothing`)
  tx.send(sql`update delivery set state = ${to.state}, next_at = ${to.next_at}, ended_at = ${to.ended_at}, sending_until = null,
      status = ${attempt.status}, problem = ${attempt.problem}
    where org_id = ${org_id} and id = ${taken.id} and state = 'waiting' and attempts = ${taken.attempts}`)
}

/** Takes one batch of old entries out of the log. */
export async function dropOldDeliveries(tx: Tx, org_id: string, before: Instant): Promise<number> {
  return tx.run(sql`delete from delivery where org_id = ${org_id} and id in (
    select id from delivery where org_id = ${org_id} and state <> 'waiting' and created_at < ${before} order by created_at limit 5000)`)
}
