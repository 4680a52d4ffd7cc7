import type { Instant, LocalDate } from '#kit/instant.ts'
import { raw, sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Drill, Slice } from './contract.ts'
import type { Outcome } from './outcome.ts'

// ── Following the feed ──────────────────────────────────────────────────────────────────────────────────────────────

/** How far the feed was read, locked until the transaction ends; undefined while another server is at it. */
export async function lockCursor(tx: Tx, org_id: string): Promise<string | undefined> {
  tx.send(sql`insert into report_cursor (org_id) values (${org_id}) on conflict do nothing`)
  const row = await tx.one<{ seq: string }>(
    sql`select seq from report_cursor where org_id = ${org_id} for update skip locked`,
  )
  return row?.seq
}

export function moveCursor(tx: Tx, org_id: string, seq: string): void {
  tx.send(sql`update report_cursor set seq = ${seq} where org_id = ${org_id}`)
}

/** Numbered events behind a number, oldest first. */
export async function listNews(
  tx: Tx,
  org_id: string,
  after: string,
  limit: number,
): Promise<{ seq: string; subject_noun: string; subject_id: string }[]> {
  return tx.rows(sql`select seq, subject_noun, subject_id from event
    where org_id = ${org_id} and seq > ${after}::bigint order by seq limit ${limit}`)
}

export type Followed = {
  id: string
  submitted_at: Instant
  facts: string
  because: string
  program_version: number
}

/** The registrations with their first ruling. */
export async function listFollowed(tx: Tx, org_id: string, ids: readonly string[]): Promise<Followed[]> {
  return tx.rows(sql`select r.id, r.submitted_at, first.facts, first.because, first.program_version
    from registration r cross join lateral (
      select facts, because, program_version from ruling
      where org_id = ${org_id} and subject_id = r.id and kind = 'registration' order by id limit 1) first
    where r.org_id = ${org_id} and r.id = any(${ids}::uuid[])`)
}

/** What happened to registrations, oldest first. What has no number yet counts too: it is read again when it has one. */
export async function listHappenings(
  tx: Tx,
  org_id: string,
  ids: readonly string[],
): Promise<{ subject_id: string; type: string; at: Instant }[]> {
  return tx.rows(sql`select subject_id, type, at from event
    where org_id = ${org_id} and subject_id = any(${ids}::uuid[]) order by at, id`)
}

/** Keeps what became of registrations; what stands in their own rows is read there. */
export function keepOutcomes(
  tx: Tx,
  org_id: string,
  outcomes: readonly (Outcome & { registration_id: string; tier: string | null })[],
): void {
  tx.send(sql`insert into registration_report (org_id, registration_id, partner_id, track, tier, manager_id, country,
      amount_minor, currency, status, submitted_on, month, decided_at, by_rule, review_minutes, promise_kept, approved_at,
      converted_at, closed, closed_at, conflict, protection_ended_at, protection_unused)
    select r.org_id, r.id, r.partner_id, r.track, o.tier, r.manager_id, r.account_country, r.amount_minor, r.currency,
      r.status, o.submitted_on, o.month, o.decided_at, o.by_rule, o.review_minutes, o.promise_kept, o.approved_at,
      o.converted_at, o.closed, o.closed_at, o.conflict, o.protection_ended_at, o.protection_unused
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as o (registration_id uuid, tier text, submitted_on date,
      month date, decided_at timestamptz, by_rule boolean, review_minutes integer, promise_kept boolean,
      approved_at timestamptz, converted_at timestamptz, closed text, closed_at timestamptz, conflict text,
      protection_ended_at timestamptz, protection_unused boolean)
    join registration r on r.org_id = ${org_id} and r.id = o.registration_id
    on conflict (org_id, registration_id) do update set
      (partner_id, track, tier, manager_id, country, amount_minor, currency, status, submitted_on, month, decided_at,
        by_rule, review_minutes, promise_kept, approved_at, converted_at, closed, closed_at, conflict,
        protection_ended_at, protection_unused) =
      row (excluded.partner_id, excluded.track, excluded.tier, excluded.manager_id, excluded.country,
        excluded.amount_minor, excluded.currency, excluded.status, excluded.submitted_on, excluded.month,
        excluded.decided_at, excluded.by_rule, excluded.review_minutes, excluded.promise_kept, excluded.approved_at,
        excluded.converted_at, excluded.closed, excluded.closed_at, excluded.conflict, excluded.protection_ended_at,
        excluded.protection_unused)`)
}

