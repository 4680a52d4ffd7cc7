import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Participant, ParticipantRole } from './participant.ts'

// At a partner's scope opportunities are not seen, so their names come out empty.
const SHOWN = sql`select t.id, t.opportunity_id, o.name as opportunity_name, t.partner_id, p.name as partner_name, t.role, t.registration_id,
    r.account_name, t.since, t.added_by
  from opportunity_partner t
  join partner p on p.org_id = t.org_id and p.id = t.partner_id
  left join opportunity o on o.org_id = t.org_id and o.id = t.opportunity_id
  left join registration r on r.org_id = t.org_id and r.id = t.registration_id`

export type ListFilter = {
  opportunity_id?: string | undefined
  account_id?: string | undefined
  registration_id?: string | undefined
  partner_id?: string | undefined
  before?: string | undefined
  limit: number
}

export async function listParticipants(tx: Tx, org_id: string, filter: ListFilter): Promise<Participant[]> {
  let where = sql`t.org_id = ${org_id}`
  if (filter.opportunity_id) where = sql`${where} and t.opportunity_id = ${filter.opportunity_id}`
  if (filter.account_id) where = sql`${where} and o.org_id = ${org_id} and o.account_id = ${filter.account_id}`
  if (filter.registration_id) where = sql`${where} and t.registration_id = ${filter.registration_id}`
  if (filter.partner_id) where = sql`${where} and t.partner_id = ${filter.partner_id}`
  if (filter.before) where = sql`${where} and t.id < ${filter.before}`
  return tx.rows(sql`${SHOWN} where ${where} order by t.id desc limit ${filter.limit}`)
}

export async function findParticipant(tx: Tx, org_id: string, id: string): Promise<Participant | undefined> {
  return tx.one(sql`${SHOWN} where t.org_id = ${org_id} and t.id = ${id}`)
}

/** The opportunity, held until the transaction ends: who changes who is on it takes its turn. */
export async function lockOpportunity(tx: Tx, org_id: string, id: string): Promise<{ name: string } | undefined> {
  return tx.one(sql`select name from opportunity where org_id = ${org_id} and id = ${id} for no key update`)
}

export async function listRoles(
  tx: Tx,
  org_id: string,
  opportunity_id: string,
): Promise<{ partner_id: string; role: ParticipantRole }[]> {
  return tx.rows(
    sql`select partner_id, role from opportunity_partner where org_id = ${org_id} and opportunity_id = ${opportunity_id}`,
  )
}

export function insertParticipant(
  tx: Tx,
  org_id: string,
  it: {
    id: string
    opportunity_id: string
    partner_id: string
    role: ParticipantRole
    registration_id: string | null
    since: Instant
    added_by: string
  },
): void {
  tx.send(sql`insert into opportunity_partner (org_id, id, opportunity_id, partner_id, role, registration_id, since, added_by)
    values (${org_id}, ${it.id}, ${it.opportunity_id}, ${it.partner_id}, ${it.role}, ${it.registration_id}, ${it.since}, ${it.added_by})`)
}

export async function deleteParticipant(tx: Tx, org_id: string, id: string): Promise<boolean> {
  return (await tx.run(sql`delete from opportunity_partner where org_id = ${org_id} and id = ${id}`)) === 1
}

/** What a registration became, and whose it was. */
export async function findConverted(
  tx: Tx,
  org_id: string,
  registration_id: string,
): Promise<{ opportunity_id: string; partner_id: string } | undefined> {
  return tx.one(sql`select opportunity_id, partner_id from registration
    where org_id = ${org_id} and id = ${registration_id} and opportunity_id is not null`)
}
