import type { Answers } from '#kit/form.ts'
import type { Instant, LocalDate } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { ActivityKind, Correctable } from './registration.ts'

/** What a registration gathers in its life: words, activities, extensions. */

export type Message = {
  id: string
  registration_id: string
  partner_id: string
  kind: 'question' | 'answer'
  body: string
  fields: Correctable[]
  said_at: Instant
  said_by: string
  side: 'org' | 'partner'
}

export function insertMessage(tx: Tx, org_id: string, m: Message): void {
  tx.send(sql`insert into registration_message (org_id, id, registration_id, partner_id, kind, body, fields, said_at, said_by, side)
    values (${org_id}, ${m.id}, ${m.registration_id}, ${m.partner_id}, ${m.kind}, ${m.body}, ${m.fields}::text[], ${m.said_at}, ${m.said_by}, ${m.side})`)
}

const MESSAGE = sql`id, registration_id, partner_id, kind, body, fields, said_at, said_by, side`

export async function listMessages(
  tx: Tx,
  org_id: string,
  filter: { registration_id: string; before: string | undefined; limit: number },
): Promise<Message[]> {
  const older = filter.before ? sql`and id < ${filter.before}` : sql``
  return tx.rows(sql`select ${MESSAGE} from registration_message
    where org_id = ${org_id} and registration_id = ${filter.registration_id} ${older} order by id desc limit ${filter.limit}`)
}

export type Activity = {
  id: string
  registration_id: string
  partner_id: string
  kind: ActivityKind
  happened_on: LocalDate
  note: string | null
  counts: boolean
  logged_at: Instant
  logged_by: string
  side: 'org' | 'partner'
}

export function insertActivity(tx: Tx, org_id: string, a: Activity): void {
  tx.send(sql`insert into registration_activity (org_id, id, registration_id, partner_id, kind, happened_on, note, counts, logged_at, logged_by, side)
    values (${org_id}, ${a.id}, ${a.registration_id}, ${a.partner_id}, ${a.kind}, ${a.happened_on}, ${a.note}, ${a.counts}, ${a.logged_at}, ${a.logged_by}, ${a.side})`)
}

const ACTIVITY = sql`id, registration_id, partner_id, kind, happened_on, note, counts, logged_at, logged_by, side`

/** What was done about a registration, the latest first. */
export async function listActivities(
  tx: Tx,
  org_id: string,
  filter: { registration_id: string; before?: { happened_on: LocalDate; id: string } | undefined; limit: number },
): Promise<Activity[]> {
  const { before } = filter
  const older = before ? sql`and (happened_on, id) < (${before.happened_on}::date, ${before.id}::uuid)` : sql``
  return tx.rows(sql`select ${ACTIVITY} from registration_activity
    where org_id = ${org_id} and registration_id = ${filter.registration_id} ${older}
    order by happened_on desc, id desc limit ${filter.limit}`)
}

export type Extension = {
  id: string
  registration_id: string
  partner_id: string
  status: 'asked' | 'granted' | 'declined' | 'lapsed'
  reason: string
  asked_at: Instant
  asked_by: string
  answer_due_at: Instant | null
  answered_at: Instant | null
  answered_by: string | null
  answer_reason: string | null
  before_ends_at: Instant
  ends_at: Instant | null
  ruling_id: string
}

const EXTENSION = sql`id, registration_id, partner_id, status, reason, asked_at, asked_by, answer_due_at, answered_at, answered_by,
  answer_reason, before_ends_at, ends_at, ruling_id`

/** More than a program can grant and a partner has reason to ask for. */
const EXTENSIONS_MAX = 50

export async function listExtensions(tx: Tx, org_id: string, registration_id: string): Promise<Extension[]> {
  return tx.rows(sql`select ${EXTENSION} from registration_extension
    where org_id = ${org_id} and registration_id = ${registration_id} order by id desc limit ${EXTENSIONS_MAX}`)
}

export function insertExtension(tx: Tx, org_id: string, e: Extension): void {
  tx.send(sql`insert into registration_extension (org_id, id, registration_id, partner_id, status, reason, asked_at, asked_by, answer_due_at,
      answered_at, answered_by, answer_reason, before_ends_at, ends_at, ruling_id)
    values (${org_id}, ${e.id}, ${e.registration_id}, ${e.partner_id}, ${e.status}, ${e.reason}, ${e.asked_at}, ${e.asked_by}, ${e.answer_due_at},
      ${e.answered_at}, ${e.answered_by}, ${e.answer_reason}, ${e.before_ends_at}, ${e.ends_at}, ${e.ruling_id})`)
}

/** Answers what is still asked; false where somebody was faster. */
export async function answerExtension(tx: Tx, org_id: string, e: Extension): Promise<boolean> {
  const touched =
    await tx.run(sql`update registration_extension set status = ${e.status}, answered_at = ${e.answered_at},
      answered_by = ${e.answered_by}, answer_reason = ${e.answer_reason}, ends_at = ${e.ends_at}, ruling_id = ${e.ruling_id}
    where org_id = ${org_id} and id = ${e.id} and status = 'asked'`)
  return touched === 1
}

