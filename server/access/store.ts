import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Membership, Person } from './access.ts'

// Nothing here stands under row-level security but partners: all of it is needed before an org is known.

// ── People and their memberships ──

type MembershipRow = {
  membership_id: string | null
  role: string
  partner_id: string | null
  org_id: string
  slug: string
  org_name: string
  is_demo: boolean
  is_accepted: boolean
}

const MEMBERSHIP = sql`m.id as membership_id, m.role, m.partner_id, m.accepted_at is not null as is_accepted, o.id as org_id, o.slug, o.name as org_name, o.is_demo`
const LIVE = sql`left join membership m on m.person_id = p.id and m.ended_at is null left join org o on o.id = m.org_id`

function membershipsIn(rows: MembershipRow[]): Membership[] {
  return rows.flatMap(({ membership_id, role, partner_id, is_accepted, org_id, slug, org_name, is_demo }) =>
    membership_id
      ? [{ id: membership_id, role, partner_id, is_accepted, org: { id: org_id, slug, name: org_name, is_demo } }]
      : [],
  )
}

export type Known = { person: Person; memberships: Membership[] }

async function findKnown(tx: Tx, where: ReturnType<typeof sql>): Promise<Known | undefined> {
  const rows = await tx.rows<Person & MembershipRow>(sql`
    select p.id, p.name, p.email, p.password_hash is not null as has_password, ${MEMBERSHIP}
    from person p ${LIVE} where ${where} order by m.created_at, m.id limit 200`)
  const first = rows[0]
  if (!first) return undefined
  const { id, name, email, has_password } = first
  return { person: { id, name, email, has_password }, memberships: membershipsIn(rows) }
}

/** The person with that address and what they are, the oldest membership first. */
export function findPersonByEmail(tx: Tx, email: string): Promise<Known | undefined> {
  return findKnown(tx, sql`p.email = ${email}`)
}

/** From the first time that somebody acts as a member they are one, and no longer invited. */
export async function acceptMembership(tx: Tx, id: string, now: Instant): Promise<void> {
  await tx.run(sql`update membership set accepted_at = ${now} where id = ${id} and accepted_at is null`)
}

export function findPerson(tx: Tx, id: string): Promise<Known | undefined> {
  return findKnown(tx, sql`p.id = ${id}`)
}

/** At the scope of the partner or its org. */
export async function findPartner(
  tx: Tx,
  org_id: string,
  id: string,
): Promise<{ id: string; slug: string; name: string } | undefined> {
  return tx.one(sql`select id, slug, name from partner where org_id = ${org_id} and id = ${id}`)
}

// ── Passwords ──

/**
 * Counts an attempt before the password is looked at, so that many at once cannot pass the limit. Nothing comes back
 * while the person is locked, or where nobody has that address.
 */
export async function takeAttempt(
  tx: Tx,
  email: string,
  at: { now: Instant; locked_until: Instant; max: number },
): Promise<{ id: string; password_hash: string | null } | undefined> {
  return tx.one(sql`update person set
      failed_sign_ins = case when locked_until is null then failed_sign_ins + 1 else 1 end,
      locked_until = case when locked_until is null and failed_sign_ins + 1 >= ${at.max} then ${at.locked_until}::timestamptz end
    where email = ${email} and (locked_until is null or locked_until <= ${at.now})
    returning id, password_hash`)
}

export async function clearAttempts(tx: Tx, person_id: string): Promise<void> {
  await tx.run(sql`update person set failed_sign_ins = 0, locked_until = null where id = ${person_id}`)
}

export async function updatePassword(tx: Tx, person_id: string, password_hash: string): Promise<void> {
  await tx.run(
    sql`update person set password_hash = ${password_hash}, failed_sign_ins = 0, locked_until = null where id = ${person_id}`,
  )
}

