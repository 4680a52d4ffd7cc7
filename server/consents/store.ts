import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Consent, Status } from './consent.ts'

const COLUMNS = sql`c.id, c.account_id, c.registration_id, c.partner_id, c.conflict_id, c.status, c.asked_at, c.asked_by, c.asker_id, c.purpose,
  c.reason, c.wanted_until, c.answer_due_at, c.answered_at, c.answered_by, c.note, c.ends_at, c.ended_at, c.ended_by, c.end_reason, c.revision`

/** A consent with what screens show beside it. Accounts are seen at scope org alone. */
export type Shown = Consent & { partner_name: string; account_name: string | null; registered_as: string }

const SHOWN = sql`select ${COLUMNS}, p.name as partner_name, a.name as account_name, r.account_name as registered_as
  from consent c
  join partner p on p.org_id = c.org_id and p.id = c.partner_id
  join registration r on r.org_id = c.org_id and r.id = c.registration_id
  left join account a on a.org_id = c.org_id and a.id = c.account_id`

export async function findConsent(tx: Tx, org_id: string, id: string): Promise<Shown | undefined> {
  return tx.one(sql`${SHOWN} where c.org_id = ${org_id} and c.id = ${id}`)
}

export type ListFilter = {
  asked_by?: string | undefined
  status?: Status | undefined
  partner_id?: string | undefined
  account_id?: string | undefined
  registration_id?: string | undefined
  before?: string | undefined
  limit: number
}

export async function listConsents(tx: Tx, org_id: string, filter: ListFilter): Promise<Shown[]> {
  let where = sql`c.org_id = ${org_id}`
  if (filter.asked_by) where = sql`${where} and c.asked_by = ${filter.asked_by}`
  if (filter.status) where = sql`${where} and c.status = ${filter.status}`
  if (filter.partner_id) where = sql`${where} and c.partner_id = ${filter.partner_id}`
  if (filter.account_id) where = sql`${where} and c.account_id = ${filter.account_id}`
  if (filter.registration_id) where = sql`${where} and c.registration_id = ${filter.registration_id}`
  if (filter.before) where = sql`${where} and c.id < ${filter.before}::uuid`
  return tx.rows(sql`${SHOWN} where ${where} order by c.id desc limit ${filter.limit}`)
}

/** What waits or holds: the rest is history, and not counted. */
export async function countConsents(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
  now: Instant,
): Promise<{ asked: number; overdue: number; granted: number }> {
  const own = partner_id ? sql`and c.partner_id = ${partner_id}` : sql``
  const number = async (status: Status, more = sql``) =>
    (
      await tx.one<{ n: number }>(
        sql`select count(*)::int as n from consent c where c.org_id = ${org_id} ${own} and c.status = ${status} ${more}`,
      )
    )?.n ?? 0
  const [asked, overdue, granted] = await Promise.all([
    number('asked'),
    number('asked', sql`and c.answer_due_at < ${now}`),
    number('granted'),
  ])
  return { asked, overdue, granted }
}

/** Consents that wait or hold, of one claim. */
export async function listLive(tx: Tx, org_id: string, registration_id: string): Promise<Consent[]> {
  return tx.rows(sql`select ${COLUMNS} from consent c
    where c.org_id = ${org_id} and c.registration_id = ${registration_id} and c.status in ('asked', 'granted') order by c.id limit 1000`)
}

/** What somebody has asked of some claims and has no answer to yet. */
export async function listAsked(
  tx: Tx,
  org_id: string,
  registration_ids: readonly string[],
  asked_by: string,
): Promise<{ id: string; registration_id: string }[]> {
  if (registration_ids.length === 0) return []
  return tx.rows(sql`select id, registration_id from consent
    where org_id = ${org_id} and registration_id = any(${registration_ids}::uuid[]) and asked_by = ${asked_by} and status = 'asked'`)
}

export function insertConsent(tx: Tx, org_id: string, c: Consent): void {
  tx.send(sql`insert into consent (org_id, id, account_id, registration_id, partner_id, conflict_id, status, asked_at, asked_by, asker_id,
      purpose, reason, wanted_until, answer_due_at, answered_at, answered_by, note, ends_at)
    values (${org_id}, ${c.id}, ${c.account_id}, ${c.registration_id}, ${c.partner_id}, ${c.conflict_id}, ${c.status}, ${c.asked_at},
      ${c.asked_by}, ${c.asker_id}, ${c.purpose}, ${c.reason}, ${c.wanted_until}, ${c.answer_due_at}, ${c.answered_at},
      ${c.answered_by}, ${c.note}, ${c.ends_at})`)
}

/** Moves a consent on, if it still stands where it was seen; false where somebody was faster. */
export async function moveConsent(tx: Tx, org_id: string, c: Consent, from: Status): Promise<boolean> {
  const touched =
    await tx.run(sql`update consent set status = ${c.status}, answered_at = ${c.answered_at}, answered_by = ${c.answered_by},
      note = ${c.note}, ends_at = ${c.ends_at}, ended_at = ${c.ended_at}, ended_by = ${c.ended_by}, end_reason = ${c.end_reason},
      revision = revision + 1
    where org_id = ${org_id} and id = ${c.id} and status = ${from} and revision = ${c.revision}`)
  return touched === 1
}
