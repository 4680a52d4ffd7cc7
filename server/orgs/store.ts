import type { Instant } from '#kit/instant.ts'
import { newId } from '#server/platform/clock.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Org } from './org.ts'

const COLUMNS = sql`o.id, o.slug, o.name, o.is_demo, c.offset_ms::float8 as offset_ms`

/** A new org with its clock, which may begin behind or ahead of the wall's (a demo world begins in its past). Returns its id. */
export async function createOrg(
  tx: Tx,
  org: { slug: string; name: string; is_demo: boolean; created_at: Instant; offset_ms?: number },
): Promise<string> {
  const id = newId()
  tx.send(sql`insert into org (id, slug, name, is_demo, created_at)
    values (${id}, ${org.slug}, ${org.name}, ${org.is_demo}, ${org.created_at})`)
  await tx.run(sql`insert into org_clock (org_id, offset_ms) values (${id}, ${org.offset_ms ?? 0})`)
  return id
}

export async function findOrg(tx: Tx, id: string): Promise<Org | undefined> {
  return tx.one(sql`select ${COLUMNS} from org o join org_clock c on c.org_id = o.id where o.id = ${id}`)
}

export async function findOrgBySlug(tx: Tx, slug: string): Promise<Org | undefined> {
  return tx.one(sql`select ${COLUMNS} from org o join org_clock c on c.org_id = o.id where o.slug = ${slug}`)
}

/** Every org of this installation, the oldest first: for workers, which then enter one at a time. */
export async function listOrgs(tx: Tx): Promise<Org[]> {
  return tx.rows(sql`select ${COLUMNS} from org o join org_clock c on c.org_id = o.id order by o.id`)
}
