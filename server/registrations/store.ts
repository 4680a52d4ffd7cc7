import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { EarlierClaim } from './facts.ts'
import { lineIds, type Registration, type Status } from './registration.ts'

const COLUMNS = sql`r.id, r.partner_id, r.track, r.claim_no, r.status, r.account_id, r.account_name, r.account_domain, r.account_country,
  r.account_tax_id, r.contact_name, r.contact_email, r.amount_minor, r.currency, r.expected_close_on, r.lines::text as lines, r.use_case, r.notes,
  r.submitted_at, r.submitted_by, r.submitted_by_person, r.submitter_role, r.on_behalf, r.manager_id, r.recommendation, r.answer_due_at,
  r.decided_at, r.decided_by, r.decision_reason, r.ruling_id, r.revision`

/** A registration with what screens show beside it. */
export type Shown = Registration & {
  partner_name: string
  manager_name: string | null
  starts_at: Instant | null
  ends_at: Instant | null
}

const SHOWN = sql`select ${COLUMNS}, p.name as partner_name, m.name as manager_name, pr.starts_at, pr.ends_at
  from registration r
  join partner p on p.org_id = r.org_id and p.id = r.partner_id
  left join protection pr on pr.org_id = r.org_id and pr.registration_id = r.id
  left join (select membership.id, person.name from membership join person on person.id = membership.person_id) m on m.id = r.manager_id`

export async function findRegistration(tx: Tx, org_id: string, id: string): Promise<Shown | undefined> {
  return tx.one(sql`${SHOWN} where r.org_id = ${org_id} and r.id = ${id}`)
}

/** What somebody with this membership is called. */
export async function findMemberName(tx: Tx, membership_id: string): Promise<string> {
  const row = await tx.one<{ name: string }>(
    sql`select person.name from membership join person on person.id = membership.person_id where membership.id = ${membership_id}`,
  )
  return row?.name ?? ''
}

export type ListFilter = {
  status?: Status | undefined
  partner_id?: string | undefined
  account_id?: string | undefined
  manager_id?: string | undefined
  name_from?: string | undefined
  domain?: string | undefined
  /** In review with a deadline before this. */
  overdue_at?: Instant | undefined
  /** Protected until this at the latest. */
  ending_by?: Instant | undefined
  order?: ListOrder
  after?: { at: Instant; claim_no: string } | undefined
  limit: number
}

export type ListOrder = 'newest' | 'deadline' | 'ending' | 'decided'

/** The column that a list is ordered by, beside the rank of the claim. */
const ORDERS: Record<ListOrder, { at: ReturnType<typeof sql>; falling: boolean }> = {
  newest: { at: sql`r.submitted_at`, falling: true },
  deadline: { at: sql`r.answer_due_at`, falling: false },
  ending: { at: sql`pr.ends_at`, falling: false },
  decided: { at: sql`r.decided_at`, falling: true },
}

export async function listRegistrations(tx: Tx, org_id: string, filter: ListFilter): Promise<Shown[]> {
  let where = sql`r.org_id = ${org_id}`
  if (filter.status) where = sql`${where} and r.status = ${filter.status}`
  if (filter.partner_id) where = sql`${where} and r.partner_id = ${filter.partner_id}`
  if (filter.account_id) where = sql`${where} and r.account_id = ${filter.account_id}`
  if (filter.manager_id) where = sql`${where} and r.manager_id = ${filter.manager_id}`
  if (filter.domain) where = sql`${where} and r.account_domain = ${filter.domain}`
  if (filter.name_from)
    where = sql`${where} and r.account_name_key >= ${filter.name_from} and r.account_name_key < ${filter.name_from + '\u{10FFFF}'}`
  if (filter.overdue_at) where = sql`${where} and r.status = 'in_review' and r.answer_due_at < ${filter.overdue_at}`
  if (filter.ending_by) where = sql`${where} and r.status = 'approved' and pr.ends_at <= ${filter.ending_by}`
  const { order = 'newest', after } = filter
  if (order === 'newest') {
    if (after) where = sql`${where} and r.claim_no < ${after.claim_no}::bigint`
    return tx.rows(sql`${SHOWN} where ${where} order by r.claim_no desc limit ${filter.limit}`)
  }
  const { at, falling } = ORDERS[order]
  // What has ended has no clock to order by.
  if (order === 'ending') where = sql`${where} and r.status = 'approved'`
  where = sql`${where} and ${at} is not null`
  if (after)
    where = falling
      ? sql`${where} and (${at}, r.claim_no) < (${after.at}, ${after.claim_no}::bigint)`
      : sql`${where} and (${at}, r.claim_no) > (${after.at}, ${after.claim_no}::bigint)`
  const direction = falling ? sql`order by ${at} desc, r.claim_no desc` : sql`order by ${at}, r.claim_no`
  return tx.rows(sql`${SHOWN} where ${where} ${direction} limit ${filter.limit}`)
}

