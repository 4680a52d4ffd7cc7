import type { Instant } from '#kit/instant.ts'
import { sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import { countStates } from './counts-store.ts'
import type { EarlierClaim, FamilyClaim } from './facts.ts'
import { lineIds, type Registration, type Status } from './registration.ts'

const COLUMNS = sql`r.id, r.partner_id, r.track, r.claim_no, r.status, r.account_id, r.account_name, r.account_domain, r.account_country,
  r.account_tax_id, r.contact_name, r.contact_email, r.amount_minor, r.currency, r.expected_close_on, r.lines::text as lines, r.use_case, r.notes,
  r.submitted_at, r.submitted_by, r.submitted_by_person, r.submitter_role, r.on_behalf, r.manager_id, r.recommendation, r.answer_due_at,
  r.decided_at, r.decided_by, r.decision_reason, r.opportunity_id, r.converted_at, r.ended_at, r.ended_by, r.end_reason, r.reply_due_at,
  r.confirm_due_at, r.follow_up_due_at, r.follow_up_slipped_at, r.answers, r.answers_version, r.is_tender,
  r.tender_reference, r.tender_key, r.has_letter, r.ruling_id, r.revision`

/** A registration with what screens show beside it. */
export type Shown = Registration & {
  partner_name: string
  manager_name: string | null
  manager_email: string | null
  starts_at: Instant | null
  ends_at: Instant | null
}

/** Registrations with what screens show beside them, out of some rows of the table; `more` is selected too. */
export const shownFrom = (
  rows: Sql,
  more: Sql = sql``,
): Sql => sql`select ${COLUMNS} ${more}, p.name as partner_name, m.name as manager_name, m.email as manager_email, pr.starts_at, pr.ends_at
  from ${rows} r
  join partner p on p.org_id = r.org_id and p.id = r.partner_id
  left join protection pr on pr.org_id = r.org_id and pr.registration_id = r.id
  left join (select membership.id, person.name, person.email from membership join person on person.id = membership.person_id) m on m.id = r.manager_id`

const SHOWN = shownFrom(sql`registration`)

export async function findRegistration(tx: Tx, org_id: string, id: string): Promise<Shown | undefined> {
  return tx.one(sql`${SHOWN} where r.org_id = ${org_id} and r.id = ${id}`)
}

/** What somebody with this membership is called, and where mail reaches them. */
export async function findMember(tx: Tx, membership_id: string): Promise<{ name: string; email: string }> {
  const row = await tx.one<{ name: string; email: string }>(
    sql`select person.name, person.email from membership join person on person.id = membership.person_id where membership.id = ${membership_id}`,
  )
  return row ?? { name: '', email: '' }
}

/** Its protection lasts. */
const HOLDS = sql`r.status in ('approved', 'converted')`
/** It stands in the way of later claims. */
const STANDS = sql`r.status in ('in_review', 'info_requested', 'queued', 'approved', 'converted')`

/** Claims on an account, the newest first. */
export async function listClaims(tx: Tx, org_id: string, account_id: string, limit: number): Promise<Shown[]> {
  return tx.rows(
    sql`${SHOWN} where r.org_id = ${org_id} and r.account_id = ${account_id} order by r.claim_no desc limit ${limit}`,
  )
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
  const [counts, overdue, ending] = await Promise.all([
    countStates(tx, org_id, partner_id),
    tx.one<{ n: number }>(
      sql`select count(*)::int as n from registration r where r.org_id = ${org_id} ${own} and r.status = 'in_review' and r.answer_due_at < ${now}`,
    ),
    // Whatever ends a registration early ends its protection then, so those that end later are in force.
    tx.one<{ n: number }>(
      sql`select count(*)::int as n from protection r where r.org_id = ${org_id} ${own} and r.ends_at > ${now} and r.ends_at <= ${soon}`,
    ),
  ])
  return {
    counts,
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

/**
 * Open claims on an account, by rank, that came before a claim: all of them, where it has no rank yet. One that holds
 * its protection stands ahead whatever its rank: the claim may have been told which company it means only afterwards.
 */
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
    tender_key: string | null
  }>(sql`
    select r.id as registration_id, r.claim_no, r.status, r.lines::text as lines, pr.ends_at as protected_until, r.tender_key
    from registration r left join protection pr on pr.org_id = r.org_id and pr.registration_id = r.id and ${HOLDS}
    where r.org_id = ${org_id} and r.account_id = ${account_id} and ${STANDS}
      and (r.claim_no < coalesce(${self.claim_no}::bigint, 9223372036854775807) or ${HOLDS}) and r.id <> ${self.id}
    order by r.claim_no limit ${EARLIER_MAX}`)
  return rows.map((row) => ({ ...row, lines: lineIds(row.lines) }))
}

/** Protections of other partners at these accounts, in force at `now`, in the accounts' order. */
export async function listFamilyClaims(
  tx: Tx,
  org_id: string,
  account_ids: readonly string[],
  partner_id: string,
  now: Instant,
): Promise<FamilyClaim[]> {
  const rows = await tx.rows<Omit<FamilyClaim, 'lines'> & { lines: string }>(sql`
    select r.account_id, r.id as registration_id, r.claim_no, r.status, r.lines::text as lines,
      pr.ends_at as protected_until, r.tender_key
    from unnest(${[...account_ids]}::uuid[]) with ordinality as parent (id, place)
    join registration r on r.org_id = ${org_id} and r.account_id = parent.id and ${HOLDS} and r.partner_id <> ${partner_id}
    join protection pr on pr.org_id = r.org_id and pr.registration_id = r.id and pr.ends_at > ${now}
    order by parent.place, r.claim_no limit ${EARLIER_MAX}`)
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
  const row = await tx.one<{ id: string }>(sql`select r.id from registration r
    where r.org_id = ${org_id} and r.account_id = ${account_id} and r.partner_id = ${partner_id} and r.id <> ${self}
      and ${STANDS} and r.lines && ${lines}::int4multirange limit 1`)
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
    sql`${SHOWN} where r.org_id = ${org_id} and r.account_id = ${account_id} and ${STANDS} order by r.claim_no limit 500`,
  )
}

