import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Delegation, Handing } from './delegation.ts'

/** A delegation with the names of both. */
export type ShownDelegation = Delegation & { from_name: string; to_name: string }

const SHOWN = sql`select d.id, d.from_id, d.to_id, d.starts_at, d.ends_at, d.kinds, d.note, d.created_at, d.created_by, d.called_off_at,
    fp.name as from_name, tp.name as to_name
  from delegation d
    join membership fm on fm.id = d.from_id join person fp on fp.id = fm.person_id
    join membership tm on tm.id = d.to_id join person tp on tp.id = tm.person_id`

export async function findDelegation(tx: Tx, org_id: string, id: string): Promise<ShownDelegation | undefined> {
  return tx.one(sql`${SHOWN} where d.org_id = ${org_id} and d.id = ${id}`)
}

export async function listDelegations(
  tx: Tx,
  org_id: string,
  filter: { from_id: string | undefined; after: string | undefined; limit: number },
): Promise<ShownDelegation[]> {
  let where = sql`d.org_id = ${org_id}`
  if (filter.from_id) where = sql`${where} and d.from_id = ${filter.from_id}`
  if (filter.after) where = sql`${where} and d.id < ${filter.after}::uuid`
  return tx.rows(sql`${SHOWN} where ${where} order by d.id desc limit ${filter.limit}`)
}

/** Those not called off that are not over at an instant; `until`: that have begun by then. */
export async function listLive(tx: Tx, org_id: string, now: Instant, until?: Instant): Promise<Handing[]> {
  const begun = until ? sql`and starts_at <= ${until}` : sql``
  return tx.rows(sql`select id, from_id, to_id, starts_at, ends_at, kinds from delegation
    where org_id = ${org_id} and called_off_at is null and ends_at > ${now} ${begun}`)
}

/** Held until the transaction ends: circles are looked for by one at a time. A statement of its own, so that what follows sees what was committed. */
export async function lockDelegations(tx: Tx, org_id: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`delegation:${org_id}`}, 0))`)
}

/** Somebody of the org, still there. */
export async function findColleague(
  tx: Tx,
  org_id: string,
  id: string,
): Promise<{ id: string; name: string; role: string } | undefined> {
  return tx.one(sql`select m.id, m.role, p.name from membership m join person p on p.id = m.person_id
    where m.id = ${id} and m.org_id = ${org_id} and m.partner_id is null and m.ended_at is null`)
}

export function insertDelegation(tx: Tx, org_id: string, d: Delegation): void {
  tx.send(sql`insert into delegation (org_id, id, from_id, to_id, starts_at, ends_at, kinds, note, created_at, created_by)
    values (${org_id}, ${d.id}, ${d.from_id}, ${d.to_id}, ${d.starts_at}, ${d.ends_at}, ${d.kinds}, ${d.note}, ${d.created_at}, ${d.created_by})`)
}

/** Calls it off, once. */
export async function callOff(tx: Tx, org_id: string, id: string, at: Instant): Promise<boolean> {
  const touched = await tx.run(
    sql`update delegation set called_off_at = ${at} where org_id = ${org_id} and id = ${id} and called_off_at is null`,
  )
  return touched === 1
}
