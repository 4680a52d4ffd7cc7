import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Member } from './member.ts'

const COLUMNS = sql`id, partner_id, name, email, team, manager_name, created_at, revision`

/** Members by name, from a beginning of the name's key, after the last row of the page before. */
export async function listMembers(
  tx: Tx,
  org_id: string,
  filter: { name_from: string; after: { name_key: string; id: string } | undefined; limit: number },
): Promise<(Member & { name_key: string })[]> {
  const after = filter.after ? sql`and (name_key, id) > (${filter.after.name_key}, ${filter.after.id}::uuid)` : sql``
  return tx.rows(sql`select ${COLUMNS}, name_key from member
    where org_id = ${org_id} and name_key >= ${filter.name_from} and name_key < ${`${filter.name_from}\u{10FFFF}`} ${after}
    order by name_key, id limit ${filter.limit}`)
}

export async function findMember(tx: Tx, org_id: string, id: string): Promise<Member | undefined> {
  return tx.one(sql`select ${COLUMNS} from member where org_id = ${org_id} and id = ${id}`)
}

export function insertMember(tx: Tx, org_id: string, member: Member, name_key: string): void {
  tx.send(sql`insert into member (org_id, id, partner_id, name, name_key, email, team, manager_name, created_at)
    values (${org_id}, ${member.id}, ${member.partner_id}, ${member.name}, ${name_key}, ${member.email}, ${member.team},
      ${member.manager_name}, ${member.created_at})`)
}

/** Writes a member over its revision; undefined when somebody was faster. */
export async function updateMember(
  tx: Tx,
  org_id: string,
  next: Member,
  name_key: string,
): Promise<Member | undefined> {
  return tx.one(sql`update member set partner_id = ${next.partner_id}, name = ${next.name}, name_key = ${name_key}, email = ${next.email},
      team = ${next.team}, manager_name = ${next.manager_name}, revision = revision + 1
    where org_id = ${org_id} and id = ${next.id} and revision = ${next.revision} returning ${COLUMNS}`)
}