export function insertRegistration(tx: Tx, org_id: string, r: Registration, name_key: string): void {
  tx.send(sql`insert into registration (org_id, id, partner_id, track, claim_no, status, account_id, account_name, account_name_key, account_domain,
      account_country, account_tax_id, contact_name, contact_email, amount_minor, currency, expected_close_on, lines, use_case, notes, submitted_at,
      submitted_by, submitted_by_person, submitter_role, on_behalf, manager_id, recommendation, answer_due_at, decided_at, decided_by, decision_reason,
      follow_up_due_at, answers, answers_version, is_tender, tender_reference, tender_key, has_letter, ruling_id)
    values (${org_id}, ${r.id}, ${r.partner_id}, ${r.track}, ${r.claim_no}, ${r.status}, ${r.account_id}, ${r.account_name}, ${name_key}, ${r.account_domain},
      ${r.account_country}, ${r.account_tax_id}, ${r.contact_name}, ${r.contact_email}, ${r.amount_minor}, ${r.currency}, ${r.expected_close_on},
      ${r.lines}::int4multirange, ${r.use_case}, ${r.notes}, ${r.submitted_at}, ${r.submitted_by}, ${r.submitted_by_person}, ${r.submitter_role},
      ${r.on_behalf}, ${r.manager_id}, ${r.recommendation}, ${r.answer_due_at}, ${r.decided_at}, ${r.decided_by}, ${r.decision_reason},
      ${r.follow_up_due_at}, ${JSON.stringify(r.answers)}::jsonb, ${r.answers_version}, ${r.is_tender}, ${r.tender_reference}, ${r.tender_key}, ${r.has_letter}, ${r.ruling_id})`)
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
      decision_reason = ${r.decision_reason}, opportunity_id = ${r.opportunity_id}, converted_at = ${r.converted_at},
      ended_at = ${r.ended_at}, ended_by = ${r.ended_by}, end_reason = ${r.end_reason}, reply_due_at = ${r.reply_due_at},
      confirm_due_at = ${r.confirm_due_at}, follow_up_due_at = ${r.follow_up_due_at}, follow_up_slipped_at = ${r.follow_up_slipped_at},
      ruling_id = ${r.ruling_id}, revision = revision + 1
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
    /** Beside others of the same tender. */
    shared?: boolean
  },
): void {
  tx.send(sql`insert into protection (org_id, id, registration_id, partner_id, account_id, lines, starts_at, ends_at, promised_ends_at, is_exclusive)
    values (${org_id}, ${p.id}, ${p.registration_id}, ${p.partner_id}, ${p.account_id}, ${p.lines}::int4multirange, ${p.starts_at}, ${p.ends_at}, ${p.ends_at}, ${!p.shared})`)
}

/** The customer's letter hangs on it from now on. */
export function keepLetter(tx: Tx, org_id: string, id: string): void {
  tx.send(
    sql`update registration set has_letter = true, revision = revision + 1 where org_id = ${org_id} and id = ${id}`,
  )
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

/** How many registrations of a partner stand in each state. */
export async function listCounts(tx: Tx, org_id: string, partner_id: string): Promise<Record<string, number>> {
  return countStates(tx, org_id, partner_id)
}

/** Accounts at which a partner waits in a queue, in the order in which they are locked. */
export async function listQueuedAccounts(tx: Tx, org_id: string, partner_id: string): Promise<string[]> {
  const rows = await tx.rows<{ account_id: string }>(sql`select distinct account_id from registration
    where org_id = ${org_id} and partner_id = ${partner_id} and status = 'queued' and account_id is not null order by account_id`)
  return rows.map((row) => row.account_id)
}
