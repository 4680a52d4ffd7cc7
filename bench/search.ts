import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { doerOf } from '#db/worlds/doer.ts'
import { toWireId } from '#kit/ids.ts'
import { wallNow } from '#server/platform/clock.ts'
import { gatherLeftovers } from '#server/search/index.ts'
import { idOf, idSql } from './accounts.ts'
import type { Options } from './run.ts'
import { fill, makeBenchWorld, type BenchWorld, type Statement } from './world.ts'

/** Words of company names, the first of them common and the last rare, as in life. */
const SYLLABLES = [
  'al',
  'ber',
  'cor',
  'del',
  'en',
  'fal',
  'gra',
  'hol',
  'in',
  'ker',
  'lu',
  'mar',
  'nor',
  'pel',
  'qui',
  'ros',
  'sil',
  'tan',
  'ul',
  'ver',
]
const WORDS = SYLLABLES.flatMap((a) => SYLLABLES.map((b) => `${a}${b}`))
const FORMS = ['GmbH', 'Inc', 'Ltd', 'AG', 'SA']

/** Of number n: two words, the squares of whose places are even, and a legal form that a fifth of all have. */
function nameOf(n: number): string {
  const at = (seed: number) => Math.floor(WORDS.length * (((n * seed) % 1_000_003) / 1_000_003) ** 2)
  return `${WORDS[at(7919)]} ${WORDS[at(104_729)]} ${FORMS[n % FORMS.length]}`
}
const domainOf = (n: number) => `k${n}-${WORDS[n % WORDS.length]}.example`

function fillNames(org_id: string, from: number, to: number): Statement[] {
  const rows = Array.from({ length: to - from + 1 }, (_, i) => ({
    n: from + i,
    name: nameOf(from + i),
    domain: domainOf(from + i),
  }))
  return [
    {
      text: `insert into account (org_id, id, name, name_key, domain, country, city, created_at)
        select $1::uuid, ${idSql('account', 'n')}, name, lower(replace(name, ' ', '')), domain, 'DE', 'Berlin', $2::timestamptz
        from json_to_recordset($3::json) as r (n int, name text, domain text)`,
      values: [org_id, wallNow(), JSON.stringify(rows)],
    },
  ]
}

/** What somebody types, and what a name of the world is found by. */
function typingsOf(accounts: number): Record<string, (n: number) => string> {
  const some = (n: number) => ((n * 48_271) % accounts) + 1
  const words = (n: number) => nameOf(some(n)).split(' ')
  return {
    'one letter': (n) => 'abcdefghijklmnopqrstuvwxyz'[n % 26] ?? 'a',
    'two letters': (n) => (words(n)[0] ?? '').slice(0, 2),
    'a common word': (n) => WORDS[n % 8] ?? '',
    'a legal form': (n) => FORMS[n % FORMS.length] ?? '',
    'both words of a name': (n) => words(n).slice(0, 2).join(' '),
    'both words, the last begun': (n) => `${words(n)[0]} ${(words(n)[1] ?? '').slice(0, 2)}`,
    'the words in the other order, with the form': (n) => words(n).toReversed().join(' '),
    'two begun words': (n) => `${(words(n)[1] ?? '').slice(0, 1)} ${(words(n)[0] ?? '').slice(0, 2)}`,
    'a common word and one that is not there': (n) => `${WORDS[n % 8]} zzyx`,
    'a domain': (n) => domainOf(some(n)),
    'a begun domain': (n) => domainOf(some(n)).slice(0, 6),
    'an id': (n) => toWireId('account', idOf('account', some(n))),
    nothing: (n) => `zz${n}`,
  }
}

/** Search as one types, over so many accounts; and how long gathering their words takes. */
export async function benchSearch({ accounts, clients }: Options): Promise<string[]> {
  const data_dir = mkdtempSync(join(tmpdir(), 'tributary-bench-'))
  const world = await makeBenchWorld(data_dir, 0)
  try {
    await fill(world.embedded, world.org_id, accounts, fillNames)
    const since = performance.now()
    await gatherLeftovers(world.runtime, new AbortController().signal)
    const seconds = (performance.now() - since) / 1000
    await fill(world.embedded, world.org_id, 0, () => [])
    return [
      `${accounts.toLocaleString('en')} accounts; their words were gathered in ${seconds.toFixed(0)} s, a thousand a transaction`,
      '',
      `| typed | one at a time: median ms | 99 of 100 ms | ${clients} at once: median ms | 99 of 100 ms |`,
      '|---|--:|--:|--:|--:|',
      ...(await measureAll(world, accounts, clients)),
    ]
  } finally {
    await world.close()
    rmSync(data_dir, { recursive: true, force: true })
  }
}

const TIMES = 300

async function measureAll({ app, runtime, manager }: BenchWorld, accounts: number, clients: number): Promise<string[]> {
  const act = doerOf(app, runtime)
  const run = async (typing: (n: number) => string, at_once: number) => {
    const took: number[] = []
    let next = 0
    const client = async () => {
      for (let n = next++; n < TIMES; n = next++) {
        const since = performance.now()
        await act(manager, 'search.find', { query: { q: typing(n) } })
        took.push(performance.now() - since)
      }
    }
    await Promise.all(Array.from({ length: at_once }, client))
    took.sort((a, b) => a - b)
    return [0.5, 0.99].map((part) => (took[Math.floor(took.length * part)] ?? 0).toFixed(1))
  }
  const lines: string[] = []
  const typings = typingsOf(accounts)
  // Once through everything first, so that what is measured is the work and not the disk.
  for (const typing of Object.values(typings)) await run(typing, clients)
  for (const [what, typing] of Object.entries(typings)) {
    lines.push(`| ${what} | ${[...(await run(typing, 1)), ...(await run(typing, clients))].join(' | ')} |`)
  }
  return lines
}