/** Where a row stands in an order: the cursor behind it. */
export function placeIn(order: ListOrder, r: Shown): { at: Instant; claim_no: string } {
  const at = { newest: r.submitted_at, deadline: r.answer_due_at, ending: r.ends_at, decided: r.decided_at }[order]
  return { at: at ?? r.submitted_at, claim_no: r.claim_no }
}

/** How many stand in each state, are overdue, and end soon: of the org, or of one partner. */
export async function countByStatus(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
  now: Instant,
  soon: Instant,
): Promise<{ counts: Record<string, number>; overdue: number; ending: number }> {
  const own = partner_id ? sql`and r.partner_id = ${partner_id}` : sql``
  const [rows, overdue, ending] = await Promise.all([
    tx.rows<{ status: string; n: number }>(
      sql`select r.status, count(*)::int as n from registration r where r.org_id = ${org_id} ${own} group by r.status`,
    ),
    tx.one<{ n: number }>(
      sql`select count(*)::int as n from registration r where r.org_id = ${org_id} ${own} and r.status = 'in_review' and r.answer_due_at < ${now}`,
    ),
    // Whatever ends a registration early ends its protection then, so those that end later are in force.
    tx.one<{ n: number }>(
      sql`select count(*)::int as n from protection r where r.org_id = ${org_id} ${own} and r.ends_at > ${now} and r.ends_at <= ${soon}`,
    ),
  ])
  return {
    counts: Object.fromEntries(rows.map((row) => [row.status, row.n])),
    overdue: overdue?.n ?? 0,
    ending: ending?.n ?? 0,
  }
}

/** The next rank, taken under the account's locks, so that ranks follow the order in which claims were made. */
export async function takeClaimNo(tx: Tx): Promise<string> {
  const row = await tx.one<{ claim_no: string }>(sql`select nextval('claim_no') as claim_no`)
  return row?.claim_no ?? ''
}

/** A page of open claims is enough to decide: who stands behind twenty others waits in any case. */
const EARLIER_MAX = 20

/** Open claims on an account, by rank, that came before a claim: all of them, where it has no rank yet. */
export async function listEarlierClaims(
  tx: Tx,
  org_id: string,
  account_id: string,
  self: { id: string; claim_no: string | null },
): Promise<EarlierClaim[]> {
  const rows = await tx.rows<{
    registration_id: string
    claim_no: string
    status: EarlierClaim['status']
    lines: string
    protected_until: Instant | null
  }>(sql`
    select r.id as registration_id, r.claim_no, r.status, r.lines::text as lines, pr.ends_at as protected_until
    from registration r left join protection pr on pr.org_id = r.org_id and pr.registration_id = r.id and r.status = 'approved'
    where r.org_id = ${org_id} and r.account_id = ${account_id} and r.status in ('in_review', 'queued', 'approved')
      and r.claim_no < coalesce(${self.claim_no}::bigint, 9223372036854775807) and r.id <> ${self.id}
    order by r.claim_no limit ${EARLIER_MAX}`)
  return rows.map((row) => ({ ...row, lines: lineIds(row.lines) }))
}

/** Any open claim of the same partner on the account that shares a line. */
export async function findOwnOpenClaim(
  tx: Tx,
  org_id: string,
  account_id: string,
  partner_id: string,
  lines: string,
  self: string,
): Promise<string | undefined> {
  const row = await tx.one<{ id: string }>(sql`select id from registration
    where org_id = ${org_id} and account_id = ${account_id} and partner_id = ${partner_id} and id <> ${self}
      and status in ('in_review', 'queued', 'approved') and lines && ${lines}::int4multirange limit 1`)
  return row?.id
}

/** When the partner's last registration of the account expired. */
export async function findLastLapse(
  tx: Tx,
  org_id: string,
  account_id: string,
  partner_id: string,
): Promise<Instant | null> {
  const row = await tx.one<{ at: Instant | null }>(sql`select max(pr.ends_at) as at
    from registration r join protection pr on pr.org_id = r.org_id and pr.registration_id = r.id
    where r.org_id = ${org_id} and r.account_id = ${account_id} and r.partner_id = ${partner_id} and r.status = 'expired'`)
  return row?.at ?? null
}

export async function listQueue(tx: Tx, org_id: string, account_id: string): Promise<Shown[]> {
  return tx.rows(
    sql`${SHOWN} where r.org_id = ${org_id} and r.account_id = ${account_id} and r.status in ('in_review', 'queued', 'approved') order by r.claim_no limit 500`,
  )
}

