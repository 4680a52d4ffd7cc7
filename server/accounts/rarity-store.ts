import { sql, type Tx } from '#server/platform/postgres/sql.ts'

/** The words that most accounts have in their names, and how many accounts were counted. */
export async function listCommonWords(
  tx: Tx,
  org_id: string,
  most: number,
): Promise<{ accounts: number; words: Map<string, number> }> {
  const [progress, rows] = await Promise.all([
    tx.one<{ accounts: number }>(sql`select accounts from account_word_progress where org_id = ${org_id}`),
    tx.rows<{ word: string; n: number }>(
      sql`select word, n from account_word where org_id = ${org_id} order by n desc limit ${most}`,
    ),
  ])
  return { accounts: progress?.accounts ?? 0, words: new Map(rows.map(({ word, n }) => [word, n])) }
}

/** Takes the counting of an org's words, unless somebody has it; answers how far it is. */
export async function holdCount(
  tx: Tx,
  org_id: string,
): Promise<{ after_id: string | null; accounts: number } | undefined> {
  const held = await tx.one<{ held: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('account words:' || ${org_id}::text, 0)) as held`,
  )
  if (!held?.held) return undefined
  const row = await tx.one<{ after_id: string | null; accounts: number }>(
    sql`select after_id, accounts from account_word_progress where org_id = ${org_id}`,
  )
  return row ?? { after_id: null, accounts: 0 }
}

/** Names of the accounts behind the last that was counted, but none so new that an older one may still be on its way. */
export async function listNamesAfter(
  tx: Tx,
  org_id: string,
  after_id: string | null,
  before_id: string,
  limit: number,
): Promise<{ id: string; name: string }[]> {
  return tx.rows(sql`select id, name from account
    where org_id = ${org_id} and id > coalesce(${after_id}::uuid, '00000000-0000-0000-0000-000000000000') and id < ${before_id} order by id limit ${limit}`)
}

/** Adds what a stretch of accounts has to the counts. */
export async function addWords(
  tx: Tx,
  org_id: string,
  words: ReadonlyMap<string, number>,
  progress: { after_id: string; accounts: number },
): Promise<void> {
  // In one order, as every writer of several rows.
  const rows = [...words].toSorted(([a], [b]) => (a < b ? -1 : 1))
  await tx.run(sql`insert into account_word (org_id, word, n)
    select ${org_id}::uuid, word, n from unnest(${rows.map(([word]) => word)}::text[], ${rows.map(([, n]) => n)}::int[]) as w (word, n)
    on conflict (org_id, word) do update set n = account_word.n + excluded.n`)
  await tx.run(sql`insert into account_word_progress (org_id, after_id, accounts) values (${org_id}, ${progress.after_id}, ${progress.accounts})
    on conflict (org_id) do update set after_id = excluded.after_id, accounts = excluded.accounts`)
}

/** Forgets words that fewer accounts have: what is not known is rare. */
export async function dropRareWords(tx: Tx, org_id: string, under: number): Promise<void> {
  await tx.run(sql`delete from account_word where org_id = ${org_id} and n < ${under}`)
}