/** A session that has just begun with a link proves the mailbox, as good as the old password. */
export async function beganWithLink(tx: Tx, session_id: string, since: Instant): Promise<boolean> {
  const row =
    await tx.one(sql`select 1 from session s join sign_in_link l on l.person_id = s.person_id and l.used_at = s.created_at
    where s.id = ${session_id} and s.created_at > ${since}`)
  return row !== undefined
}

// ── Sessions ──

export async function findSession(tx: Tx, token_hash: Buffer, now: Instant) {
  const rows = await tx.rows<
    {
      session_id: string
      last_seen_at: Instant
      person_id: string
      name: string
      email: string
      has_password: boolean
    } & MembershipRow
  >(
    sql`select s.id as session_id, s.last_seen_at, p.id as person_id, p.name, p.email, p.password_hash is not null as has_password, ${MEMBERSHIP}
      from session s join person p on p.id = s.person_id ${LIVE}
      where s.token_hash = ${token_hash} and s.ended_at is null and s.expires_at > ${now}
      order by m.created_at, m.id limit 200`,
  )
  const first = rows[0]
  if (!first) return undefined
  const { session_id, last_seen_at, person_id, name, email, has_password } = first
  return {
    session_id,
    last_seen_at,
    person: { id: person_id, name, email, has_password },
    memberships: membershipsIn(rows),
  }
}

export function insertSession(
  tx: Tx,
  session: {
    id: string
    token_hash: Buffer
    person_id: string
    created_at: Instant
    expires_at: Instant
    user_agent: string
    address: string
  },
): void {
  tx.send(sql`insert into session (id, token_hash, person_id, created_at, last_seen_at, expires_at, user_agent, address)
    values (${session.id}, ${session.token_hash}, ${session.person_id}, ${session.created_at}, ${session.created_at}, ${session.expires_at},
      ${session.user_agent}, ${session.address})`)
}

export async function touchSession(
  tx: Tx,
  id: string,
  at: { now: Instant; seen_before: Instant; expires_at: Instant },
): Promise<void> {
  await tx.run(sql`update session set last_seen_at = ${at.now}, expires_at = ${at.expires_at}
    where id = ${id} and last_seen_at < ${at.seen_before} and ended_at is null`)
}

export async function listSessions(tx: Tx, person_id: string, now: Instant) {
  return tx.rows<{
    id: string
    created_at: Instant
    last_seen_at: Instant
    expires_at: Instant
    user_agent: string
    address: string
  }>(
    sql`select id, created_at, last_seen_at, expires_at, user_agent, address from session
      where person_id = ${person_id} and ended_at is null and expires_at > ${now} order by created_at desc, id desc limit 100`,
  )
}

export async function endSession(tx: Tx, person_id: string, id: string, now: Instant): Promise<boolean> {
  return (
    (await tx.run(
      sql`update session set ended_at = ${now} where id = ${id} and person_id = ${person_id} and ended_at is null`,
    )) === 1
  )
}

export async function endOtherSessions(tx: Tx, person_id: string, id: string, now: Instant): Promise<void> {
  await tx.run(
    sql`update session set ended_at = ${now} where person_id = ${person_id} and id <> ${id} and ended_at is null`,
  )
}

// ── Sign-in links ──

export function insertLink(
  tx: Tx,
  link: { token_hash: Buffer; person_id: string; created_at: Instant; expires_at: Instant },
): void {
  tx.send(
    sql`delete from sign_in_link where person_id = ${link.person_id} and expires_at < ${link.created_at}::timestamptz - interval '1 day'`,
  )
  tx.send(sql`insert into sign_in_link (token_hash, person_id, created_at, expires_at)
    values (${link.token_hash}, ${link.person_id}, ${link.created_at}, ${link.expires_at})`)
}

export async function countLinks(tx: Tx, person_id: string, since: Instant): Promise<number> {
  const row = await tx.one<{ count: number }>(
    sql`select count(*)::int as count from sign_in_link where person_id = ${person_id} and created_at > ${since}`,
  )
  return row?.count ?? 0
}

