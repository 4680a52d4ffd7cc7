import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Tie } from './acquaintance.ts'

/** More claims and sales of one account than anybody looks through; the newest count. */
export const TIES_MAX = 300

/** What ties partners to an account: their claims on it, newest first, and the sales there that they take part in. */
export async function listTies(tx: Tx, org_id: string, account_id: string): Promise<Tie[]> {
  const [claims, sales] = await Promise.all([
    tx.rows<Tie>(sql`select r.partner_id, 'registration' as noun, r.id, r.account_name as name, r.status as code, r.submitted_at as since,
        case when r.status in ('approved', 'converted') then g.ends_at end as protected_until,
        (select a.happened_on from registration_activity a where a.org_id = r.org_id and a.registration_id = r.id
          order by a.happened_on desc, a.id desc limit 1) as last_active_on,
        case when r.on_behalf then null else r.submitted_by_person end as submitted_by_person
      from registration r left join protection g on g.org_id = r.org_id and g.registration_id = r.id
      where r.org_id = ${org_id} and r.account_id = ${account_id} order by r.claim_no desc limit ${TIES_MAX}`),
    tx.rows<Tie>(sql`select t.partner_id, 'opportunity' as noun, o.id, o.name, t.role as code, t.since, null::timestamptz as protected_until,
        null::date as last_active_on, null::uuid as submitted_by_person
      from (select id, name from opportunity where org_id = ${org_id} and account_id = ${account_id} limit ${TIES_MAX}) o
      join opportunity_partner t on t.org_id = ${org_id} and t.opportunity_id = o.id
      order by t.id desc limit ${TIES_MAX}`),
  ])
  return [...claims, ...sales]
}

export type Contact = {
  id: string
  name: string
  status: string
  manager_name: string | null
  manager_email: string | null
}

/** What partners are called, and who looks after them. */
export async function listContacts(tx: Tx, org_id: string, ids: readonly string[]): Promise<Contact[]> {
  if (ids.length === 0) return []
  return tx.rows(sql`select p.id, p.name,
      coalesce((select e.status from enrollment e where e.org_id = p.org_id and e.partner_id = p.id order by (e.status = 'active') desc, e.id limit 1), 'none') as status,
      m.name as manager_name, m.email as manager_email
    from partner p left join (select membership.id, person.name, person.email from membership
      join person on person.id = membership.person_id where membership.ended_at is null) m on m.id = p.manager_id
    where p.org_id = ${org_id} and p.id = any(${ids}::uuid[])`)
}

/** Whom to call: of each partner at most three, those who registered the account first, then its admins. */
export async function listPeople(
  tx: Tx,
  org_id: string,
  partner_ids: readonly string[],
  registered_by: readonly string[],
): Promise<{ partner_id: string; name: string; email: string; registered: boolean }[]> {
  if (partner_ids.length === 0) return []
  return tx.rows(sql`select one.* from unnest(${partner_ids}::uuid[]) as asked (id), lateral (
    select m.partner_id, p.name, p.email, p.id = any(${registered_by}::uuid[]) as registered
    from membership m join person p on p.id = m.person_id
    where m.org_id = ${org_id} and m.partner_id = asked.id and m.ended_at is null
      and (p.id = any(${registered_by}::uuid[]) or m.role = 'partner_admin')
    order by p.id = any(${registered_by}::uuid[]) desc, m.id limit 3) one`)
}