/** Is something in the feed that was not read yet? */
export async function isBehind(tx: Tx, org_id: string): Promise<boolean> {
  const row = await tx.one<{ behind: boolean }>(sql`select
    exists (select from event where org_id = ${org_id}
      and seq > coalesce((select seq from report_cursor where org_id = ${org_id}), 0))
    or exists (select from event where org_id = ${org_id} and seq is null) as behind`)
  return row?.behind ?? false
}

// ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Which registrations are counted. `null` where a property has to be missing. */
export type Cohort = {
  from: LocalDate
  to: LocalDate
  partner_id?: string | undefined
  track?: string | undefined
  tier?: string | null | undefined
  manager_id?: string | null | undefined
  country?: string | null | undefined
}

const KEYS: Record<Slice, Sql> = {
  month: sql`o.month::text`,
  partner: sql`o.partner_id::text`,
  track: sql`o.track`,
  tier: sql`o.tier`,
  manager: sql`o.manager_id::text`,
  country: sql`o.country`,
}

function cohortOf(org_id: string, of: Cohort): Sql {
  let where = sql`o.org_id = ${org_id} and o.submitted_on between ${of.from}::date and ${of.to}::date`
  if (of.partner_id) where = sql`${where} and o.partner_id = ${of.partner_id}`
  if (of.track) where = sql`${where} and o.track = ${of.track}`
  for (const column of ['tier', 'manager_id', 'country'] as const) {
    const asked = of[column]
    if (asked === null) where = sql`${where} and o.${raw(column)} is null`
    else if (asked !== undefined) where = sql`${where} and o.${raw(column)} = ${asked}`
  }
  return where
}

/** What makes a registration one of those that a figure counts. */
const COUNTED: Record<Drill, Sql> = {
  registered: sql`true`,
  approved: sql`o.approved_at is not null`,
  rejected: sql`o.status = 'rejected'`,
  converted: sql`o.converted_at is not null`,
  won: sql`o.closed = 'won'`,
  lost: sql`o.closed = 'lost'`,
  decided_by_rule: sql`o.by_rule`,
  decided_by_person: sql`o.by_rule = false`,
  promise_kept: sql`o.promise_kept`,
  promise_missed: sql`o.promise_kept = false`,
  conflict: sql`o.conflict is not null`,
  claim: sql`o.conflict = 'claim'`,
  opportunity: sql`o.conflict = 'opportunity'`,
  customer: sql`o.conflict = 'customer'`,
  house: sql`o.conflict = 'house'`,
  protections_ended: sql`o.protection_ended_at is not null`,
  protections_unused: sql`o.protection_unused`,
}

const of = (drill: Drill) => sql`(count(*) filter (where ${COUNTED[drill]}))::int`

const COUNTS = sql`count(*)::int as registered, ${of('approved')} as approved, ${of('rejected')} as rejected,
  ${of('converted')} as converted, ${of('won')} as won, ${of('lost')} as lost, count(o.decided_at)::int as decided,
  ${of('decided_by_rule')} as decided_by_rule, ${of('promise_kept')} as promise_kept, ${of('claim')} as claim,
  ${of('opportunity')} as opportunity, ${of('customer')} as customer, ${of('house')} as house,
  ${of('protections_ended')} as protections_ended, ${of('protections_unused')} as protections_unused,
  (percentile_disc(0.5) within group (order by o.review_minutes) filter (where o.by_rule = false)) as median_minutes,
  (percentile_disc(0.9) within group (order by o.review_minutes) filter (where o.by_rule = false)) as p90_minutes`

