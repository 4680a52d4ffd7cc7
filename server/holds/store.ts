import type { Instant } from '#kit/instant.ts'
import { rowsAt } from '#server/command/index.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Cause, Hold } from './hold.ts'

const HOLD = sql`h.id, h.kind, h.noun, h.subject_id, h.account_id, h.partner_id, h.by_noun, h.by_id, h.placed_at, h.released_at`

/** Nothing where the same hold stands already. */
export async function insertHold(tx: Tx, org_id: string, it: Hold): Promise<boolean> {
  const row =
    await tx.one(sql`insert into hold (org_id, id, kind, noun, subject_id, account_id, partner_id, by_noun, by_id, placed_at)
    values (${org_id}, ${it.id}, ${it.kind}, ${it.noun}, ${it.subject_id}, ${it.account_id}, ${it.partner_id}, ${it.by_noun}, ${it.by_id}, ${it.placed_at})
    on conflict (org_id, by_noun, by_id, kind, noun, subject_id) where released_at is null do nothing returning id`)
  return row !== undefined
}

/** Ends what was placed for one cause, and says what that was. */
export async function endHolds(tx: Tx, org_id: string, by: Cause, now: Instant): Promise<Hold[]> {
  return tx.rows(sql`update hold h set released_at = ${now}
    where h.org_id = ${org_id} and h.by_noun = ${by.noun} and h.by_id = ${by.id} and h.released_at is null returning ${HOLD}`)
}

/** What is held on an account, itself and the money of deals on it. */
export async function listHolds(tx: Tx, org_id: string, account_id: string): Promise<Hold[]> {
  return tx.rows(sql`select ${HOLD} from hold h
    where h.org_id = ${org_id} and h.account_id = ${account_id} and h.released_at is null order by h.id desc`)
}

/** Holds on one thing: an account, a registration, an opportunity. */
export async function listHoldsOn(tx: Tx, org_id: string, subject: Cause): Promise<Hold[]> {
  return tx.rows(sql`select ${HOLD} from hold h
    where h.org_id = ${org_id} and h.noun = ${subject.noun} and h.subject_id = ${subject.id} and h.released_at is null order by h.id desc`)
}

/** Everything that was ever held for one cause. */
export async function listHoldsBy(tx: Tx, org_id: string, by: Cause): Promise<Hold[]> {
  return tx.rows(sql`select ${HOLD} from hold h
    where h.org_id = ${org_id} and h.by_noun = ${by.noun} and h.by_id = ${by.id} order by h.id`)
}

/** Held money moves with its deal when accounts are merged; a held account is not merged at all. */
export const moneyRows = rowsAt('hold', { only: sql`t.kind = 'money'` })

export type HoldFilter = {
  account_id?: string | undefined
  subject?: Cause | undefined
  partner_id?: string | undefined
  before?: string | undefined
  limit: number
}

/** A page of live holds, the latest first. */
export async function pageHolds(tx: Tx, org_id: string, f: HoldFilter): Promise<Hold[]> {
  let where = sql`h.org_id = ${org_id} and h.released_at is null`
  if (f.account_id) where = sql`${where} and h.account_id = ${f.account_id}`
  if (f.subject) where = sql`${where} and h.noun = ${f.subject.noun} and h.subject_id = ${f.subject.id}`
  if (f.partner_id) where = sql`${where} and h.partner_id = ${f.partner_id}`
  if (f.before) where = sql`${where} and h.id < ${f.before}`
  return tx.rows(sql`select ${HOLD} from hold h where ${where} order by h.id desc limit ${f.limit}`)
}