/** What was asked and not answered is over with what it was asked for. */
export function lapseExtension(tx: Tx, org_id: string, registration_id: string, at: Instant): void {
  tx.send(sql`update registration_extension set status = 'lapsed', answered_at = ${at}
    where org_id = ${org_id} and registration_id = ${registration_id} and status = 'asked'`)
}

/** Moves the end of a protection that still lasts to a later one; what was promised first stays on record. */
export function prolongProtection(tx: Tx, org_id: string, registration_id: string, ends_at: Instant): void {
  tx.send(sql`update protection set ends_at = ${ends_at}
    where org_id = ${org_id} and registration_id = ${registration_id} and ends_at < ${ends_at}`)
}

/** Registrations that became one opportunity and still hold their accounts. */
export async function listConverted(tx: Tx, org_id: string, opportunity_id: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select id from registration
    where org_id = ${org_id} and opportunity_id = ${opportunity_id} and status = 'converted' order by claim_no`)
  return rows.map(({ id }) => id)
}

/** Opportunities at an account that partners brought: direct sales is not at work there. */
export async function listPartnersOpportunities(tx: Tx, org_id: string, account_id: string): Promise<string[]> {
  const rows = await tx.rows<{ opportunity_id: string }>(sql`select opportunity_id from registration
    where org_id = ${org_id} and account_id = ${account_id} and status = 'converted' order by claim_no limit 100`)
  return rows.map((row) => row.opportunity_id)
}

/** A product whose list price a registration holds. */
export type PriceHold = {
  id: string
  product_id: string
  product_name: string
  list_price_minor: string
  currency: string
  priced_at: Instant
}

export function insertPriceHold(
  tx: Tx,
  org_id: string,
  of: { registration_id: string; partner_id: string },
  hold: PriceHold,
): void {
  tx.send(sql`insert into price_hold (org_id, id, registration_id, partner_id, product_id, product_name, list_price_minor, currency, priced_at)
    values (${org_id}, ${hold.id}, ${of.registration_id}, ${of.partner_id}, ${hold.product_id}, ${hold.product_name},
      ${hold.list_price_minor}, ${hold.currency}, ${hold.priced_at})`)
}

export async function listPriceHolds(tx: Tx, org_id: string, registration_id: string): Promise<PriceHold[]> {
  return tx.rows(sql`select id, product_id, product_name, list_price_minor, currency, priced_at from price_hold
    where org_id = ${org_id} and registration_id = ${registration_id} order by id limit 200`)
}

/** Changes what a partner registered, and its rank where it claims something else now. The move itself follows. */
export function correctRegistration(
  tx: Tx,
  org_id: string,
  id: string,
  to: {
    account_name: string
    account_name_key: string
    account_domain: string | null
    account_country: string | null
    account_tax_id: string | null
    contact_name: string | null
    contact_email: string | null
    amount_minor: string | null
    currency: string | null
    expected_close_on: LocalDate | null
    lines: string
    use_case: string | null
    notes: string | null
    answers: Answers
    claim_no: string
    account_id: string | null
  },
): void {
  tx.send(sql`update registration set account_name = ${to.account_name}, account_name_key = ${to.account_name_key},
      account_domain = ${to.account_domain}, account_country = ${to.account_country}, account_tax_id = ${to.account_tax_id},
      contact_name = ${to.contact_name}, contact_email = ${to.contact_email}, amount_minor = ${to.amount_minor}, currency = ${to.currency},
      expected_close_on = ${to.expected_close_on}, lines = ${to.lines}::int4multirange, use_case = ${to.use_case}, notes = ${to.notes},
      answers = ${JSON.stringify(to.answers)}::jsonb, claim_no = ${to.claim_no}::bigint, account_id = ${to.account_id}
    where org_id = ${org_id} and id = ${id}`)
}

/** Is nothing else known of an account than the one registration that brought it? */
export async function isBroughtAlone(
  tx: Tx,
  org_id: string,
  account_id: string,
  by: { id: string; submitted_at: Instant },
): Promise<boolean> {
  const row = await tx.one<{ alone: boolean }>(sql`select a.created_at = ${by.submitted_at} and a.revision = 1
      and not exists (select 1 from registration r where r.org_id = a.org_id and r.account_id = a.id and r.id <> ${by.id})
      and not exists (select 1 from opportunity o where o.org_id = a.org_id and o.account_id = a.id)
      and not exists (select 1 from account m where m.org_id = a.org_id and (m.merged_into = a.id or m.parent_id = a.id))
      and not exists (select 1 from external_ref e where e.subject_id = a.id and e.org_id = a.org_id) as alone
    from account a where a.org_id = ${org_id} and a.id = ${account_id}`)
  return row?.alone ?? false
}
