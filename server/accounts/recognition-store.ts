import { raw, sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Ask, KnownAs } from './clues.ts'

/** What a look-up asks the database for: clues, what is certain, and what people said of just this name and domain. */
export type Look = {
  asks: readonly Ask[]
  name_key: string
  domain: string | null
  country: string | null
  tax: string | null
  account_id: string | null
  /** Whose likes are looked for, where an account is held against the others. */
  self: string | null
}

/** An account that could be meant, with all that it is compared by. What was merged is shown as what it became. */
export type Hit = {
  /** The account that was found: perhaps one that is part of another since. */
  hit_id: string
  hit_name: string
  hit_domain: string | null
  account_id: string
  name: string
  domain: string | null
  country: string | null
  city: string | null
  street: string | null
  postcode: string | null
  phone: string | null
  tax_id: string | null
  is_customer: boolean
  is_house: boolean
  same_id: boolean
  same_tax_id: boolean
  /** The last word of a person on it: that it is this company, or that it is not. */
  said: 'same' | 'other' | null
  aliases: KnownAs[]
}

/** Of a clue that very many accounts share, so many are looked at. */
const SHARED_MAX = 100

/** Accounts that are held against a company at most, where one is looked up, and where thousands are. */
export const COMPARED_MAX = { one: 50, bulk: 8 } as const

/** Of an account that is part of another since, what it became. */
const SHOWN = raw(
  ['name', 'domain', 'country', 'city', 'street', 'postcode', 'phone', 'tax_id', 'is_customer', 'is_house']
    .map((column) => `case when m.id is null then h.${column} else m.${column} end as ${column}`)
    .concat('coalesce(m.id, h.id) as account_id')
    .join(', '),
)

/** `limit 1` keeps the joins to look-ups by key, whatever the planner knows of the sizes of tables. */
const hits = (from: { asked: Sql; looks: Sql; org_id: string; most: number }) => sql`
  with asked as (${from.asked}), look as (${from.looks}),
  hit as materialized (
    select a.row_no, c.account_id, a.weight / sqrt(count(*) over (partition by a.row_no, a.clue)) as weight
    from asked a, lateral (select account_id from account_clue where org_id = ${from.org_id} and clue = a.clue limit ${raw(String(SHARED_MAX))}) c),
  sure as (
    select l.row_no, t.account_id, 'tax' as what from look l, lateral (
      select account_id from account_key where org_id = ${from.org_id} and kind = 'tax' and key = l.tax) t where l.tax is not null
    union all select l.row_no, t.id, 'id' from look l, lateral (
      select id from account where org_id = ${from.org_id} and id = l.account_id) t where l.account_id is not null),
  word as (
    select l.row_no, t.account_id, 'same' as word, t.said_at from look l, lateral (
      select account_id, said_at from account_alias where org_id = ${from.org_id} and kind = 'name' and key = l.name_key and revoked_at is null
        and (country is null or l.country is null or country = l.country)) t
    union all select l.row_no, t.account_id, 'same', t.said_at from look l, lateral (
      select account_id, said_at from account_alias where org_id = ${from.org_id} and kind = 'domain' and key = l.domain and revoked_at is null) t
    union all select l.row_no, t.account_id, 'other', t.said_at from look l, lateral (
      select account_id, said_at from account_apart where org_id = ${from.org_id} and name_key = l.name_key and revoked_at is null and other_id is null
        and (domain is null or l.domain is null or domain = l.domain) and (country is null or l.country is null or country = l.country)) t
    union all select l.row_no, t.other_id, 'other', t.said_at from look l, lateral (
      select other_id, said_at from account_apart where org_id = ${from.org_id} and account_id = l.self and revoked_at is null and other_id is not null) t
    union all select l.row_no, t.account_id, 'other', t.said_at from look l, lateral (
      select account_id, said_at from account_apart where org_id = ${from.org_id} and other_id = l.self and revoked_at is null) t),
  ranked as (
    select row_no, account_id, bool_or(what = 'id') as same_id, bool_or(what = 'tax') as same_tax_id,
      (array_agg(word order by said_at desc nulls last) filter (where word is not null))[1] as said,
      row_number() over (partition by row_no order by sum(weight) desc, account_id) as place
    from (
      select row_no, account_id, weight, null::text as what, null::text as word, null::timestamptz as said_at from hit
      union all select row_no, account_id, 1000, what, null, null from sure
      union all select row_no, account_id, 100, null, word, said_at from word) found
    group by row_no, account_id)
  select r.row_no, h.id as hit_id, h.name as hit_name, h.domain as hit_domain, ${SHOWN},
    coalesce(r.same_id, false) as same_id, coalesce(r.same_tax_id, false) as same_tax_id, r.said, coalesce(k.aliases, '[]') as aliases
  from ranked r
  cross join lateral (select * from account where org_id = ${from.org_id} and id = r.account_id limit 1) h
  left join lateral (select * from account where org_id = ${from.org_id} and id = h.merged_into limit 1) m on true
  left join lateral (
    select json_agg(json_build_object('kind', kind, 'key', key, 'text', text)) as aliases from (
      select kind, key, text from account_alias where org_id = ${from.org_id} and account_id = any(array[h.id, m.id]) and revoked_at is null order by id limit 50) own) k on true
  where r.place <= ${raw(String(from.most))}
  order by r.row_no, r.place`