export type Counts = Record<
  | 'registered'
  | 'approved'
  | 'rejected'
  | 'converted'
  | 'won'
  | 'lost'
  | 'decided'
  | 'decided_by_rule'
  | 'promise_kept'
  | 'claim'
  | 'opportunity'
  | 'customer'
  | 'house'
  | 'protections_ended'
  | 'protections_unused',
  number
> & { median_minutes: number | null; p90_minutes: number | null }

export async function countAll(tx: Tx, org_id: string, cohort: Cohort): Promise<Counts> {
  const row = await tx.one<Counts>(sql`select ${COUNTS} from registration_report o where ${cohortOf(org_id, cohort)}`)
  if (!row) throw new Error('an aggregate without groups answers one row')
  return row
}

/**
 * Everything, and its slices, in one look at the rows: `whole` says which is which. The slices with most registrations,
 * months in their order; each row says how many slices there are.
 */
export async function countBy(
  tx: Tx,
  org_id: string,
  cohort: Cohort,
  by: Slice,
  limit: number,
): Promise<(Counts & { key: string | null; whole: boolean; slices: number })[]> {
  const order = by === 'month' ? sql`1 desc` : sql`registered desc, 1`
  return tx.rows(sql`select ${KEYS[by]} as key, grouping(${KEYS[by]}) = 1 as whole, (count(*) over () - 1)::int as slices, ${COUNTS}
    from registration_report o where ${cohortOf(org_id, cohort)}
    group by grouping sets ((), (${KEYS[by]})) order by whole desc, ${order} limit ${limit + 1}`)
}

export type Sums = {
  key: string | null
  currency: string
  registered: string
  approved: string
  won: string
}

/** Sums of money by slice and currency; of everything, where there is no slice. */
export async function sumBy(tx: Tx, org_id: string, cohort: Cohort, by: Slice | null): Promise<Sums[]> {
  const key = by ? KEYS[by] : sql`null::text`
  return tx.rows(sql`select ${key} as key, o.currency, sum(o.amount_minor)::text as registered,
      coalesce(sum(o.amount_minor) filter (where ${COUNTED.approved}), 0)::text as approved,
      coalesce(sum(o.amount_minor) filter (where ${COUNTED.won}), 0)::text as won
    from registration_report o where ${cohortOf(org_id, cohort)} and o.currency is not null
    group by 1, 2 order by sum(o.amount_minor) desc, 2 limit 20000`)
}

/** Names of partners, or of managers by their membership. */
export async function listNames(
  tx: Tx,
  org_id: string,
  of: 'partner' | 'manager',
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  if (of === 'partner')
    return tx.rows(sql`select id, name from partner where org_id = ${org_id} and id = any(${ids}::uuid[])`)
  return tx.rows(sql`select m.id, p.name from membership m join person p on p.id = m.person_id
    where m.org_id = ${org_id} and m.id = any(${ids}::uuid[])`)
}

export type Row = {
  id: string
  account_name: string
  partner_id: string
  partner_name: string
  status: string
  amount_minor: string | null
  currency: string | null
  submitted_on: LocalDate
  review_minutes: number | null
}

/** The registrations behind a figure, the latest first. */
export async function listRows(
  tx: Tx,
  org_id: string,
  cohort: Cohort,
  drill: Drill,
  page: { after: { on: string; id: string } | undefined; limit: number },
): Promise<Row[]> {
  const after = page.after
    ? sql`and (o.submitted_on, o.registration_id) < (${page.after.on}::date, ${page.after.id}::uuid)`
    : sql``
  return tx.rows(sql`select o.registration_id as id, r.account_name, o.partner_id, p.name as partner_name, o.status,
      o.amount_minor, o.currency, o.submitted_on, o.review_minutes
    from registration_report o
    join registration r on r.org_id = o.org_id and r.id = o.registration_id
    join partner p on p.org_id = o.org_id and p.id = o.partner_id
    where ${cohortOf(org_id, cohort)} and ${COUNTED[drill]} ${after}
    order by o.submitted_on desc, o.registration_id desc limit ${page.limit}`)
}
