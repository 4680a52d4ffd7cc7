import type { Instant, LocalDate } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { ParticipantRole } from '#server/participants/participant.ts'
import type { ConductKind } from './conduct.ts'

/**
 * What a look reads: for so many partners at a time, each by an index that begins with it, and for each at most so many
 * rows. What a look costs follows from how many partners there are and how much each of them does, not from how many
 * registrations the org has.
 */

const HELD_MAX = 200
const ENDED_MAX = 500
const SALES_MAX = 200
const CLAIMS_MAX = 1000
const ASKS_MAX = 2000
const CLEARED_MAX = 5000

type Of<T> = T & { partner_id: string }

/** Protections that last, without an activity that counts since `quiet_since`; those without for longest. */
export async function listHeld(
  tx: Tx,
  org_id: string,
  partners: readonly string[],
  { now, quiet_since, zone }: { now: Instant; quiet_since: LocalDate; zone: string },
): Promise<Of<{ registration_id: string; since: LocalDate; last_on: LocalDate | null }>[]> {
  return tx.rows(sql`select p.id as partner_id, h.* from unnest(${partners}::uuid[]) p(id) cross join lateral (
      select t.registration_id, (t.starts_at at time zone ${zone})::date as since, a.happened_on as last_on
      from protection t
        join registration r on r.org_id = t.org_id and r.id = t.registration_id and r.status = 'approved'
        left join lateral (select happened_on from registration_activity x
          where x.org_id = t.org_id and x.registration_id = t.registration_id and x.counts order by x.happened_on desc limit 1) a on true
      where t.org_id = ${org_id} and t.partner_id = p.id and t.ends_at > ${now}
        and (t.starts_at at time zone ${zone})::date <= ${quiet_since} and (a.happened_on is null or a.happened_on <= ${quiet_since})
      order by greatest((t.starts_at at time zone ${zone})::date, a.happened_on), t.registration_id limit ${HELD_MAX}) h`)
}

/** Protections that ran out since then, the latest first. */
export async function listEnded(
  tx: Tx,
  org_id: string,
  partners: readonly string[],
  { now, from, zone }: { now: Instant; from: Instant; zone: string },
): Promise<Of<{ registration_id: string; ended_on: LocalDate; active: boolean }>[]> {
  return tx.rows(sql`select p.id as partner_id, h.* from unnest(${partners}::uuid[]) p(id) cross join lateral (
      select t.registration_id, ((t.ends_at - interval '1 millisecond') at time zone ${zone})::date as ended_on,
        exists (select 1 from registration_activity x where x.org_id = t.org_id and x.registration_id = t.registration_id and x.counts) as active
      from protection t
        join registration r on r.org_id = t.org_id and r.id = t.registration_id and r.status = 'expired'
      where t.org_id = ${org_id} and t.partner_id = p.id and t.ends_at > ${from} and t.ends_at <= ${now}
      order by t.ends_at desc, t.registration_id limit ${ENDED_MAX}) h`)
}