/** Whose link this is, while it can be used. */
export async function findLink(tx: Tx, token_hash: Buffer, now: Instant): Promise<string | undefined> {
  const row = await tx.one<{ person_id: string }>(sql`select person_id from sign_in_link
    where token_hash = ${token_hash} and used_at is null and expires_at > ${now}`)
  return row?.person_id
}

/** Uses a link up. Of two who try at once, one gets it. */
export async function spendLink(tx: Tx, token_hash: Buffer, now: Instant): Promise<boolean> {
  return (
    (await tx.run(
      sql`update sign_in_link set used_at = ${now} where token_hash = ${token_hash} and used_at is null and expires_at > ${now}`,
    )) === 1
  )
}

/** Takes back every link that nobody has used yet. */
export async function dropOpenLinks(tx: Tx, person_id: string): Promise<void> {
  await tx.run(sql`delete from sign_in_link where person_id = ${person_id} and used_at is null`)
}

// ── API keys ──

export type Key = {
  id: string
  partner_id: string | null
  name: string
  token_start: string
  scopes: string[]
  created_by: string
  created_by_name: string | null
  created_at: Instant
  expires_at: Instant | null
  last_used_at: Instant | null
  revoked_at: Instant | null
}

const KEY = sql`k.id, k.partner_id, k.name, k.token_start, k.scopes, k.created_by,
  (select p.name from person p where k.created_by = 'person:' || p.id::text) as created_by_name,
  k.created_at, k.expires_at, k.last_used_at, k.revoked_at`

export async function findLiveKey(tx: Tx, token_hash: Buffer, now: Instant) {
  return tx.one<{
    id: string
    org_id: string
    partner_id: string | null
    scopes: string[]
    last_used_at: Instant | null
  }>(
    sql`select id, org_id, partner_id, scopes, last_used_at from api_key
      where token_hash = ${token_hash} and revoked_at is null and (expires_at is null or expires_at > ${now})`,
  )
}

export async function touchKey(tx: Tx, id: string, at: { now: Instant; used_before: Instant }): Promise<void> {
  await tx.run(
    sql`update api_key set last_used_at = ${at.now} where id = ${id} and (last_used_at is null or last_used_at < ${at.used_before})`,
  )
}

export async function insertKey(
  tx: Tx,
  key: Pick<
    Key,
    'id' | 'partner_id' | 'name' | 'token_start' | 'scopes' | 'created_by' | 'created_at' | 'expires_at'
  > & {
    org_id: string
    token_hash: Buffer
  },
): Promise<void> {
  await tx.run(sql`insert into api_key (id, org_id, partner_id, name, token_hash, token_start, scopes, created_by, created_at, expires_at)
    values (${key.id}, ${key.org_id}, ${key.partner_id}, ${key.name}, ${key.token_hash}, ${key.token_start}, ${key.scopes}, ${key.created_by},
      ${key.created_at}, ${key.expires_at})`)
}

/** `partner_id` narrows to one partner's keys; null sees the org's and all of its partners'. */
export async function findKey(tx: Tx, org_id: string, partner_id: string | null, id: string): Promise<Key | undefined> {
  return tx.one(sql`select ${KEY} from api_key k where k.org_id = ${org_id} and k.id = ${id}
    and (${partner_id}::uuid is null or k.partner_id = ${partner_id})`)
}

export async function listKeys(
  tx: Tx,
  org_id: string,
  partner_id: string | null,
  page: { after: string | null; limit: number },
): Promise<Key[]> {
  return tx.rows(sql`select ${KEY} from api_key k where k.org_id = ${org_id}
    and (${partner_id}::uuid is null or k.partner_id = ${partner_id}) and (${page.after}::uuid is null or k.id < ${page.after})
    order by k.id desc limit ${page.limit}`)
}

export async function revokeKey(tx: Tx, org_id: string, id: string, now: Instant): Promise<boolean> {
  return (
    (await tx.run(
      sql`update api_key set revoked_at = ${now} where org_id = ${org_id} and id = ${id} and revoked_at is null`,
    )) === 1
  )
}
