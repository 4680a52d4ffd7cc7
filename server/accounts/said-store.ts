import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { KnownAs } from './clues.ts'

/** Who said something of accounts, when, and where it was asked. */
export type SaidBy = { at: Instant; by: string; source_id: string | null }

export type Alias = KnownAs & {
  id: string
  account_id: string
  country: string | null
  said_at: Instant
  said_by: string
  source_id: string | null
}

export type Apart = {
  id: string
  account_id: string
  other_id: string | null
  text: string | null
  domain: string | null
  country: string | null
  said_at: Instant
  said_by: string
  source_id: string | null
}

const ALIAS = sql`id, account_id, kind, key, text, country, said_at, said_by, source_id`
const APART = sql`id, account_id, other_id, text, domain, country, said_at, said_by, source_id`

/** Said twice, it is said once. */
export function insertAlias(
  tx: Tx,
  org_id: string,
  alias: KnownAs & { id: string; account_id: string; country: string | null },
  { at, by, source_id }: SaidBy,
): void {
  tx.send(sql`insert into account_alias (org_id, id, account_id, kind, text, key, country, said_at, said_by, source_id)
    values (${org_id}, ${alias.id}, ${alias.account_id}, ${alias.kind}, ${alias.text}, ${alias.key}, ${alias.country}, ${at}, ${by}, ${source_id})
    on conflict (org_id, kind, key, account_id, country) where revoked_at is null do update set said_at = excluded.said_at`)
}

export function insertApart(
  tx: Tx,
  org_id: string,
  apart: {
    id: string
    account_id: string
    text: string
    name_key: string
    domain: string | null
    country: string | null
  },
  { at, by, source_id }: SaidBy,
): void {
  tx.send(sql`insert into account_apart (org_id, id, account_id, text, name_key, domain, country, said_at, said_by, source_id)
    values (${org_id}, ${apart.id}, ${apart.account_id}, ${apart.text}, ${apart.name_key}, ${apart.domain}, ${apart.country}, ${at}, ${by}, ${source_id})
    on conflict (org_id, name_key, account_id, domain, country) where revoked_at is null and other_id is null
    do update set said_at = excluded.said_at`)
}

/** Two accounts that are not one company; in whichever order they are named. */
export function insertPairApart(
  tx: Tx,
  org_id: string,
  pair: { id: string; account_id: string; other_id: string },
  { at, by, source_id }: SaidBy,
): void {
  const [first, second] = [pair.account_id, pair.other_id].sort()
  tx.send(sql`insert into account_apart (org_id, id, account_id, other_id, said_at, said_by, source_id)
    values (${org_id}, ${pair.id}, ${first}, ${second}, ${at}, ${by}, ${source_id})
    on conflict (org_id, account_id, other_id) where revoked_at is null and other_id is not null
    do update set said_at = excluded.said_at`)
}

export async function listAliases(tx: Tx, org_id: string, account_ids: readonly string[]): Promise<Alias[]> {
  if (account_ids.length === 0) return []
  return tx.rows(sql`select ${ALIAS} from account_alias
    where org_id = ${org_id} and account_id = any(${account_ids}::uuid[]) and revoked_at is null order by account_id, id`)
}

export async function listApart(tx: Tx, org_id: string, account_id: string): Promise<Apart[]> {
  return tx.rows(sql`select ${APART} from account_apart where org_id = ${org_id} and account_id = ${account_id} and revoked_at is null
    union select ${APART} from account_apart where org_id = ${org_id} and other_id = ${account_id} and revoked_at is null order by id`)
}

type Known = { id: string; name_key: string; domain: string | null; country: string | null }

/** Words that hold and say of two accounts that they are not one company: of the pair, or of either under the other's name. */
export async function listBetween(tx: Tx, org_id: string, a: Known, b: Known): Promise<string[]> {
  const [first, second] = [a.id, b.id].sort()
  const named = (one: Known, other: Known) => sql`select p.id from account_apart p
    where p.org_id = ${org_id} and p.account_id = ${one.id} and p.name_key = ${other.name_key} and p.other_id is null and p.revoked_at is null
      and (p.domain is null or ${other.domain}::text is null or p.domain = ${other.domain})
      and (p.country is null or ${other.country}::text is null or p.country = ${other.country})
      and not exists (select from account_alias s where s.org_id = ${org_id} and s.kind = 'name' and s.key = p.name_key
        and s.account_id = p.account_id and s.revoked_at is null and s.said_at > p.said_at)`
  const rows = await tx.rows<{ id: string }>(sql`select p.id from account_apart p
      where p.org_id = ${org_id} and p.account_id = ${first} and p.other_id = ${second} and p.revoked_at is null
    union ${named(a, b)} union ${named(b, a)} order by id`)
  return rows.map(({ id }) => id)
}

/** Words that hold no more, because the two are one company after all. */
export async function setAside(tx: Tx, org_id: string, ids: readonly string[], at: Instant, by: string): Promise<void> {
  if (ids.length === 0) return
  await tx.run(sql`update account_apart set revoked_at = ${at}, revoked_by = ${by}
    where org_id = ${org_id} and id = any(${ids}::uuid[]) and revoked_at is null`)
}

/** Words that were set aside hold again, but for what somebody has said anew meanwhile. */
export async function putBack(tx: Tx, org_id: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.run(sql`update account_apart p set revoked_at = null, revoked_by = null
    where p.org_id = ${org_id} and p.id = any(${ids}::uuid[]) and not exists (select from account_apart n
      where n.org_id = p.org_id and n.account_id = p.account_id and n.revoked_at is null and n.id <> p.id
        and (n.other_id, n.name_key, n.domain, n.country) is not distinct from (p.other_id, p.name_key, p.domain, p.country))`)
}

/** Takes words back; answers the accounts whose aliases those were. */
export async function revoke(
  tx: Tx,
  org_id: string,
  which: { ids: readonly string[] } | { source_id: string },
  at: Instant,
  by: string,
): Promise<string[]> {
  const chosen = 'ids' in which ? sql`id = any(${which.ids}::uuid[])` : sql`source_id = ${which.source_id}`
  const set = sql`set revoked_at = ${at}, revoked_by = ${by} where org_id = ${org_id} and revoked_at is null and ${chosen}`
  const [rows] = await Promise.all([
    tx.rows<{ account_id: string }>(sql`update account_alias ${set} returning account_id`),
    tx.run(sql`update account_apart ${set}`),
  ])
  return [...new Set(rows.map(({ account_id }) => account_id))]
}
