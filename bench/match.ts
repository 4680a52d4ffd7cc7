import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { nameKey } from '#kit/company-name.ts'
import { registrableDomain } from '#kit/domain.ts'
import { route } from '#kit/contract.ts'
import { cluesOf, findCandidates, findCandidatesFor, findAccount, type Asked } from '#server/accounts/index.ts'
import { countWords } from '#server/accounts/count-words.ts'
import { query } from '#server/command/index.ts'
import { createOrg } from '#server/orgs/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import { idOf, idSql } from './accounts.ts'
import { nameMaker, random, realRows, variantOf } from './company-names.ts'
import type { Options } from './run.ts'
import { fill, makeBenchWorld, type BenchWorld, type Statement } from './world.ts'

type Company = { name: string; domain: string | null; country: string | null }

/** Companies are asked for in bulk in statements of so many. */
const BATCH = 1000

/**
 * Recognition on the path that the product takes: how good it is on real names by name alone, and how fast on so many
 * accounts, beside a look-up by id on the same path and beside trigram similarity.
 */
export async function benchMatch(options: Options): Promise<string[]> {
  const data_dir = mkdtempSync(join(tmpdir(), 'tributary-bench-'))
  const world = await makeBenchWorld(data_dir, 0, { shared_buffers: '1GB', maintenance_work_mem: '512MB' })
  try {
    const quality = await benchQuality(world)
    return [...quality, '', ...(await benchSpeed(world, options))]
  } finally {
    await world.close()
    rmSync(data_dir, { recursive: true, force: true })
  }
}

// ── How good ────────────────────────────────────────────────────────────────────────────────────────────────────────

async function benchQuality(world: BenchWorld): Promise<string[]> {
  const companies = realRows('company-financedb/companies.csv')
  if (!companies) return ['Quality is measured on real files: set DATA_FILES to their folder.']
  const domainOf = (text: string | undefined) => {
    const found = registrableDomain(text ?? '')
    return found.ok ? found.domain : null
  }
  const here = companies.map(({ name = '', domain }): Company => ({ name, domain: domainOf(domain), country: null }))
  const org_id = await makeOrg(world, 'listed')
  await fillCompanies(world, org_id, here.length, (n) => here[n - 1] ?? { name: '?', domain: null, country: null })
  const known = new Set(here.map(({ domain }) => domain))

  const pairs = (realRows('match-company-listings/true_pairs.csv') ?? []).flatMap((row) => {
    const domain = domainOf(row['official_domain'])
    return row['label_tier'] === 'A' && domain && known.has(domain) ? [{ name: row['variant_name'] ?? '', domain }] : []
  })
  const strangers = (realRows('company-financedb/names_without_domain.csv') ?? []).map(({ name = '' }) => name)
  const answers = await bestOf(
    world,
    org_id,
    pairs.map(({ name }) => name),
  )
  const wrongly = await bestOf(world, org_id, strangers)
  const byId = new Map(here.map(({ domain }, at) => [idOf('account', at + 1), domain]))
  const curve = [500, 600, 650, 700, 750, 800, 850, 900].map((threshold) => {
    const told = answers.flatMap((one, at) =>
      one && one.score >= threshold ? [{ ...one, domain: pairs[at]?.domain }] : [],
    )
    const right = told.filter(({ id, domain }) => byId.get(id) === domain).length
    const taken = wrongly.filter((one) => one && one.score >= threshold).length
    const share = (n: number, of: number) => (of === 0 ? '' : (n / of).toFixed(3))
    return `| ${threshold} | ${share(right, told.length)} | ${share(right, pairs.length)} | ${share(taken, strangers.length)} |`
  })
  return [
    `${pairs.length} variants of listed companies among ${here.length.toLocaleString('en')}, by name alone, the best answer; and ${strangers.length.toLocaleString('en')} names of other listings:`,
    '',
    '| points from which on it is answered | right of what was answered | right of all | of the others, answered |',
    '|--:|--:|--:|--:|',
    ...curve,
  ]
}

async function bestOf(world: BenchWorld, org_id: string, names: readonly string[]) {
  const best: ({ id: string; score: number } | null)[] = []
  for (let at = 0; at < names.length; at += BATCH) {
    const asked = names.slice(at, at + BATCH).map((name) => askedOf({ name, domain: null, country: null }))
    const found = await world.db.transaction(scopeOf(org_id), (tx) => findCandidatesFor(tx, org_id, asked))
    for (const { found: of } of found) {
      const [first] = of.toSorted((a, b) => b.name.score - a.name.score)
      best.push(first ? { id: first.account_id, score: first.name.score } : null)
    }
  }
  return best
}

// ── How fast ────────────────────────────────────────────────────────────────────────────────────────────────────────

const byId = route({
  id: 'bench.by_id',
  method: 'GET',
  path: '/bench/{id}',
  summary: 'One account by its id',
  permission: null,
  side: 'org',
  params: z.object({ id: z.string() }),
  answer: z.object({ found: z.boolean() }),
})
const byLikeness = route({
  id: 'bench.by_likeness',
  method: 'GET',
  path: '/bench/{id}/like',
  summary: 'One company, recognised',
  permission: null,
  side: 'org',
  params: z.custom<Company>(),
  answer: z.object({ found: z.number() }),
})

