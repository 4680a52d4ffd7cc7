import type { Instant } from '#kit/instant.ts'
import { newId } from '#server/platform/clock.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Account, AccountChange } from './account.ts'
import type { Candidate } from './recognise.ts'

const COLUMNS = sql`id, name, domain, country, city, industry, employees, revenue_minor, currency, tax_id, parent_name, is_customer, customer_since, is_house, created_at, revision`

/** What an account is looked up by: every part is normalised already. */
export type Keys = { account_id: string | null; tax: string | null; domain: string | null; name: string }

/** The certain key of a tax id: country and id without spaces and punctuation. */
export function taxKey(country: string | null, tax_id: string | null): string | null {
  if (!tax_id) return null
  const bare = tax_id.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (bare === '') return null
  return `${country ?? ''}:${bare}`
}

/**
 * Makes everybody who could create or claim the same account wait, before anything is looked up. Locks are taken in one
 * order, so that two requests never wait for each other; imports take the org's lock alone instead of thousands.
 */
export function lockKeys(tx: Tx, org_id: string, keys: Keys): void {
  const texts = [keys.tax && `tax:${keys.tax}`, keys.domain && `domain:${keys.domain}`, `name:${keys.name}`].filter(
    Boolean,
  )
  // The org's lock comes first, shared; then the keys' in the order of their numbers.
  tx.send(sql`select case place when 0 then pg_advisory_xact_lock_shared(h) else pg_advisory_xact_lock(h) end from (
    select 0 as place, hashtextextended('accounts:' || ${org_id}::text, 0) as h
    union select 1, hashtextextended(${org_id}::text || k, 1) from unnest(${texts}::text[]) k order by 1, 2) locks`)
}

