import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Enrollment, EnrollmentStatus, Partner } from './partner.ts'
import { slugsToTry } from './slug.ts'

/** A partner with what is shown beside it. */
export type ShownPartner = Partner & {
  name_key: string
  manager_name: string | null
  manager_email: string | null
  enrollments: Enrollment[]
}

const SHOWN = sql`select p.id, p.slug, p.name, p.name_key, p.domain, p.country, p.manager_id, p.labels, p.joined_on, p.created_at, p.revision,
    h.name as manager_name, h.email as manager_email,
    (select coalesce(json_agg(json_build_object('id', e.id, 'track', e.track, 'tier', e.tier, 'status', e.status,
        'created_at', to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'revision', e.revision) order by e.created_at, e.id), '[]')
      from enrollment e where e.org_id = p.org_id and e.partner_id = p.id) as enrollments
  from partner p
    left join membership m on m.id = p.manager_id and m.org_id = p.org_id
    left join person h on h.id = m.person_id`

export type PartnerFilter = {
  name_from: string
  track: string | undefined
  tier: string | undefined
  status: EnrollmentStatus | undefined
  manager_id: string | undefined
  after: { name_key: string; id: string } | undefined
  limit: number
}

/** Partners by name. Track, tier and status are to be met by one and the same enrollment. */
export async function listPartners(tx: Tx, org_id: string, filter: PartnerFilter): Promise<ShownPartner[]> {
  const { name_from, track, tier, status, manager_id, after, limit } = filter
  let where = sql`p.org_id = ${org_id} and p.name_key >= ${name_from} and p.name_key < ${`${name_from}\u{10FFFF}`}`
  if (manager_id) where = sql`${where} and p.manager_id = ${manager_id}`
  if (after) where = sql`${where} and (p.name_key, p.id) > (${after.name_key}, ${after.id}::uuid)`
  let enrolled = sql`e.org_id = p.org_id and e.partner_id = p.id`
  if (track) enrolled = sql`${enrolled} and e.track = ${track}`
  if (tier) enrolled = sql`${enrolled} and e.tier = ${tier}`
  if (status) enrolled = sql`${enrolled} and e.status = ${status}`
  if (track || tier || status) where = sql`${where} and exists (select 1 from enrollment e where ${enrolled})`
  return tx.rows(sql`${SHOWN} where ${where} order by p.name_key, p.id limit ${limit}`)
}

export async function findPartner(tx: Tx, org_id: string, id: string): Promise<ShownPartner | undefined> {
  return tx.one(sql`${SHOWN} where p.org_id = ${org_id} and p.id = ${id}`)
}

/** What a claim needs to know of its partner: in which tracks it is, how it stands there, and who looks after it. */
export type PartnerForClaim = {
  id: string
  name: string
  manager_id: string | null
  enrollments: Pick<Enrollment, 'id' | 'track' | 'tier' | 'status'>[]
}

/** Read at scope org, so that a decision sees the partner as the org does. */
export async function findPartnerForClaim(
  tx: Tx,
  org_id: string,
  partner_id: string,
): Promise<PartnerForClaim | undefined> {
  return tx.one(sql`select p.id, p.name, p.manager_id,
      (select coalesce(json_agg(json_build_object('id', e.id, 'track', e.track, 'tier', e.tier, 'status', e.status) order by e.created_at, e.id), '[]')
        from enrollment e where e.org_id = p.org_id and e.partner_id = p.id) as enrollments
    from partner p where p.org_id = ${org_id} and p.id = ${partner_id}`)
}

/** Is this somebody of the org, still there? Only such people look after partners. */
export async function isOrgMembership(tx: Tx, org_id: string, id: string): Promise<boolean> {
  const found = await tx.one(
    sql`select id from membership where id = ${id} and org_id = ${org_id} and partner_id is null and ended_at is null`,
  )
  return found !== undefined
}

/** Inserts a partner under the first free of its slugs, and returns that. */
export async function insertPartner(
  tx: Tx,
  org_id: string,
  partner: Omit<Partner, 'slug'>,
  name_key: string,
): Promise<string> {
  for (const slug of slugsToTry(partner.name, partner.id)) {
    // "do nothing" waits for whoever inserts the same slug at this moment, and then says so by inserting no row.
    const inserted =
      await tx.run(sql`insert into partner (org_id, id, slug, name, name_key, domain, country, manager_id, labels, joined_on, created_at)
      values (${org_id}, ${partner.id}, ${slug}, ${partner.name}, ${name_key}, ${partner.domain}, ${partner.country}, ${partner.manager_id},
        ${partner.labels}, ${partner.joined_on}, ${partner.created_at})
      on conflict (org_id, slug) do nothing`)
    if (inserted === 1) return slug
  }
  throw new Error(`no free slug for partner ${partner.id}`)
}

/** Writes a partner over its revision; false when somebody was faster. */
export async function updatePartner(tx: Tx, org_id: string, next: Partner, name_key: string): Promise<boolean> {
  const touched =
    await tx.run(sql`update partner set name = ${next.name}, name_key = ${name_key}, domain = ${next.domain}, country = ${next.country},
      manager_id = ${next.manager_id}, labels = ${next.labels}, joined_on = ${next.joined_on}, revision = revision + 1
    where org_id = ${org_id} and id = ${next.id} and revision = ${next.revision}`)
  return touched === 1
}

/** Enrolls a partner; false when it has an enrollment in that track already. */
export async function insertEnrollment(tx: Tx, org_id: string, partner_id: string, it: Enrollment): Promise<boolean> {
  const inserted = await tx.run(sql`insert into enrollment (org_id, id, partner_id, track, tier, status, created_at)
    values (${org_id}, ${it.id}, ${partner_id}, ${it.track}, ${it.tier}, ${it.status}, ${it.created_at})
    on conflict (org_id, partner_id, track) do nothing`)
  return inserted === 1
}

/** Writes an enrollment over its revision; false when somebody was faster. */
export async function updateEnrollment(tx: Tx, org_id: string, next: Enrollment): Promise<boolean> {
  const touched =
    await tx.run(sql`update enrollment set tier = ${next.tier}, status = ${next.status}, revision = revision + 1
    where org_id = ${org_id} and id = ${next.id} and revision = ${next.revision}`)
  return touched === 1
}