async function benchSpeed(world: BenchWorld, { accounts, rounds, bulk: asked_in_bulk }: Options): Promise<string[]> {
  const nameOf = nameMaker(realRows('company-financedb/companies.csv')?.map(({ name = '' }) => name))
  const companyOf = (n: number): Company => {
    const name = nameOf(n)
    const label = nameKey(name)
      .replace(/[^a-z0-9]/g, '')
      .slice(0, 30)
    const domain =
      random(n, 8) < 0.7 && label ? `${label}${random(n, 9) < 0.3 ? n % 1000 : ''}.${n % 3 ? 'com' : 'de'}` : null
    return { name, domain, country: ['DE', 'US', 'FR', 'GB'][n % 4] ?? null }
  }
  const org_id = await makeOrg(world, 'large')
  const before_mb = megabytes()
  const filled = performance.now()
  await fillCompanies(world, org_id, accounts, companyOf)
  console.error(`${accounts} accounts written in ${((performance.now() - filled) / 1000).toFixed(0)} s`)

  const call = { runtime: world.runtime, actor: { ...world.manager, org_id } }
  const look = query(byId, async ({ tx }, { params }) => ({
    found: (await findAccount(tx, org_id, params.id)) !== undefined,
  }))
  const check = query(byLikeness, async ({ tx }, { params }) => ({
    found: (await findCandidates(tx, org_id, askedOf(params))).found.length,
  }))
  const some = (n: number) => 1 + Math.floor(random(n, 20) * accounts)
  const askedFor = (n: number): Company => {
    // Half of what is asked for is here, written in other words; half is not.
    const known = companyOf(n % 2 ? some(n) : accounts + some(n))
    return { ...known, name: variantOf(known.name, n), domain: n % 4 < 2 ? known.domain : null }
  }
  const ways = {
    'an account by its id': (n: number) => look.run(call, { params: { id: idOf('account', some(n)) } }),
    'a company, recognised': (n: number) => check.run(call, { params: askedFor(n) }),
  }
  const took = Object.fromEntries(Object.keys(ways).map((way) => [way, [] as number[]]))
  const times = 1000 * rounds
  for (let n = -200; n < times; n++)
    for (const [way, run] of Object.entries(ways)) {
      const since = performance.now()
      await run(n + 1000)
      if (n >= 0) took[way]?.push(performance.now() - since)
    }
  const after_mb = megabytes()

  const bulk_from = performance.now()
  const bulk = Math.min(asked_in_bulk, accounts)
  let answered = 0
  for (let at = 0; at < bulk; at += BATCH) {
    const asked = Array.from({ length: BATCH }, (_, i) => askedOf(askedFor(at + i)))
    const found = await world.db.transaction(scopeOf(org_id), (tx) => findCandidatesFor(tx, org_id, asked))
    answered += found.filter((one) => one.found.length > 0).length
  }
  const bulk_s = (performance.now() - bulk_from) / 1000

  const trigram = await benchTrigrams(world, org_id, (n) => askedFor(n).name)
  const [id = [], like = []] = Object.values(took)
  const ratio = (of: number[], part: number) => (at(of, part) / at(id, part)).toFixed(1)
  return [
    `${accounts.toLocaleString('en')} accounts, ${times.toLocaleString('en')} of each, one at a time, through the same kind of read:`,
    '',
    '| | median ms | 99 of 100 ms | to the look-up by id: median | 99 of 100 |',
    '|---|--:|--:|--:|--:|',
    ...Object.entries({ 'an account by its id': id, 'a company, recognised': like, ...trigram.took }).map(
      ([what, ms]) =>
        `| ${what} | ${at(ms, 0.5).toFixed(2)} | ${at(ms, 0.99).toFixed(2)} | ${ratio(ms, 0.5)} | ${ratio(ms, 0.99)} |`,
    ),
    '',
    `In bulk, ${BATCH.toLocaleString('en')} a statement: ${bulk.toLocaleString('en')} companies against ${accounts.toLocaleString('en')} accounts in ${bulk_s.toFixed(0)} s, ${(bulk / bulk_s).toFixed(0)} a second; ${answered.toLocaleString('en')} found somebody.`,
    `Memory of the process: ${before_mb} MB before the first check, ${after_mb} MB after the last.`,
    '',
    '| on disk | MB | bytes an account |',
    '|---|--:|--:|',
    ...(await sizes(world)),
    ...trigram.sizes,
  ]
}

const at = (ms: number[], part: number) => ms.toSorted((a, b) => a - b)[Math.floor(ms.length * part)] ?? 0

function megabytes(): number {
  globalThis.gc?.()
  return Math.round(process.memoryUsage.rss() / 1_048_576)
}

