import type { Instant } from '#kit/instant.ts'
import { sql, type Tx } from '#server/platform/postgres/sql.ts'
import type { SearchedNoun } from './search.ts'

export type Entry = { id: string; partner_id: string | null; words: string[] }

/** Words of things that had none. Said again, nothing changes. */
export function insertEntries(tx: Tx, org_id: string, noun: SearchedNoun, entries: readonly Entry[]): void {
  if (entries.length === 0) return
  tx.send(sql`with r as (
      select * from json_to_recordset(${JSON.stringify(entries)}::json) as r (id uuid, partner_id uuid, words text[])),
    entry as (
      insert into search_entry (org_id, noun, subject_id, partner_id, words) select ${org_id}::uuid, ${noun}, id, partner_id, words from r
      on conflict (org_id, noun, subject_id) do update set partner_id = excluded.partner_id, words = excluded.words)
    insert into search_word (org_id, noun, word, subject_id, partner_id)
      select ${org_id}::uuid, ${noun}, word, r.id, r.partner_id from r, unnest(r.words) word
    on conflict (org_id, noun, word, subject_id) do nothing`)
}

export async function listEntries(
  tx: Tx,
  org_id: string,
  noun: SearchedNoun,
  ids: readonly string[],
): Promise<Entry[]> {
  return tx.rows(sql`select subject_id as id, partner_id, words from search_entry
    where org_id = ${org_id} and noun = ${noun} and subject_id = any(${ids}::uuid[])`)
}

/** Takes things out, with every word they had. */
export function deleteEntries(tx: Tx, org_id: string, noun: SearchedNoun, entries: readonly Entry[]): void {
  if (entries.length === 0) return
  const ids = entries.map(({ id }) => id)
  tx.send(sql`delete from search_word w
    using (select e.id, word from json_to_recordset(${JSON.stringify(entries)}::json) as e (id uuid, words text[]), unnest(e.words) word) r
    where w.org_id = ${org_id} and w.noun = ${noun} and w.word = r.word and w.subject_id = r.id`)
  tx.send(
    sql`delete from search_entry where org_id = ${org_id} and noun = ${noun} and subject_id = any(${ids}::uuid[])`,
  )
}

/** The end of a prefix: no letter comes after this one. */
const LAST = '\u{10FFFF}'

export type Candidate = { noun: SearchedNoun; id: string }

type Asked = {
  partner_id: string | null
  nouns: readonly SearchedNoun[]
  /** As many things of each kind. */
  limit: number
}

/** A partner's words have an index of their own, which only finds them when the partner is named. */
const ownOf = ({ partner_id }: Asked) => (partner_id ? sql`and w.partner_id = ${partner_id}` : sql``)

/** Things that have a word which begins so: exact words first, then the newest. */
export async function listByBeginning(tx: Tx, org_id: string, asked: Asked & { term: string }): Promise<Candidate[]> {
  return tx.rows(sql`select k.noun, found.subject_id as id from unnest(${asked.nouns}::text[]) k (noun),
    lateral (select w.subject_id from search_word w
      where w.org_id = ${org_id} ${ownOf(asked)} and w.noun = k.noun and w.word >= ${asked.term} and w.word < ${asked.term + LAST}
      order by w.word, w.subject_id desc limit ${asked.limit}) found`)
}

/**
 * Things that have a word for each of several beginnings. Of each beginning at most `most` words are read, from the index
 * alone. Beginnings with fewer are all there, so that what stands in all their lists is exactly what has them; the common
 * ones are looked for in the words of what is left. Where every one is common, the first list leads: the longest.
 */
export async function listByBeginnings(
  tx: Tx,
  org_id: string,
  asked: Asked & { terms: readonly string[]; most: number },
): Promise<Candidate[]> {
  const begins = [...asked.terms].sort((a, b) => b.length - a.length)
  const ends = begins.map((term) => term + LAST)
  return tx.rows(sql`with list as materialized (
      select k.noun, t.no, found.subject_id, found.word = t.begins as exact
      from unnest(${asked.nouns}::text[]) k (noun), unnest(${begins}::text[], ${ends}::text[]) with ordinality t (begins, ends, no),
      lateral (select w.subject_id, w.word from search_word w
        where w.org_id = ${org_id} ${ownOf(asked)} and w.noun = k.noun and w.word >= t.begins and w.word < t.ends
        order by w.word, w.subject_id desc limit ${asked.most}) found),
    size as (select noun, no, count(*) as n from list group by noun, no),
    kind as (select noun, count(*) filter (where n >= ${asked.most}) as common from size group by noun having count(*) = ${begins.length}),
    leads as (select size.noun, size.no from size join kind using (noun)
      where n < ${asked.most} or (common = ${begins.length} and no = 1)),
    left_over as (select noun, subject_id, count(*) filter (where exact) as exact from list join leads using (noun, no)
      group by noun, subject_id having count(distinct no) = (select count(*) from leads l where l.noun = list.noun))
    select kind.noun, found.subject_id as id from kind,
    lateral (select l.subject_id
      from (select subject_id, exact from left_over where left_over.noun = kind.noun order by exact desc, subject_id desc) l,
      lateral (select e.words from search_entry e
        where e.org_id = ${org_id} and e.noun = kind.noun and e.subject_id = l.subject_id limit 1) e
      where kind.common = 0 or not exists (select 1 from unnest(${begins}::text[], ${ends}::text[]) t (begins, ends)
        where not exists (select 1 from unnest(e.words) x (word) where x.word >= t.begins collate "C" and x.word < t.ends collate "C"))
      limit ${asked.limit}) found`)
}

/** Takes the next stretch of gathering words, or nothing where another server is at it or all is done. */
export async function holdProgress(
  tx: Tx,
  org_id: string,
  noun: SearchedNoun,
): Promise<{ after_id: string | null } | undefined> {
  await tx.run(sql`insert into search_progress (org_id, noun) values (${org_id}, ${noun}) on conflict do nothing`)
  return tx.one(sql`select after_id from search_progress
    where org_id = ${org_id} and noun = ${noun} and finished_at is null for update skip locked`)
}

export function keepProgress(
  tx: Tx,
  org_id: string,
  noun: SearchedNoun,
  at: { after_id: string | null; finished_at: Instant | null },
): void {
  tx.send(sql`update search_progress set after_id = ${at.after_id}, finished_at = ${at.finished_at}
    where org_id = ${org_id} and noun = ${noun}`)
}

/** The kinds whose words are all gathered. */
export async function listFinished(tx: Tx, org_id: string): Promise<string[]> {
  const rows = await tx.rows<{ noun: string }>(
    sql`select noun from search_progress where org_id = ${org_id} and finished_at is not null`,
  )
  return rows.map(({ noun }) => noun)
}
