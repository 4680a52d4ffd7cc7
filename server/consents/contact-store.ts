import type { Instant, LocalDate } from '#kit/instant.ts'
import { lineIds } from '#server/registrations/registration.ts'
import { sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { ContactFacts, HeldBy } from './facts.ts'

/** A protection that an account stands under, with the consent that its partner gave and what screens show beside it. */
export type Holder = {
  /** The account that was asked about. */
  asked_id: string
  protection: HeldBy
  consent: ContactFacts['consent']
  partner_name: string
  held_name: string
  registered_as: string
  manager_id: string | null
}

/** No family is deeper; the walk upwards ends there. */
const DEPTH_MAX = 20

/** More than can hold one account at a time, with those above it. */
const HOLDERS_MAX = 50_000

/**
 * The protections that hold some accounts now, their own and those of the accounts above them: one statement for one
 * account and for a thousand. Whether one above counts, the ladder says.
 */
export async function listHolders(
  tx: Tx,
  org_id: string,
  account_ids: readonly string[],
  now: Instant,
): Promise<Holder[]> {
  if (account_ids.length === 0) return []
  const up = sql`select a.id as asked_id, a.id as held_id, 0 as depth from unnest(${account_ids}::uuid[]) as a (id)
      union all
      select up.asked_id, one.parent_id, up.depth + 1 from up
        join account one on one.org_id = ${org_id} and one.id = up.held_id
        where one.parent_id is not null and up.depth < ${DEPTH_MAX}`
  return (await tx.rows<Row>(holding(org_id, up, now))).map(holderOf)
}

/** Protections that last now, of accounts that `up` names. */
const holding = (org_id: string, up: Sql, now: Instant, more: Sql = sql``): Sql => sql`with recursive up as (${up})
    select up.asked_id, up.depth > 0 as is_above, pr.id as protection_id, pr.registration_id, pr.partner_id, pr.account_id,
      pr.lines::text as lines, pr.starts_at, pr.ends_at, r.submitted_at, r.account_name as registered_as,
      coalesce(r.manager_id, p.manager_id) as manager_id, p.name as partner_name, coalesce(held.name, r.account_name) as held_name,
      followed.happened_on as last_follow_up_on, c.id as consent_id, c.answered_at as granted_at, c.ends_at as consent_ends_at
    from up
    join protection pr on pr.org_id = ${org_id} and pr.account_id = up.held_id and pr.ends_at > ${now} and pr.starts_at <= ${now}
    join registration r on r.org_id = ${org_id} and r.id = pr.registration_id and r.status in ('approved', 'converted')
    join partner p on p.org_id = ${org_id} and p.id = pr.partner_id
    left join account held on held.org_id = ${org_id} and held.id = pr.account_id
    left join lateral (select a.happened_on from registration_activity a
      where a.org_id = ${org_id} and a.registration_id = pr.registration_id and a.counts
      order by a.happened_on desc, a.id desc limit 1) followed on true
    left join lateral (select c.id, c.answered_at, c.ends_at from consent c
      where c.org_id = ${org_id} and c.registration_id = pr.registration_id and c.status = 'granted' and c.ends_at > ${now}
      order by c.ends_at desc limit 1) c on true
    where true ${more}
    order by up.asked_id, up.depth, pr.starts_at, pr.id limit ${HOLDERS_MAX}`

type Row = Omit<HeldBy, 'lines'> & {
  asked_id: string
  lines: string
  partner_name: string
  held_name: string
  registered_as: string
  manager_id: string | null
  consent_id: string | null
  granted_at: Instant | null
  consent_ends_at: Instant | null
  last_follow_up_on: LocalDate | null
}

function holderOf({
  asked_id,
  partner_name,
  held_name,
  registered_as,
  manager_id,
  consent_id,
  granted_at,
  consent_ends_at,
  ...row
}: Row): Holder {
  const { protection_id, registration_id, partner_id, account_id, is_above, submitted_at, starts_at, ends_at } = row
  return {
    asked_id,
    partner_name,
    held_name,
    registered_as,
    manager_id,
    protection: {
      protection_id,
      registration_id,
      partner_id,
      account_id,
      is_above,
      lines: lineIds(row.lines),
      submitted_at,
      starts_at,
      ends_at,
      last_follow_up_on: row.last_follow_up_on,
    },
    consent: consent_id && granted_at && consent_ends_at ? { consent_id, granted_at, ends_at: consent_ends_at } : null,
  }
}

/** The protection of one registration, while it lasts. */
export async function findHolder(
  tx: Tx,
  org_id: string,
  registration_id: string,
  now: Instant,
): Promise<Holder | undefined> {
  const up = sql`select pr.account_id as asked_id, pr.account_id as held_id, 0 as depth from protection pr
    where pr.org_id = ${org_id} and pr.registration_id = ${registration_id}`
  const row = await tx.one<Row>(holding(org_id, up, now, sql`and pr.registration_id = ${registration_id}`))
  return row && holderOf(row)
}

/**
 * Holds what some claims rest on until the transaction ends: whoever grants or takes back a consent, or ends a claim,
 * takes its turn. The account's lock does that already where it is the same account, and not for one above it.
 */
export async function shareClaims(tx: Tx, org_id: string, registration_ids: readonly string[]): Promise<void> {
  if (registration_ids.length === 0) return
  await tx.rows(sql`select id from registration where org_id = ${org_id} and id = any(${[...new Set(registration_ids)].sort()}::uuid[])
    order by id for share`)
}

/** The other side of `shareClaims`. */
export async function lockClaim(tx: Tx, org_id: string, registration_id: string): Promise<void> {
  await tx.rows(sql`select id from registration where org_id = ${org_id} and id = ${registration_id} for no key update`)
}

/** Is there such a registration that the transaction's scope sees? */
export async function isRegistered(tx: Tx, org_id: string, id: string): Promise<boolean> {
  return (await tx.one(sql`select 1 from registration where org_id = ${org_id} and id = ${id}`)) !== undefined
}

/** What direct sales has open at an account, the oldest first, without what is a partner's. */
export async function listDirectSales(
  tx: Tx,
  org_id: string,
  account_id: string,
): Promise<{ id: string; name: string; opened_on: LocalDate | null; created_at: Instant }[]> {
  return tx.rows(sql`select o.id, o.name, o.opened_on, o.created_at from opportunity o
    where o.org_id = ${org_id} and o.account_id = ${account_id} and o.stage = 'open'
      and not exists (select 1 from registration r where r.org_id = o.org_id and r.opportunity_id = o.id)
      and not exists (select 1 from opportunity_partner t where t.org_id = o.org_id and t.opportunity_id = o.id)
    order by o.id limit 20`)
}