/** Trigrams as the owner of the table asks for them, without row-level security: under it, `%` uses no index at all. */
async function benchTrigrams(world: BenchWorld, org_id: string, nameOf: (n: number) => string) {
  const client = new pg.Client(world.embedded.owner)
  await client.connect()
  try {
    await client.query('create extension if not exists pg_trgm')
    await client.query('alter table account no force row level security')
    const took: Record<string, number[]> = {}
    const sizes: string[] = []
    const kinds = [
      [
        'gin',
        'gin (name gin_trgm_ops)',
        `select id from account where name % $1 and org_id = $2 order by similarity(name, $1) desc limit 5`,
      ],
      [
        'gist',
        'gist (name gist_trgm_ops(siglen=64))',
        `select id from account where org_id = $2 order by name <-> $1 limit 5`,
      ],
    ] as const
    for (const [kind, method, text] of kinds) {
      await client.query(`create index account_trigram on account using ${method}`)
      await client.query('vacuum analyze account')
      await client.query(`set pg_trgm.similarity_threshold = 0.5`)
      const ms: number[] = []
      for (let n = -5; n < 100; n++) {
        const since = performance.now()
        await client.query({ name: kind, text, values: [nameOf(n + 1000), org_id] })
        if (n >= 0) ms.push(performance.now() - since)
      }
      took[`pg_trgm, ${kind === 'gin' ? 'GIN, similarity of 0.5 and more' : 'GiST, the five nearest'}`] = ms
      const { rows } = await client.query<{ bytes: string }>(`select pg_relation_size('account_trigram') as bytes`)
      sizes.push(
        `| the trigram index (${kind === 'gin' ? 'GIN' : 'GiST'}) | ${(Number(rows[0]?.bytes) / 1e6).toFixed(0)} | |`,
      )
      await client.query('drop index account_trigram')
    }
    return { took, sizes }
  } finally {
    await client.query('alter table account force row level security').catch(() => undefined)
    await client.end()
  }
}

async function sizes(world: BenchWorld): Promise<string[]> {
  const client = new pg.Client(world.embedded.owner)
  await client.connect()
  // Row-level security hides rows from their owner too, not the sizes of tables; how many there are, the statistics say.
  const { rows: counted } = await client.query<{ n: string }>(
    `select reltuples as n from pg_class where relname = 'account'`,
  )
  const accounts = Number(counted[0]?.n)
  const { rows } = await client.query<{ what: string; bytes: string }>(`
    select 'accounts' as what, pg_total_relation_size('account') as bytes
    union all select 'their clues', pg_total_relation_size('account_clue')
    union all select 'the words that were counted', pg_total_relation_size('account_word')`)
  await client.end()
  return rows.map(
    ({ what, bytes }) => `| ${what} | ${(Number(bytes) / 1e6).toFixed(0)} | ${(Number(bytes) / accounts).toFixed(0)} |`,
  )
}

// ── The world ───────────────────────────────────────────────────────────────────────────────────────────────────────

const scopeOf = (org_id: string) => ({ org_id, scope: 'org', partner_id: null }) as const

export const askedOf = ({ name, domain, country }: Company): Asked => ({
  ...{ account_id: null, name, domain, country, city: null, street: null, postcode: null, phone: null, tax: null },
})

function makeOrg(world: BenchWorld, slug: string): Promise<string> {
  return world.db.transaction(null, (tx) => createOrg(tx, { slug, name: slug, is_demo: false, created_at: wallNow() }))
}

/** Accounts with their clues, as the verbs would leave them, and their words counted. */
async function fillCompanies(world: BenchWorld, org_id: string, count: number, companyOf: (n: number) => Company) {
  await fill(world.embedded, org_id, count, (org, from, to) => companyStatements(org, from, to, companyOf))
  for (let counted = -1, now = 0; now !== counted;) {
    counted = now
    await countWords(world.runtime, org_id)
    const rows = await world.db.transaction(scopeOf(org_id), (tx) =>
      tx.rows<{ accounts: number }>({
        text: 'select accounts from account_word_progress',
        values: [],
        name: undefined,
      }),
    )
    now = rows[0]?.accounts ?? 0
  }
}

export function companyStatements(
  org_id: string,
  from: number,
  to: number,
  companyOf: (n: number) => Company,
): Statement[] {
  const rows = Array.from({ length: to - from + 1 }, (_, i) => {
    const { name, domain, country } = companyOf(from + i)
    return { n: from + i, name, domain, country, name_key: nameKey(name) }
  })
  const clues = rows.flatMap(({ n, ...known }) => cluesOf(known).map((clue) => ({ n, clue })))
  // In the order of the index, so that its pages are written once.
  clues.sort((a, b) => a.clue - b.clue)
  return [
    {
      text: `insert into account (org_id, id, name, name_key, domain, country, created_at)
        select $1::uuid, ${idSql('account', 'n')}, name, name_key, domain, country, $2::timestamptz
        from json_to_recordset($3::json) as r (n int, name text, name_key text, domain text, country text)`,
      values: [org_id, wallNow(), JSON.stringify(rows)],
    },
    {
      text: `insert into account_clue (org_id, clue, account_id) select $1::uuid, clue, ${idSql('account', 'n')}
        from unnest($2::bigint[], $3::int[]) as k (clue, n) on conflict do nothing`,
      values: [org_id, clues.map(({ clue }) => clue), clues.map(({ n }) => n)],
    },
  ]
}