/** Which of these partners asked for any company since then. */
export async function listAsking(
  tx: Tx,
  org_id: string,
  partners: readonly string[],
  from: Instant,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select p.id from unnest(${partners}::uuid[]) p(id)
    where coalesce((select r.submitted_at from registration r where r.org_id = ${org_id} and r.partner_id = p.id order by r.claim_no desc limit 1)
        > ${from}, false)
      or exists (select 1 from conduct_ask k where k.org_id = ${org_id} and k.partner_id = p.id and k.hour > ${from})`)
  return rows.map((row) => row.id)
}

export type AskRow = Of<{
  hour: Instant
  name_key: string
  name: string
  registration_id: string | null
  status: string | null
  recommendation: string | null
}>

/** What these partners asked for since then: what they registered themselves, and what they only tried out. */
export async function listAsks(tx: Tx, org_id: string, partners: readonly string[], from: Instant): Promise<AskRow[]> {
  return tx.rows(sql`select p.id as partner_id, h.* from unnest(${partners}::uuid[]) p(id) cross join lateral (
      (select date_trunc('hour', r.submitted_at) as hour, r.account_name_key as name_key, r.account_name as name, r.id as registration_id,
          r.status, r.recommendation
        from (select * from registration c where c.org_id = ${org_id} and c.partner_id = p.id order by c.claim_no desc limit ${CLAIMS_MAX}) r
        where r.submitted_at > ${from} and not r.on_behalf)
      union all
      (select k.hour, k.name_key, k.name, null, null, null
        from conduct_ask k where k.org_id = ${org_id} and k.partner_id = p.id and k.hour > ${from}
        order by k.hour desc, k.name_key limit ${ASKS_MAX})) h`)
}

export type SaleRow = Of<{
  account_id: string
  is_customer: boolean
  is_house: boolean
  opportunity_id: string
  role: ParticipantRole | 'owner'
  stage: 'open' | 'won'
  since: LocalDate
  registered_on: LocalDate | null
}>

/** Sales that are open or won on which a partner takes part, or one of its people leads, and had no registration when that began. */
export async function listSales(
  tx: Tx,
  org_id: string,
  partners: readonly string[],
  { from, zone }: { from: Instant; zone: string },
): Promise<SaleRow[]> {
  return tx.rows(sql`select p.id as partner_id, s.account_id, a.is_customer, a.is_house, s.opportunity_id, s.role, s.stage,
      (s.began_at at time zone ${zone})::date as since, (g.submitted_at at time zone ${zone})::date as registered_on
    from unnest(${partners}::uuid[]) p(id)
      cross join lateral (
        (select o.account_id, o.id as opportunity_id, t.role, o.stage, t.since as began_at
          from opportunity_partner t
            join opportunity o on o.org_id = t.org_id and o.id = t.opportunity_id and o.stage in ('open', 'won') and o.account_id is not null
          where t.org_id = ${org_id} and t.partner_id = p.id and t.since > ${from} and t.registration_id is null
          order by t.since desc limit ${SALES_MAX})
        union all
        (select o.account_id, o.id, 'owner', o.stage, o.created_at
          from member m
            join opportunity o on o.org_id = m.org_id and o.owner_id = m.id and o.created_at > ${from} and o.stage in ('open', 'won')
              and o.account_id is not null
          where m.org_id = ${org_id} and m.partner_id = p.id
          order by o.created_at desc limit ${SALES_MAX})) s
      join account a on a.org_id = ${org_id} and a.id = s.account_id
      left join lateral (select min(r.submitted_at) as submitted_at from registration r
        where r.org_id = ${org_id} and r.account_id = s.account_id and r.partner_id = p.id and r.status not in ('rejected', 'withdrawn')
          and (r.ended_at is null or r.ended_at > s.began_at)) g on true
    where g.submitted_at is null or g.submitted_at > s.began_at`)
}

/** Cases of before that were held against the partner, with the day on which they were closed. */
export async function listDealtWith(
  tx: Tx,
  org_id: string,
  partners: readonly string[],
): Promise<Of<{ kind: ConductKind; account_id: string | null; closed_on: LocalDate }>[]> {
  return tx.rows(sql`select about_id as partner_id, kind, account_id, max(closed_on) as closed_on from conduct_case
    where org_id = ${org_id} and about_id = any(${partners}::uuid[]) and closed_on is not null
      and (kind = 'probing' or not (status = 'dismissed' or (status = 'lifted' and counts_until is null)))
    group by about_id, kind, account_id`)
}

/** What stood in cases that were dismissed or taken back: it was looked at, and is nothing. A suspension that was served was something. */
export async function listCleared(
  tx: Tx,
  org_id: string,
  partners: readonly string[],
): Promise<Of<{ kind: ConductKind; subject_id: string }>[]> {
  return tx.rows(sql`select distinct c.about_id as partner_id, c.kind, s.subject_id from conduct_case c
      join conduct_seen s on s.org_id = c.org_id and s.case_id = c.id and s.subject_id is not null
    where c.org_id = ${org_id} and c.about_id = any(${partners}::uuid[]) and (c.status = 'dismissed' or (c.status = 'lifted' and c.counts_until is null))
      and c.kind in ('parking', 'unregistered') limit ${CLEARED_MAX}`)
}

export type LiveRow = Of<{ id: string; kind: ConductKind; account_id: string | null; keys: string[] }>

/** Cases that are open, with what stands in them already. */
export async function listLive(tx: Tx, org_id: string, partners: readonly string[]): Promise<LiveRow[]> {
  return tx.rows(sql`select c.about_id as partner_id, c.id, c.kind, c.account_id,
      coalesce((select json_agg(s.noun || ':' || coalesce(s.subject_id::text, s.label)) from conduct_seen s
        where s.org_id = c.org_id and s.case_id = c.id), '[]') as keys
    from conduct_case c
    where c.org_id = ${org_id} and c.about_id = any(${partners}::uuid[])
      and c.status in ('found', 'notified', 'answered', 'silent', 'proposed')`)
}

/** What registrations and sales are called, by id. A sale is called by its company: its own name is the org's. */
export async function listLabels(tx: Tx, org_id: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.rows<{ id: string; label: string }>(sql`
    select id, account_name as label from registration where org_id = ${org_id} and id = any(${ids}::uuid[])
    union all
    select o.id, a.name from opportunity o join account a on a.org_id = o.org_id and a.id = o.account_id
      where o.org_id = ${org_id} and o.id = any(${ids}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row.label]))
}

// ── What was tried out ──

/** How many different companies of one hour are kept for a partner; more add nothing to what is known. */
const HOUR_MAX = 200

/** Counts a company that was tried out. */
export function keepAsk(
  tx: Tx,
  org_id: string,
  ask: { partner_id: string; at: Instant; name_key: string; name: string },
): void {
  tx.send(sql`insert into conduct_ask (org_id, partner_id, hour, name_key, name)
    select ${org_id}, ${ask.partner_id}, date_trunc('hour', ${ask.at}::timestamptz), ${ask.name_key}, ${ask.name}
    where (select count(*) from conduct_ask k where k.org_id = ${org_id} and k.partner_id = ${ask.partner_id}
      and k.hour = date_trunc('hour', ${ask.at}::timestamptz)) < ${HOUR_MAX}
    on conflict (org_id, partner_id, hour, name_key) do update set times = conduct_ask.times + 1`)
}

/** Forgets what is too old to be looked at. */
export function dropAsks(tx: Tx, org_id: string, partners: readonly string[], before: Instant): void {
  tx.send(
    sql`delete from conduct_ask where org_id = ${org_id} and partner_id = any(${partners}::uuid[]) and hour < ${before}`,
  )
}