/** An import writes alone: nobody looks accounts up to claim them between its look-up and its write. */
export async function lockAllKeys(tx: Tx, org_id: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended('accounts:' || ${org_id}::text, 0))`)
}

export type Found = Candidate & {
  name: string
  domain: string | null
  country: string | null
  city: string | null
  is_customer: boolean
  is_house: boolean
}

const CANDIDATES_MAX = 5

/** Accounts that could be meant, best first, and how many share the domain and the name. */
export async function findCandidates(
  tx: Tx,
  org_id: string,
  keys: Keys,
  country: string | null,
): Promise<{ found: Found[]; domain_count: number; name_count: number }> {
  const rows = await tx.rows<Found & { domain_count: number; name_count: number }>(sql`
    with hit as (
      select account_id, kind from account_key where org_id = ${org_id} and kind = 'domain' and key = ${keys.domain}
      union all (select account_id, kind from account_key where org_id = ${org_id} and kind = 'name' and key = ${keys.name} limit 200)
      union all select account_id, kind from account_key where org_id = ${org_id} and kind = 'tax' and key = ${keys.tax}
      union all select id, 'id' from account where org_id = ${org_id} and id = ${keys.account_id}),
    one as (
      select account_id, bool_or(kind = 'id') as same_id, bool_or(kind = 'tax') as same_tax_id,
        bool_or(kind = 'domain') as same_domain, bool_or(kind = 'name') as same_name from hit group by account_id)
    select coalesce(a.merged_into, a.id) as account_id, one.same_id, one.same_tax_id, one.same_domain, one.same_name,
      coalesce(a.country <> ${country}, false) as other_country,
      a.name, a.domain, a.country, a.city, a.is_customer, a.is_house,
      (count(*) filter (where one.same_domain) over ())::int as domain_count,
      (count(*) filter (where one.same_name) over ())::int as name_count
    from one join account a on a.org_id = ${org_id} and a.id = one.account_id
    order by one.same_id desc, one.same_tax_id desc, (one.same_domain and one.same_name) desc, one.same_domain desc,
      (a.country is not distinct from ${country}) desc, a.id
    limit ${CANDIDATES_MAX}`)
  const found = rows.map(({ domain_count: _d, name_count: _n, ...row }) => row)
  return { found, domain_count: rows[0]?.domain_count ?? 0, name_count: rows[0]?.name_count ?? 0 }
}

export async function findAccount(tx: Tx, org_id: string, id: string): Promise<Account | undefined> {
  return tx.one(sql`select ${COLUMNS} from account where org_id = ${org_id} and id = ${id}`)
}

export async function listAccounts(
  tx: Tx,
  org_id: string,
  filter: { name_from?: string; domain?: string; after?: { name_key: string; id: string }; limit: number },
): Promise<(Account & { name_key: string })[]> {
  const conditions = [sql`org_id = ${org_id}`, sql`merged_into is null`]
  if (filter.name_from)
    conditions.push(sql`name_key >= ${filter.name_from} and name_key < ${filter.name_from + '\u{10FFFF}'}`)
  if (filter.after) conditions.push(sql`(name_key, id) > (${filter.after.name_key}, ${filter.after.id}::uuid)`)
  if (filter.domain) {
    conditions.push(
      sql`id in (select account_id from account_key where org_id = ${org_id} and kind = 'domain' and key = ${filter.domain})`,
    )
  }
  return tx.rows(
    sql`select ${COLUMNS}, name_key from account where ${all(conditions)} order by name_key, id limit ${filter.limit}`,
  )
}

function all(conditions: ReturnType<typeof sql>[]) {
  return conditions.reduce((left, right) => sql`${left} and ${right}`)
}

/** A new account with its keys. */
export function insertAccount(tx: Tx, org_id: string, account: Omit<Account, 'revision'>, name_key: string): void {
  tx.send(sql`with made as (
      insert into account (org_id, id, name, name_key, domain, country, city, industry, employees, revenue_minor, currency, tax_id,
        parent_name, is_customer, customer_since, is_house, created_at)
      values (${org_id}, ${account.id}, ${account.name}, ${name_key}, ${account.domain}, ${account.country}, ${account.city}, ${account.industry},
        ${account.employees}, ${account.revenue_minor}, ${account.currency}, ${account.tax_id}, ${account.parent_name}, ${account.is_customer},
        ${account.customer_since}, ${account.is_house}, ${account.created_at})
      returning org_id, id)
    insert into account_key (org_id, kind, key, account_id)
    select made.org_id, k.kind, k.key, made.id from made,
      unnest(array['domain', 'name', 'tax'], ${[account.domain, name_key, taxKey(account.country, account.tax_id)]}::text[]) as k (kind, key)
    where k.key is not null and k.key <> ''`)
}

/** Changes an account if it still has that revision, and its keys with it. */
export async function updateAccount(
  tx: Tx,
  org_id: string,
  account: Account,
  change: AccountChange,
  name_key: string,
): Promise<Account | undefined> {
  const next = { ...account, ...change }
  const row =
    await tx.one<Account>(sql`update account set name = ${next.name}, name_key = ${name_key}, domain = ${next.domain}, country = ${next.country},
      city = ${next.city}, industry = ${next.industry}, employees = ${next.employees}, revenue_minor = ${next.revenue_minor}, currency = ${next.currency},
      tax_id = ${next.tax_id}, parent_name = ${next.parent_name}, is_customer = ${next.is_customer}, customer_since = ${next.customer_since},
      is_house = ${next.is_house}, revision = revision + 1
    where org_id = ${org_id} and id = ${account.id} and revision = ${account.revision} returning ${COLUMNS}`)
  if (!row) return undefined
  await tx.run(sql`delete from account_key where org_id = ${org_id} and account_id = ${account.id}`)
  await tx.run(sql`insert into account_key (org_id, kind, key, account_id)
    select ${org_id}::uuid, k.kind, k.key, ${account.id}::uuid
    from unnest(array['domain', 'name', 'tax'], ${[next.domain, name_key, taxKey(next.country, next.tax_id)]}::text[]) as k (kind, key)
    where k.key is not null and k.key <> ''`)
  return row
}

/** Takes an account out of recognition; what points at it means the other one. */
export function retireAccount(tx: Tx, org_id: string, id: string, into: string): void {
  tx.send(
    sql`update account set merged_into = ${into}, revision = revision + 1 where org_id = ${org_id} and id = ${id}`,
  )
  tx.send(sql`delete from account_key where org_id = ${org_id} and account_id = ${id}`)
}

/** The account that a claim brought with it. */
export function newAccount(
  from: Pick<Account, 'name' | 'domain' | 'country' | 'tax_id'>,
  at: Instant,
): Omit<Account, 'revision'> {
  return {
    id: newId(),
    ...from,
    city: null,
    industry: null,
    employees: null,
    revenue_minor: null,
    currency: null,
    parent_name: null,
    is_customer: false,
    customer_since: null,
    is_house: false,
    created_at: at,
  }
}
