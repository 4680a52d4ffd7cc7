import type { Instant } from '#kit/instant.ts'
import { sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { Match, MatchNoun, MatchSource, MatchStatus } from './match.ts'

const COLUMNS = sql`m.id, m.source, m.noun, m.subject_id, m.origin_id, m.status, m.asked, m.candidates, m.domain_count, m.ground, m.score::int as score,
  m.opened_at, m.decided_at, m.decided_by, m.account_id, m.settled_by, m.taken_back_at, m.taken_back_by, m.merge_id, m.ruling_id, m.revision`

/** A match with the names that a list shows. */
export type Shown = Match & {
  account_name: string | null
  partner_id: string | null
  partner_name: string | null
  best_name: string | null
}

/** Some matches in their order, with their names: those are looked up by key, match by match, once it is known which are shown. */
const shown = (
  which: Sql,
  order: Sql,
) => sql`select ${COLUMNS}, a.name as account_name, p.id as partner_id, p.name as partner_name, b.name as best_name
  from (select * from match m where ${which}) m
  left join lateral (select name from account where org_id = m.org_id and id = m.account_id limit 1) a on true
  left join lateral (select p.id, p.name from registration r join partner p on p.org_id = r.org_id and p.id = r.partner_id
    where m.noun = 'registration' and r.org_id = m.org_id and r.id = m.subject_id limit 1) p on true
  left join lateral (select (c.value #>> '{facts,account_id}')::uuid as id from jsonb_array_elements(m.candidates) c
    where not (c.value ->> 'is_ruled_out')::boolean limit 1) c on true
  left join lateral (select name from account where org_id = m.org_id and id = c.id limit 1) b on true
  order by ${order}`

export async function findMatch(tx: Tx, org_id: string, id: string): Promise<Shown | undefined> {
  return tx.one(shown(sql`m.org_id = ${org_id} and m.id = ${id}`, sql`m.id`))
}

/** The match's row, held until the transaction ends. */
export async function lockMatch(tx: Tx, org_id: string, id: string): Promise<Match | undefined> {
  return tx.one(sql`select ${COLUMNS} from match m where m.org_id = ${org_id} and m.id = ${id} for update`)
}

/** Open questions of things, their rows held, by id. */
export async function lockOpenOf(tx: Tx, org_id: string, noun: MatchNoun, ids: readonly string[]): Promise<Match[]> {
  return tx.rows(sql`select ${COLUMNS} from match m
    where m.org_id = ${org_id} and m.noun = ${noun} and m.subject_id = any(${ids}::uuid[]) and m.status = 'open'
    order by m.id for update`)
}

export type ListFilter = {
  status: MatchStatus
  source?: MatchSource | undefined
  origin_id?: string | undefined
  limit: number
}

function filtered(org_id: string, { status, source, origin_id }: ListFilter): Sql {
  let where = sql`m.org_id = ${org_id} and m.status = ${status}`
  if (source) where = sql`${where} and m.source = ${source}`
  if (origin_id) where = sql`${where} and m.origin_id = ${origin_id}`
  return where
}

/** The oldest first. */
export async function listMatches(
  tx: Tx,
  org_id: string,
  filter: ListFilter & { after?: { at: Instant; id: string } | undefined },
): Promise<Shown[]> {
  let where = filtered(org_id, filter)
  if (filter.after) where = sql`${where} and (m.opened_at, m.id) > (${filter.after.at}, ${filter.after.id}::uuid)`
  const order = sql`m.opened_at, m.id`
  return tx.rows(shown(sql`${where} order by ${order} limit ${filter.limit}`, order))
}

/** Those first of which most speaks for the best. */
export async function listByScore(
  tx: Tx,
  org_id: string,
  filter: ListFilter & { after?: { score: string; id: string } | undefined },
): Promise<Shown[]> {
  let where = filtered(org_id, filter)
  if (filter.after)
    where = sql`${where} and (m.score, m.id) < (${filter.after.score}::bigint, ${filter.after.id}::uuid)`
  const order = sql`m.score desc, m.id desc`
  return tx.rows(shown(sql`${where} order by ${order} limit ${filter.limit}`, order))
}

/** The open one behind another in the queue, or the first of all where there is none behind. */
export async function findNext(tx: Tx, org_id: string, after: Pick<Match, 'opened_at' | 'id'>): Promise<string | null> {
  const row = await tx.one<{ id: string }>(sql`
    (select id, 0 as place from match where org_id = ${org_id} and status = 'open'
      and (opened_at, id) > (${after.opened_at}, ${after.id}::uuid) order by opened_at, id limit 1)
    union all (select id, 1 from match where org_id = ${org_id} and status = 'open' and id <> ${after.id} order by opened_at, id limit 1)
    order by place limit 1`)
  return row?.id ?? null
}

export async function countOpen(
  tx: Tx,
  org_id: string,
): Promise<{ rows: { source: MatchSource; n: number; oldest_at: Instant }[] }> {
  const rows = await tx.rows<{ source: MatchSource; n: number; oldest_at: Instant }>(
    sql`select source, count(*)::int as n, min(opened_at) as oldest_at from match
      where org_id = ${org_id} and status = 'open' group by source`,
  )
  return { rows }
}

/** Questions that people have answered and not taken back, the newest first. */
export async function listAnswered(tx: Tx, org_id: string, limit: number): Promise<Match[]> {
  return tx.rows(sql`select ${COLUMNS} from match m
    where m.org_id = ${org_id} and m.status in ('same', 'other') and m.taken_back_at is null
    order by m.id desc limit ${limit}`)
}

/** Keeps new questions; a thing that has an open one keeps that. Answers which were kept. */
export async function insertMatches(tx: Tx, org_id: string, matches: readonly Match[]): Promise<string[]> {
  if (matches.length === 0) return []
  const rows = await tx.rows<{
    id: string
  }>(sql`insert into match (org_id, id, source, noun, subject_id, origin_id, status, asked, candidates,
      domain_count, ground, score, opened_at)
    select ${org_id}::uuid, r.id, r.source, r.noun, r.subject_id, r.origin_id, 'open', r.asked, r.candidates, r.domain_count, r.ground, r.score, r.opened_at
    from jsonb_to_recordset(${JSON.stringify(matches)}::jsonb) as r (id uuid, source text, noun text, subject_id uuid, origin_id uuid, asked jsonb,
      candidates jsonb, domain_count int, ground text, score bigint, opened_at timestamptz(3))
    on conflict (org_id, noun, subject_id) where status = 'open' do nothing returning id`)
  return rows.map((row) => row.id)
}

/** Writes where a match stands now, if it is still as it was seen. */
export async function updateMatch(tx: Tx, org_id: string, m: Match): Promise<number | undefined> {
  const row = await tx.one<{
    revision: number
  }>(sql`update match set status = ${m.status}, candidates = ${JSON.stringify(m.candidates)}::jsonb,
      decided_at = ${m.decided_at}, decided_by = ${m.decided_by}, account_id = ${m.account_id}, settled_by = ${m.settled_by},
      taken_back_at = ${m.taken_back_at}, taken_back_by = ${m.taken_back_by}, merge_id = ${m.merge_id}, ruling_id = ${m.ruling_id},
      revision = revision + 1
    where org_id = ${org_id} and id = ${m.id} and revision = ${m.revision} returning revision`)
  return row?.revision
}

/** What stands at accounts now: who protects them until when. */
export async function listProtections(
  tx: Tx,
  org_id: string,
  account_ids: readonly string[],
  now: Instant,
): Promise<{ account_id: string; registration_id: string; partner: string; until: Instant }[]> {
  return tx.rows(sql`select pr.account_id, pr.registration_id, p.name as partner, pr.ends_at as until
    from protection pr join partner p on p.org_id = pr.org_id and p.id = pr.partner_id
    where pr.org_id = ${org_id} and pr.account_id = any(${account_ids}::uuid[]) and pr.starts_at <= ${now} and pr.ends_at > ${now}
    order by pr.ends_at limit 50`)
}

/** Accounts as they are now, with what they have become part of. */
export async function listBeside(
  tx: Tx,
  org_id: string,
  ids: readonly string[],
): Promise<
  {
    id: string
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
    merged_into: string | null
    merged_name: string | null
  }[]
> {
  return tx.rows(sql`select a.id, a.name, a.domain, a.country, a.city, a.street, a.postcode, a.phone, a.tax_id, a.is_customer, a.is_house,
      a.merged_into, i.name as merged_name
    from account a left join account i on i.org_id = a.org_id and i.id = a.merged_into
    where a.org_id = ${org_id} and a.id = any(${ids}::uuid[])`)
}

/** What the thing that waits is called. */
export async function findSubjectName(
  tx: Tx,
  org_id: string,
  m: Pick<Match, 'noun' | 'subject_id'>,
): Promise<string | null> {
  const from = {
    registration: sql`select account_name as name from registration`,
    opportunity: sql`select name from opportunity`,
    account: sql`select name from account`,
  }[m.noun]
  const row = await tx.one<{ name: string }>(sql`${from} where org_id = ${org_id} and id = ${m.subject_id}`)
  return row?.name ?? null
}

/** Names of registrations and accounts, for what a trial tells. */
export async function listNames(
  tx: Tx,
  org_id: string,
  of: 'registration' | 'account',
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const name = of === 'registration' ? sql`account_name` : sql`name`
  const table = of === 'registration' ? sql`registration` : sql`account`
  const rows = await tx.rows<{ id: string; name: string }>(
    sql`select id, ${name} as name from ${table} where org_id = ${org_id} and id = any(${ids}::uuid[])`,
  )
  return new Map(rows.map((row) => [row.id, row.name]))
}

export async function findLook(
  tx: Tx,
  org_id: string,
): Promise<{ after_id: string | null; looked_count: number; looked_at: Instant } | undefined> {
  return tx.one(
    sql`select after_id, looked_count::int as looked_count, looked_at from match_look where org_id = ${org_id}`,
  )
}

export function putLook(
  tx: Tx,
  org_id: string,
  look: { after_id: string | null; looked_count: number; at: Instant },
): void {
  tx.send(sql`insert into match_look (org_id, after_id, looked_count, looked_at)
    values (${org_id}, ${look.after_id}, ${look.looked_count}, ${look.at})
    on conflict (org_id) do update set after_id = excluded.after_id, looked_count = excluded.looked_count, looked_at = excluded.looked_at`)
}

/** One look at a time in an org. */
export async function lockLook(tx: Tx, org_id: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended('match_look:' || ${org_id}::text, 0))`)
}

/** The accounts behind one, in the order in which they came. */
export async function listToLook(
  tx: Tx,
  org_id: string,
  after: string | null,
  limit: number,
): Promise<
  {
    id: string
    name: string
    domain: string | null
    country: string | null
    city: string | null
    street: string | null
    postcode: string | null
    phone: string | null
    tax_id: string | null
  }[]
> {
  const behind = after ? sql`and id > ${after}::uuid` : sql``
  return tx.rows(sql`select id, name, domain, country, city, street, postcode, phone, tax_id from account
    where org_id = ${org_id} ${behind} and merged_into is null order by id limit ${limit}`)
}

/** Does this merge still stand? */
export async function isMerged(tx: Tx, org_id: string, merge_id: string): Promise<boolean> {
  return (
    (await tx.one(sql`select 1 from merge where org_id = ${org_id} and id = ${merge_id} and status = 'merged'`)) !==
    undefined
  )
}