/** Accounts that could be meant by one company, the most promising first. */
export async function listHits(tx: Tx, org_id: string, look: Look): Promise<Hit[]> {
  return tx.rows(
    hits({
      org_id,
      most: COMPARED_MAX.one,
      asked: sql`select 0 as row_no, * from unnest(${look.asks.map(({ clue }) => clue)}::bigint[], ${look.asks.map(({ weight }) => weight)}::float8[]) as a (clue, weight)`,
      looks: sql`select 0 as row_no, ${look.name_key}::text as name_key, ${look.domain}::text as domain, ${look.country}::text as country,
        ${look.tax}::text as tax, ${look.account_id}::uuid as account_id, ${look.self}::uuid as self`,
    }),
  )
}

/** The same for many companies at once; `row_no` is the place of the look. Planned anew each time: it comes in all sizes. */
export async function listHitsFor(
  tx: Tx,
  org_id: string,
  looks: readonly Look[],
): Promise<(Hit & { row_no: number })[]> {
  if (looks.length === 0) return []
  const asks = looks.flatMap(({ asks: of }, row_no) => of.map((ask) => ({ row_no, ...ask })))
  const rows = looks.map(({ asks: _, ...look }, row_no) => ({ row_no, ...look }))
  const statement = hits({
    org_id,
    most: COMPARED_MAX.bulk,
    asked: sql`select * from unnest(${asks.map(({ row_no }) => row_no)}::int[], ${asks.map(({ clue }) => clue)}::bigint[],
      ${asks.map(({ weight }) => weight)}::float8[]) as a (row_no, clue, weight)`,
    looks: sql`select * from json_to_recordset(${JSON.stringify(rows)}::json) as l (row_no int, name_key text, domain text, country text,
      tax text, account_id uuid, self uuid)`,
  })
  return tx.rows({ ...statement, name: undefined })
}

/** What accounts are recognised by, said anew. */
export function replaceClues(
  tx: Tx,
  org_id: string,
  accounts: readonly { id: string; clues: readonly number[] }[],
  before: readonly string[],
): void {
  if (before.length > 0)
    tx.send(sql`delete from account_clue where org_id = ${org_id} and account_id = any(${before}::uuid[])`)
  if (accounts.length === 0) return
  const rows = accounts.flatMap(({ id, clues }) => clues.map((clue) => ({ id, clue })))
  tx.send(sql`insert into account_clue (org_id, clue, account_id)
    select ${org_id}::uuid, clue, account_id from unnest(${rows.map(({ clue }) => clue)}::bigint[], ${rows.map(({ id }) => id)}::uuid[]) as k (clue, account_id)
    on conflict do nothing`)
}

/** The certain key of a tax id: said anew where the account had another. */
export function replaceTaxKey(tx: Tx, org_id: string, account_id: string, before: string | null, after: string | null) {
  if (before === after) return
  if (before)
    tx.send(
      sql`delete from account_key where org_id = ${org_id} and kind = 'tax' and key = ${before} and account_id = ${account_id}`,
    )
  if (after)
    tx.send(sql`insert into account_key (org_id, kind, key, account_id) values (${org_id}, 'tax', ${after}, ${account_id})
      on conflict (org_id, kind, key, account_id) do nothing`)
}

export type Progress = { version: number; after_id: string | null; finished_at: string | null }

/** Takes the renewing of an org's clues, unless somebody has it. */
export async function holdProgress(tx: Tx, org_id: string): Promise<Progress | undefined> {
  const held = await tx.one<{ held: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('account clues:' || ${org_id}::text, 0)) as held`,
  )
  if (!held?.held) return undefined
  const row = await tx.one<Progress>(
    sql`select version, after_id, finished_at from account_clue_progress where org_id = ${org_id}`,
  )
  return row ?? { version: 0, after_id: null, finished_at: null }
}

export async function isAnyWithoutClues(tx: Tx, org_id: string): Promise<boolean> {
  const row = await tx.one(sql`select 1 from account a where org_id = ${org_id} and merged_into is null
    and not exists (select 1 from account_clue c where c.org_id = ${org_id} and c.account_id = a.id) limit 1`)
  return row !== undefined
}

/** The next accounts by id, held still while their clues are made. */
export async function holdAccountsAfter(
  tx: Tx,
  org_id: string,
  after_id: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select id from account
    where org_id = ${org_id} and id > coalesce(${after_id}::uuid, '00000000-0000-0000-0000-000000000000') order by id limit ${limit} for update`)
  return rows.map(({ id }) => id)
}

export function keepProgress(tx: Tx, org_id: string, { version, after_id, finished_at }: Progress): void {
  tx.send(sql`insert into account_clue_progress (org_id, version, after_id, finished_at) values (${org_id}, ${version}, ${after_id}, ${finished_at})
    on conflict (org_id) do update set version = excluded.version, after_id = excluded.after_id, finished_at = excluded.finished_at`)
}
