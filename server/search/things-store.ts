import { raw, sql, type Sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { SearchedNoun } from './search.ts'

/** A thing as it is found and shown: the texts its words come from, and what stands beside its name. */
export type Thing = {
  id: string
  partner_id: string | null
  name: string
  domain: string | null
  emails: (string | null)[]
  /** Names of people it is found by. */
  contacts: (string | null)[]
  /** Keys of other systems, tax ids. */
  codes: (string | null)[]
  /** Where it is, what kind it is. */
  places: (string | null)[]
  subtitle: (string | null)[]
  mark: string | null
  /** The record on whose page it stands, where it has none of its own (`WITHIN`). */
  within_id: string | null
}

const NONE = sql`array[]::text[]`

/** The keys under which other systems know a thing: by its index that begins with the subject. */
const codesOf = (noun: SearchedNoun, alias: string) =>
  sql`(select coalesce(array_agg(x.external_id), ${NONE}) from external_ref x
    where x.subject_id = ${raw(`${alias}.id`)} and x.org_id = ${raw(`${alias}.org_id`)} and x.noun = '${raw(noun)}')`

/** Each kind of thing: its table under the alias `t`, and what of it is found and shown. */
const THINGS: Readonly<Record<SearchedNoun, { columns: Sql; from: Sql }>> = {
  // Found under the names of what was merged into it, too.
  account: {
    columns: sql`null::uuid as partner_id, t.name, t.domain, ${NONE} as emails,
      array(select m.name from account m where m.org_id = t.org_id and m.merged_into = t.id order by m.id limit 20) as contacts,
      t.tax_id || ${codesOf('account', 't')} || array(
        select m.tax_id from account m where m.org_id = t.org_id and m.merged_into = t.id and m.tax_id is not null order by m.id limit 20) as codes,
      array[t.city] as places,
      array[t.domain, t.city, t.country] as subtitle, case when t.is_customer then 'customer' when t.is_house then 'house' end as mark, null::uuid as within_id`,
    from: sql`account t`,
  },
  partner: {
    columns: sql`null::uuid as partner_id, t.name, t.domain, ${NONE} as emails, ${NONE} as contacts, ${codesOf('partner', 't')} as codes,
      ${NONE} as places, array[t.domain, t.country] as subtitle, null as mark, null::uuid as within_id`,
    from: sql`partner t`,
  },
  registration: {
    columns: sql`t.partner_id, t.account_name as name, t.account_domain as domain, array[t.contact_email] as emails,
      array[t.contact_name] as contacts, array[t.account_tax_id] as codes, ${NONE} as places,
      array[(select p.name from partner p where p.org_id = t.org_id and p.id = t.partner_id), t.account_domain] as subtitle, t.status as mark, null::uuid as within_id`,
    from: sql`registration t`,
  },
  // By the name that the partner wrote on the deal, which is the partner's own.
  request: {
    columns: sql`t.partner_id, coalesce((select r.account_name from registration r where r.org_id = t.org_id and r.id = t.registration_id), replace(t.kind, '_', ' ')) as name,
      null as domain, ${NONE} as emails, ${NONE} as contacts, ${NONE} as codes, array[replace(t.kind, '_', ' ')] as places,
      array[(select p.name from partner p where p.org_id = t.org_id and p.id = t.partner_id), replace(t.kind, '_', ' ')] as subtitle, t.status as mark,
      t.registration_id as within_id`,
    from: sql`request t`,
  },
  opportunity: {
    columns: sql`null::uuid as partner_id, t.name, null as domain, ${NONE} as emails, ${NONE} as contacts, ${codesOf('opportunity', 't')} as codes,
      ${NONE} as places, array[(select a.name from account a where a.org_id = t.org_id and a.id = t.account_id)] as subtitle, t.stage as mark, t.account_id as within_id`,
    from: sql`opportunity t`,
  },
  membership: {
    columns: sql`t.partner_id, p.name, null as domain, array[p.email] as emails, ${NONE} as contacts, ${NONE} as codes, ${NONE} as places,
      array[p.email, (select o.name from partner o where o.org_id = t.org_id and o.id = t.partner_id)] as subtitle, t.role as mark, t.partner_id as within_id`,
    from: sql`membership t join person p on p.id = t.person_id`,
  },
  member: {
    columns: sql`t.partner_id, t.name, null as domain, array[t.email] as emails, ${NONE} as contacts, ${codesOf('member', 't')} as codes,
      array[t.team] as places, array[t.email, t.team] as subtitle, null as mark, t.partner_id as within_id`,
    from: sql`member t`,
  },
  product: {
    columns: sql`null::uuid as partner_id, t.name, null as domain, ${NONE} as emails, ${NONE} as contacts, ${codesOf('product', 't')} as codes,
      array[t.line, t.series] as places, array[t.line, t.series] as subtitle, null as mark, null::uuid as within_id`,
    from: sql`product t`,
  },
  import: {
    columns: sql`null::uuid as partner_id, t.file_name as name, null as domain, ${NONE} as emails, ${NONE} as contacts, ${NONE} as codes,
      array[t.object] as places, array[t.object] as subtitle, t.state as mark, null::uuid as within_id`,
    from: sql`import t`,
  },
}

/** What is not found any more, though its row stays. */
const THERE: Partial<Record<SearchedNoun, Sql>> = {
  account: sql`and t.merged_into is null`,
  membership: sql`and t.ended_at is null`,
}

/** Those of the things that are there, at the caller's scope. Memberships have no wall of their own, so the partner says it too. */
export async function listThings(
  tx: Tx,
  org_id: string,
  noun: SearchedNoun,
  ids: readonly string[],
  partner_id: string | null,
): Promise<Thing[]> {
  if (ids.length === 0) return []
  const { columns, from } = THINGS[noun]
  const own = partner_id ? sql`and t.partner_id = ${partner_id}` : sql``
  return tx.rows(sql`select t.id, ${columns} from ${from}
    where t.org_id = ${org_id} and t.id = any(${ids}::uuid[]) ${THERE[noun] ?? sql``} ${own}`)
}

/** The next things after an id, held as they stand until the transaction ends: an edit waits, and says its words after us. */
export async function holdThingsAfter(
  tx: Tx,
  org_id: string,
  noun: SearchedNoun,
  after: string | null,
  limit: number,
): Promise<Thing[]> {
  const { columns, from } = THINGS[noun]
  return tx.rows(sql`select t.id, ${columns} from ${from}
    where t.org_id = ${org_id} and t.id > ${after ?? '00000000-0000-0000-0000-000000000000'} ${THERE[noun] ?? sql``}
    order by t.id limit ${limit} for share of t`)
}

/** Things whose ids begin so: the range of ids between a beginning filled up with zeros and with fs. */
export async function listByIdRange(
  tx: Tx,
  org_id: string,
  noun: SearchedNoun,
  [first, last]: readonly [string, string],
  partner_id: string | null,
  limit: number,
): Promise<string[]> {
  const own = partner_id ? sql`and t.partner_id = ${partner_id}` : sql``
  const rows = await tx.rows<{ id: string }>(sql`select t.id from ${THINGS[noun].from}
    where t.org_id = ${org_id} and t.id between ${first} and ${last} ${own} order by t.id limit ${limit}`)
  return rows.map(({ id }) => id)
}

export async function findByClaimNo(tx: Tx, org_id: string, claim_no: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select id from registration where org_id = ${org_id} and claim_no = ${claim_no}::bigint`,
  )
  return rows.map(({ id }) => id)
}

/** The newest versions of the program, a few hundred in an org's life. */
export async function listVersions(
  tx: Tx,
  org_id: string,
): Promise<{ version: number; status: string; note: string }[]> {
  return tx.rows(
    sql`select version, status, note from program_version where org_id = ${org_id} order by version desc limit 200`,
  )
}