export function insertRegistration(tx: Tx, org_id: string, r: Registration, name_key: string): void {
  tx.send(sql`insert into registration (org_id, id, partner_id, track, claim_no, status, account_id, account_name, account_name_key, account_domain,
      account_country, account_tax_id, contact_name, contact_email, amount_minor, currency, expected_close_on, lines, use_case, notes, submitted_at,
      submitted_by, submitted_by_person, submitter_role, on_behalf, manager_id, recommendation, answer_due_at, decided_at, decided_by, decision_reason, ruling_id)
    values (${org_id}, ${r.id}, ${r.partner_id}, ${r.track}, ${r.claim_no}, ${r.status}, ${r.account_id}, ${r.account_name}, ${name_key}, ${r.account_domain},
      ${r.account_country}, ${r.account_tax_id}, ${r.contact_name}, ${r.contact_email}, ${r.amount_minor}, ${r.currency}, ${r.expected_close_on},
      ${r.lines}::int4multirange, ${r.use_case}, ${r.notes}, ${r.submitted_at}, ${r.submitted_by}, ${r.submitted_by_person}, ${r.submitter_role},
      ${r.on_behalf}, ${r.manager_id}, ${r.recommendation}, ${r.answer_due_at}, ${r.decided_at}, ${r.decided_by}, ${r.decision_reason}, ${r.ruling_id})`)
}

/** Moves a registration on, if it still stands where the decision saw it. Answers the new revision. */
export async function moveRegistration(
  tx: Tx,
  org_id: string,
  r: Registration,
  from: Status,
): Promise<number | undefined> {
  const row = await tx.one<{
    revision: number
  }>(sql`update registration set status = ${r.status}, account_id = ${r.account_id}, manager_id = ${r.manager_id},
      recommendation = ${r.recommendation}, answer_due_at = ${r.answer_due_at}, decided_at = ${r.decided_at}, decided_by = ${r.decided_by},
      decision_reason = ${r.decision_reason}, ruling_id = ${r.ruling_id}, revision = revision + 1
    where org_id = ${org_id} and id = ${r.id} and status = ${from} and revision = ${r.revision} returning revision`)
  return row?.revision
}

export function insertProtection(
  tx: Tx,
  org_id: string,
  p: {
    id: string
    registration_id: string
    partner_id: string
    account_id: string
    lines: string
    starts_at: Instant
    ends_at: Instant
  },
): void {
  tx.send(sql`insert into protection (org_id, id, registration_id, partner_id, account_id, lines, starts_at, ends_at, promised_ends_at)
    values (${org_id}, ${p.id}, ${p.registration_id}, ${p.partner_id}, ${p.account_id}, ${p.lines}::int4multirange, ${p.starts_at}, ${p.ends_at}, ${p.ends_at})`)
}

/** Ends a protection before its time. */
export function endProtection(tx: Tx, org_id: string, registration_id: string, at: Instant): void {
  tx.send(sql`update protection set ends_at = greatest(starts_at, ${at}::timestamptz)
    where org_id = ${org_id} and registration_id = ${registration_id} and ends_at > ${at}`)
}

/** Companies that registrations visible to the caller have named, by the beginning of the name. */
export async function listNamedAccounts(
  tx: Tx,
  org_id: string,
  partner_id: string,
  name_from: string,
  domain: string | null,
): Promise<{ name: string; domain: string | null; country: string | null }[]> {
  return tx.rows(sql`select distinct on (account_name_key) account_name as name, account_domain as domain, account_country as country
    from registration where org_id = ${org_id} and partner_id = ${partner_id}
      and ((account_name_key >= ${name_from} and account_name_key < ${name_from + '\u{10FFFF}'}) or account_domain = ${domain})
    order by account_name_key, claim_no desc limit 8`)
}

/** The stored reasons of a ruling. */
export async function findBecause(
  tx: Tx,
  org_id: string,
  id: string,
): Promise<{ kind: string; decider: string; program_version: number; now: Instant; because: string } | undefined> {
  return tx.one(
    sql`select kind, decider, program_version, now, because from ruling where org_id = ${org_id} and id = ${id}`,
  )
}

/** Who hears of a registration on the partner's side, and from which org: who submitted it, else the partner's admins; at most three. */
export async function listReaders(
  tx: Tx,
  org_id: string,
  id: string,
): Promise<{ email: string; name: string; org_name: string }[]> {
  return tx.rows(sql`select p.email, p.name, o.name as org_name
    from registration r join org o on o.id = r.org_id
      join membership m on m.org_id = r.org_id and m.partner_id = r.partner_id and m.ended_at is null
        and case when r.on_behalf or r.submitted_by_person is null then m.role = 'partner_admin' else m.person_id = r.submitted_by_person end
      join person p on p.id = m.person_id
    where r.org_id = ${org_id} and r.id = ${id} order by m.id limit 3`)
}

/** How many registrations of a partner stand in each state. */
export async function listCounts(tx: Tx, org_id: string, partner_id: string): Promise<Record<string, number>> {
  const rows = await tx.rows<{ status: string; n: number }>(sql`select status, count(*)::int as n from registration
    where org_id = ${org_id} and partner_id = ${partner_id} group by status`)
  return Object.fromEntries(rows.map((row) => [row.status, row.n]))
}
