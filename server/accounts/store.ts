import type { Instant } from '#kit/instant.ts'
import { newId } from '#server/platform/clock.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Account, AccountChange } from './account.ts'
import { asksOf, cluesOf, type KnownBy } from './clues.ts'
import { readKept } from './compare.ts'
import { listAliases } from './said-store.ts'
import { replaceClues, replaceTaxKey } from './recognition-store.ts'
import { taxKey } from './tax-key.ts'

const COLUMNS = sql`id, name, domain, country, city, street, postcode, phone, industry, employees, revenue_minor, currency, tax_id, parent_name, parent_id, is_customer, customer_since, is_house, created_at, merged_into, revision`

/**
 * Makes everybody who could create or claim the same account wait, before anything is looked up: whoever would find the
 * other's account shares a clue with it, and so a lock. Locks are taken in one order, so that two requests never wait for
 * each other; imports take the org's lock alone instead of thousands.
 */
export function lockKeys(tx: Tx, org_id: string, known: KnownBy & { tax: string | null }): void {
  const clues = new Set([...cluesOf(known), ...asksOf(known, readKept(known.name)).map(({ clue }) => clue)])
  const texts = [...clues].map(String)
  if (known.tax) texts.push(`tax:${known.tax}`)
  // The org's lock comes first, shared; then the keys' in the order of their numbers.
  tx.send(sql`select case place when 0 then pg_advisory_xact_lock_shared(h) else pg_advisory_xact_lock(h) end from (
    select 0 as place, hashtextextended('accounts:' || ${org_id}::text, 0) as h
    union select 1, hashtextextended(${org_id}::text || k, 1) from unnest(${texts}::text[]) k order by 1, 2) locks`)
}

/** An import writes alone: nobody looks accounts up to claim them between its look-up and its write. */
export async function lockAllKeys(tx: Tx, org_id: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended('accounts:' || ${org_id}::text, 0))`)
}

/** Which account has a tax id; what was merged answers as what it became. */
export async function findTaxHolder(tx: Tx, org_id: string, tax: string): Promise<string | undefined> {
  const row = await tx.one<{ id: string }>(sql`select coalesce(a.merged_into, a.id) as id from account_key k
    join account a on a.org_id = k.org_id and a.id = k.account_id
    where k.org_id = ${org_id} and k.kind = 'tax' and k.key = ${tax}`)
  return row?.id
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
    conditions.push(sql`id in (select id from account where org_id = ${org_id} and domain = ${filter.domain}
      union select account_id from account_alias where org_id = ${org_id} and kind = 'domain' and key = ${filter.domain} and revoked_at is null)`)
  }
  return tx.rows(
    sql`select ${COLUMNS}, name_key from account where ${all(conditions)} order by name_key, id limit ${filter.limit}`,
  )
}

function all(conditions: ReturnType<typeof sql>[]) {
  return conditions.reduce((left, right) => sql`${left} and ${right}`)
}

/** A new account with what it is recognised by. */
export function insertAccount(tx: Tx, org_id: string, account: Omit<Account, 'revision'>, name_key: string): void {
  tx.send(sql`insert into account (org_id, id, name, name_key, domain, country, city, street, postcode, phone, industry, employees, revenue_minor, currency,
      tax_id, parent_name, parent_id, is_customer, customer_since, is_house, created_at)
    values (${org_id}, ${account.id}, ${account.name}, ${name_key}, ${account.domain}, ${account.country}, ${account.city}, ${account.street},
      ${account.postcode}, ${account.phone}, ${account.industry}, ${account.employees}, ${account.revenue_minor}, ${account.currency}, ${account.tax_id},
      ${account.parent_name}, ${account.parent_id}, ${account.is_customer}, ${account.customer_since}, ${account.is_house}, ${account.created_at})`)
  replaceClues(tx, org_id, [{ id: account.id, clues: cluesOf(account) }], [])
  replaceTaxKey(tx, org_id, account.id, null, taxKey(account.country, account.tax_id))
}

/** Changes an account if it still has that revision, and what it is recognised by with it. */
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
      city = ${next.city}, street = ${next.street}, postcode = ${next.postcode}, phone = ${next.phone}, industry = ${next.industry},
      employees = ${next.employees}, revenue_minor = ${next.revenue_minor}, currency = ${next.currency},
      tax_id = ${next.tax_id}, parent_name = ${next.parent_name}, parent_id = ${next.parent_id}, is_customer = ${next.is_customer}, customer_since = ${next.customer_since},
      is_house = ${next.is_house}, revision = revision + 1
    where org_id = ${org_id} and id = ${account.id} and revision = ${account.revision} returning ${COLUMNS}`)
  if (!row) return undefined
  const aliases = await listAliases(tx, org_id, [account.id])
  replaceClues(tx, org_id, [{ id: account.id, clues: cluesOf(next, aliases) }], [account.id])
  const [before, after] = [taxKey(account.country, account.tax_id), taxKey(next.country, next.tax_id)]
  replaceTaxKey(tx, org_id, account.id, before, after)
  return row
}

/** What accounts are known by, to make their clues from. One that was retired is found by nothing; one that was merged still is. */
export async function listForClues(
  tx: Tx,
  org_id: string,
  ids: readonly string[],
): Promise<(KnownBy & { id: string })[]> {
  return tx.rows(sql`select id, name, domain, country, city, street, postcode, phone from account
    where org_id = ${org_id} and id = any(${ids}::uuid[])
      and (merged_into is null or exists (select 1 from merge m where m.org_id = account.org_id and m.loser_id = account.id and m.status = 'merged'))`)
}

/** One account's tax ids become another's: all of them, or one. */
export async function moveTaxKeys(tx: Tx, org_id: string, from: string, to: string, only?: string): Promise<void> {
  const which = only === undefined ? sql`` : sql`and key = ${only}`
  await tx.run(
    sql`update account_key set account_id = ${to} where org_id = ${org_id} and account_id = ${from} ${which}`,
  )
}

/** Takes an account out of recognition; what points at it means the other one. */
export function retireAccount(tx: Tx, org_id: string, id: string, into: string): void {
  tx.send(
    sql`update account set merged_into = ${into}, revision = revision + 1 where org_id = ${org_id} and id = ${id}`,
  )
  tx.send(sql`delete from account_key where org_id = ${org_id} and account_id = ${id}`)
  replaceClues(tx, org_id, [], [id])
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
    street: null,
    postcode: null,
    phone: null,
    industry: null,
    employees: null,
    revenue_minor: null,
    currency: null,
    parent_name: null,
    parent_id: null,
    is_customer: false,
    customer_since: null,
    is_house: false,
    created_at: at,
    merged_into: null,
  }
}
