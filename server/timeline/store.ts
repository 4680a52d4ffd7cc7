import type { Noun } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'
import { sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'

export type Happened = {
  id: string
  type: string
  subject_noun: Noun
  subject_id: string
  at: Instant
  recorded_at: Instant
  actor: string | null
  body: string
}

const COLUMNS = sql`e.id, e.type, e.subject_noun, e.subject_id, e.at, e.recorded_at, e.actor, e.body`

export type Page = {
  partner_id: string | null
  before: string | undefined
  limit: number
  /** Kinds of things of which the reader may read nothing. */
  hidden: readonly Noun[]
}

/** A partner sees its own by the database's rule, which an index cannot use; said here too, it can. */
function within(org_id: string, { partner_id, before, hidden }: Page): Sql {
  let where = sql`e.org_id = ${org_id}`
  if (partner_id) where = sql`${where} and e.partner_id = ${partner_id}`
  if (hidden.length > 0) where = sql`${where} and e.subject_noun <> all(${hidden}::text[])`
  return before ? sql`${where} and e.id < ${before}` : where
}

/** A merge is announced at the account that stands; it is as much the other one's. */
export type MergeAt = { merge_id: string; winner_id: string }

/** What happened to some things, and by some merges, newest first: of each at most a page, which together hold the page. */
export async function listOfThings(
  tx: Tx,
  org_id: string,
  ids: readonly string[],
  merges: readonly MergeAt[],
  page: Page,
): Promise<Happened[]> {
  const [merge_ids, winner_ids] = [merges.map((one) => one.merge_id), merges.map((one) => one.winner_id)]
  return tx.rows(sql`select one.* from unnest(${ids}::uuid[]) s (id), lateral (
      select ${COLUMNS} from event e where ${within(org_id, page)} and e.subject_id = s.id order by e.id desc limit ${page.limit}) one
    union
    select one.* from unnest(${merge_ids}::uuid[], ${winner_ids}::uuid[]) m (merge_id, winner_id), lateral (
      select ${COLUMNS} from event e where ${within(org_id, page)} and e.subject_id = m.winner_id
        and e.type in ('account.merged', 'account.merge_undone') and e.body::jsonb ->> 'merge_id' = m.merge_id::text
      order by e.id desc limit ${page.limit}) one
    order by id desc limit ${page.limit}`)
}

/** Merges by which an account was merged away, or one by its own id. */
export async function listMerges(
  tx: Tx,
  org_id: string,
  of: { loser_id: string } | { id: string },
): Promise<MergeAt[]> {
  const which = 'id' in of ? sql`id = ${of.id}` : sql`loser_id = ${of.loser_id}`
  return tx.rows(sql`select id as merge_id, winner_id from merge where org_id = ${org_id} and ${which}
    order by id desc limit ${BELONGING_MAX}`)
}

/** Everything of a partner, newest first. */
export async function listOfPartner(tx: Tx, org_id: string, of_id: string, page: Page): Promise<Happened[]> {
  return tx.rows(sql`select ${COLUMNS} from event e where ${within(org_id, page)} and e.partner_id = ${of_id}
    order by e.id desc limit ${page.limit}`)
}

/** What happened to one version of the program. */
export async function listOfVersion(tx: Tx, org_id: string, version: number, page: Page): Promise<Happened[]> {
  return tx.rows(sql`select ${COLUMNS} from event e where ${within(org_id, page)} and e.subject_id = ${org_id}
    and (e.body::jsonb ->> 'version') = ${String(version)} order by e.id desc limit ${page.limit}`)
}

/** As many as stand on one thing's timeline; a page of each is more than anybody reads. */
const BELONGING_MAX = 100

/** An account's registrations and opportunities, the newest of each, and the accounts that were merged into it. */
export async function listBelongingToAccount(tx: Tx, org_id: string, id: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    (select id from registration where org_id = ${org_id} and account_id = ${id} order by claim_no desc limit ${BELONGING_MAX})
    union all (select id from opportunity where org_id = ${org_id} and account_id = ${id} limit ${BELONGING_MAX})
    union all (select id from account where org_id = ${org_id} and merged_into = ${id} limit ${BELONGING_MAX})`)
  return rows.map((row) => row.id)
}

/** The requests that were made on a registration. */
export async function listBelongingToRegistration(tx: Tx, org_id: string, id: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select id from request
    where org_id = ${org_id} and registration_id = ${id} order by id desc limit ${BELONGING_MAX}`)
  return rows.map((row) => row.id)
}

/** Which of these rulings a person made; the others are the program's. */
export async function listByPerson(tx: Tx, org_id: string, ruling_ids: readonly string[]): Promise<Set<string>> {
  if (ruling_ids.length === 0) return new Set()
  const rows = await tx.rows<{ id: string }>(sql`select id from ruling
    where org_id = ${org_id} and id = any(${ruling_ids}::uuid[]) and kind like '%person'`)
  return new Set(rows.map((row) => row.id))
}

/** What was written with the decision that stands. */
export async function listReasons(
  tx: Tx,
  org_id: string,
  ids: readonly string[],
): Promise<{ id: string; ruling_id: string; decision_reason: string }[]> {
  if (ids.length === 0) return []
  return tx.rows(sql`select id, ruling_id, decision_reason from registration
    where org_id = ${org_id} and id = any(${ids}::uuid[]) and decision_reason is not null`)
}

/** What a partner's own people and keys are called, by how records name them; neither table has a wall, so the partner is named. */
export async function listOwnActors(
  tx: Tx,
  org_id: string,
  partner_id: string,
  refs: readonly string[],
): Promise<Map<string, string>> {
  const ids = refs.flatMap((ref) => /^(?:person|key):(.{36})$/.exec(ref)?.[1] ?? [])
  if (ids.length === 0) return new Map()
  const rows = await tx.rows<{ ref: string; name: string }>(sql`
    select 'person:' || p.id as ref, p.name from membership m join person p on p.id = m.person_id
    where m.org_id = ${org_id} and m.partner_id = ${partner_id} and m.person_id = any(${ids}::uuid[])
    union all select 'key:' || id, name from api_key where org_id = ${org_id} and partner_id = ${partner_id} and id = any(${ids}::uuid[])`)
  return new Map(rows.map(({ ref, name }) => [ref, name]))
}
