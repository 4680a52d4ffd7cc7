import type { Instant } from '#kit/instant.ts'
import { newId } from '#server/platform/clock.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { PersonHere } from './person.ts'

/**
 * Until somebody has come here they are called what their inviter typed: what they are called, and that they are, elsewhere is
 * not for this org or partner to read. A password counts only where this invitation made the person.
 */
const HERE = sql`(m.accepted_at is not null or m.invited_name is null or (p.password_hash is not null and p.created_at >= m.created_at))`
const NAME = sql`case when ${HERE} then p.name else m.invited_name end`

const SELECT = sql`select m.id, m.person_id, ${NAME} as name, p.email, m.role, m.partner_id, pt.slug as partner_slug, pt.name as partner_name,
    ${HERE} as has_come, m.invited_at, m.created_at, m.revision
  from membership m join person p on p.id = m.person_id
  left join partner pt on pt.org_id = m.org_id and pt.id = m.partner_id`

/** Memberships carry no policy of their own, so `partner_id` says whose are seen: null sees the whole org. */
export async function findPersonHere(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
  id: string,
): Promise<PersonHere | undefined> {
  return tx.one(sql`${SELECT} where m.org_id = ${org_id} and m.id = ${id} and m.ended_at is null
    and (${partner_id}::uuid is null or m.partner_id = ${partner_id})`)
}

export async function listPeople(
  tx: Tx,
  org_id: string,
  filter: {
    partner_id: string | null
    side: 'org' | 'partner' | null
    after: { name: string; id: string } | undefined
    limit: number
  },
): Promise<PersonHere[]> {
  const { partner_id, side, after } = filter
  const rest = after ? sql`and (${NAME}, m.id) > (${after.name}, ${after.id}::uuid)` : sql``
  return tx.rows(sql`${SELECT} where m.org_id = ${org_id} and m.ended_at is null
    and (${partner_id}::uuid is null or m.partner_id = ${partner_id})
    and (${side}::text is null or (m.partner_id is null) = (${side} = 'org')) ${rest}
    order by 3, m.id limit ${filter.limit}`)
}

export async function findPartner(
  tx: Tx,
  org_id: string,
  id: string,
): Promise<{ id: string; name: string } | undefined> {
  return tx.one(sql`select id, name from partner where org_id = ${org_id} and id = ${id}`)
}

/** The person with that address; made where nobody has it yet. Somebody known keeps the name they have. */
export async function ensurePerson(
  tx: Tx,
  person: { email: string; name: string; created_at: Instant },
): Promise<{ id: string; name: string }> {
  await tx.run(sql`insert into person (id, email, name, created_at)
    values (${newId()}, ${person.email}, ${person.name}, ${person.created_at}) on conflict (email) do nothing`)
  const found = await tx.one<{ id: string; name: string }>(
    sql`select id, name from person where email = ${person.email}`,
  )
  if (!found) throw new Error('a person vanished while being invited')
  return found
}

/** Begins a membership, or begins an ended one again. Undefined where it already is one. */
export async function beginMembership(
  tx: Tx,
  membership: {
    org_id: string
    person_id: string
    partner_id: string | null
    role: string
    invited_name: string
    created_at: Instant
  },
): Promise<string | undefined> {
  const row = await tx.one<{
    id: string
  }>(sql`insert into membership (id, org_id, person_id, partner_id, role, created_at, invited_name, invited_at)
    values (${newId()}, ${membership.org_id}, ${membership.person_id}, ${membership.partner_id}, ${membership.role}, ${membership.created_at},
      ${membership.invited_name}, ${membership.created_at})
    on conflict (org_id, person_id, partner_id) do update
      set role = excluded.role, created_at = excluded.created_at, ended_at = null, accepted_at = null,
        invited_name = excluded.invited_name, invited_at = excluded.invited_at, revision = membership.revision + 1
      where membership.ended_at is not null
    returning id`)
  return row?.id
}

/** Does this person belong to an org other than a demo? */
export async function isSomewhereReal(tx: Tx, person_id: string): Promise<boolean> {
  const row = await tx.one(sql`select 1 from membership m join org o on o.id = m.org_id
    where m.person_id = ${person_id} and m.ended_at is null and not o.is_demo limit 1`)
  return row !== undefined
}

/** Locks the admins of the org, or of a partner, in order and returns their memberships: of two who both want to leave, one stays. */
export async function lockAdmins(tx: Tx, org_id: string, partner_id: string | null): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select id from membership
    where org_id = ${org_id} and partner_id is not distinct from ${partner_id}::uuid and role in ('admin', 'partner_admin')
      and ended_at is null order by id for update`)
  return rows.map((row) => row.id)
}

/** Notes that somebody was written to again; false where that was only a moment ago. */
export async function inviteAgain(tx: Tx, org_id: string, id: string, at: Instant, before: Instant): Promise<boolean> {
  const touched = await tx.run(sql`update membership set invited_at = ${at}
    where org_id = ${org_id} and id = ${id} and ended_at is null and coalesce(invited_at, created_at) <= ${before}`)
  return touched === 1
}

export async function updateRole(
  tx: Tx,
  org_id: string,
  to: { id: string; role: string; revision: number },
): Promise<boolean> {
  const touched = await tx.run(sql`update membership set role = ${to.role}, revision = revision + 1
    where org_id = ${org_id} and id = ${to.id} and revision = ${to.revision} and ended_at is null`)
  return touched === 1
}

export async function endMembership(tx: Tx, org_id: string, id: string, at: Instant): Promise<boolean> {
  const touched = await tx.run(sql`update membership set ended_at = ${at}, revision = revision + 1
    where org_id = ${org_id} and id = ${id} and ended_at is null`)
  return touched === 1
}

/** Org people to whom work can be given, those whose work it is first. */
export async function listManagers(
  tx: Tx,
  org_id: string,
): Promise<{ id: string; name: string; email: string; role: string }[]> {
  return tx.rows(sql`select m.id, p.name, p.email, m.role from membership m join person p on p.id = m.person_id
    where m.org_id = ${org_id} and m.partner_id is null and m.ended_at is null and m.role in ('partner_manager', 'admin')
    order by m.role desc, m.id`)
}

export async function listNames(
  tx: Tx,
  ids: { person: string[]; key: string[] },
): Promise<{ ref: string; name: string }[]> {
  return tx.rows(sql`select 'person:' || id::text as ref, name from person where id = any(${ids.person}::uuid[])
    union all select 'key:' || id::text, name from api_key where id = any(${ids.key}::uuid[])`)
}
