import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'

/** Who of the org could settle something. */
export type Colleague = { id: string; person_id: string; name: string; role: string }

export async function listColleagues(tx: Tx, org_id: string, roles: readonly string[]): Promise<Colleague[]> {
  return tx.rows(sql`select m.id, m.person_id, m.role, p.name from membership m join person p on p.id = m.person_id
    where m.org_id = ${org_id} and m.partner_id is null and m.ended_at is null and m.role = any(${roles}) order by p.name, m.id`)
}

/** What somebody does to a thing that settles it, as the audit names it after the noun. */
const SETTLES = [
  'approved',
  'rejected',
  'revoked',
  'account_picked',
  'overrode',
  'extended',
  'extension_declined',
  'step_answered',
  'granted',
  'declined',
  'resolved',
  'decided',
  'proposed',
  'confirmed',
  'dismissed',
  'noted',
  'warned',
  'suspended',
  'lifted',
  'opened',
  'merged',
] as const

/** People who made a ruling (they acted in the transaction that kept it), or settled what it is about. */
export async function listRuledBy(
  tx: Tx,
  org_id: string,
  about_id: string,
  ruled_at: Instant | null,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select distinct substr(a.actor, 8) as id from audit a
    where a.org_id = ${org_id} and a.subject_id = ${about_id} and a.actor like 'person:%'
      and (a.recorded_at = ${ruled_at}::timestamptz or split_part(a.verb, '.', 2) = any(${SETTLES as readonly string[]}))`)
  return rows.map(({ id }) => id)
}

/** Who submitted what is disputed, and who looks after it. */
export async function findTies(
  tx: Tx,
  org_id: string,
  it: { registration_id: string | null; about_noun: string; about_id: string },
): Promise<{ submitted_by: string | null; managers: string[] }> {
  const [registration, request, conflict] = await Promise.all([
    it.registration_id
      ? tx.one<{ submitted_by_person: string | null; manager_id: string | null }>(
          sql`select submitted_by_person, manager_id from registration where org_id = ${org_id} and id = ${it.registration_id}`,
        )
      : undefined,
    it.about_noun === 'request'
      ? tx.one<{ submitted_by_person: string | null }>(
          sql`select submitted_by_person from request where org_id = ${org_id} and id = ${it.about_id}`,
        )
      : undefined,
    it.about_noun === 'conflict'
      ? tx.one<{ manager_id: string | null }>(
          sql`select manager_id from conflict where org_id = ${org_id} and id = ${it.about_id}`,
        )
      : undefined,
  ])
  const managers = [registration?.manager_id, conflict?.manager_id].filter((id): id is string => Boolean(id))
  return { submitted_by: request?.submitted_by_person ?? registration?.submitted_by_person ?? null, managers }
}

/** Who looks after these partners. */
export async function listManagersOf(tx: Tx, org_id: string, partner_ids: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select distinct manager_id as id from partner
    where org_id = ${org_id} and id = any(${partner_ids}::uuid[]) and manager_id is not null`)
  return rows.map(({ id }) => id)
}

/** People who own the opportunity, or one that is open at the account; the CRM knows them by their address. */
export async function listOwners(
  tx: Tx,
  org_id: string,
  it: { opportunity_id: string | null; account_id: string | null },
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select distinct p.id from opportunity o
      join member b on b.org_id = o.org_id and b.id = o.owner_id
      join person p on p.email = lower(b.email)
    where o.org_id = ${org_id} and (o.id = ${it.opportunity_id}::uuid or (o.account_id = ${it.account_id}::uuid and o.stage = 'open'))`)
  return rows.map(({ id }) => id)
}

/** Partners with a part in the opportunity. */
export async function listTakingPart(tx: Tx, org_id: string, opportunity_id: string | null): Promise<string[]> {
  if (!opportunity_id) return []
  const rows = await tx.rows<{ id: string }>(
    sql`select distinct partner_id as id from opportunity_partner where org_id = ${org_id} and opportunity_id = ${opportunity_id}`,
  )
  return rows.map(({ id }) => id)
}

/** Partners whose claims stand on the account. */
export async function listStanding(tx: Tx, org_id: string, account_id: string | null): Promise<string[]> {
  if (!account_id) return []
  const rows = await tx.rows<{ id: string }>(sql`select distinct partner_id as id from registration
    where org_id = ${org_id} and account_id = ${account_id} and status in ('in_review', 'info_requested', 'queued', 'approved', 'converted')`)
  return rows.map(({ id }) => id)
}

/** Who of these people works for a partner as well. */
export async function listPartnersOf(
  tx: Tx,
  org_id: string,
  person_ids: readonly string[],
): Promise<{ person_id: string; partner_id: string }[]> {
  return tx.rows(sql`select m.person_id, m.partner_id from membership m
    where m.org_id = ${org_id} and m.person_id = any(${person_ids}::uuid[]) and m.partner_id is not null and m.ended_at is null`)
}
