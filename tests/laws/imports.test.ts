import { expect, test } from 'vitest'
import { isTest, readSources, shopOf, type Source } from './source.ts'

/** The import law: five sentences that keep the house tidy. Each failure says which file, what it imports, and what to do. */

const kit = readSources('kit').filter((source) => !isTest(source))
const server = readSources('server').filter((source) => !isTest(source))
const web = readSources('web').filter((source) => !isTest(source))

const PURE_LIBRARIES = new Set(['zod', 'temporal-polyfill', 'tldts', 'date-holidays', 'yaml'])

/** Files that hold values and conclusions only. */
const PURE_NAMES =
  /^(contract|contract-.*|list-contract|list-columns|decide|decide-\d+|decide-extension|decide-person|decide-silence|follow-up|facts|words|terms|terms-.*|policy|recognise|recognise-\d+|match-facts|evidence-words|trial|roles|templates|diff|document|faults|yaml|deciders|fields|mapping|topics|topics-[a-z]+|plan|letters|links|cards|frame|brand|words-[a-z]+|filter|fit|form|outcome)\.ts$/

function isPure(path: string): boolean {
  if (path.startsWith('kit/') || path === 'server/document.ts' || path === 'server/contracts.ts') return true
  const shop = shopOf(path)
  const file = path.split('/').at(-1) ?? ''
  return shop !== null && (PURE_NAMES.test(file) || isNounFile(shop, file))
}

const IRREGULAR: Record<string, string> = {
  people: 'person',
  access: 'access',
  program: 'version',
  branding: 'brand',
  matches: 'match',
}

/** "registrations" holds its types and states in registration.ts. */
function isNounFile(shop: string, file: string): boolean {
  const singular = IRREGULAR[shop] ?? shop.replace(/ies$/, 'y').replace(/s$/, '')
  return file === `${singular}.ts`
}

function complaints(
  sources: Source[],
  broken: (source: Source, one: Source['imports'][number]) => string | false,
): string[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((one) => {
      const why = broken(source, one)
      return why ? [`${source.path} imports ${one.specifier}: ${why}`] : []
    }),
  )
}

test('pure files import pure files', () => {
  const pure = [...kit, ...server.filter((source) => isPure(source.path))]
  const wrong = complaints(pure, (_, one) => {
    if (one.is_type) return false
    if (one.target === null)
      return !PURE_LIBRARIES.has(one.specifier) && 'a pure file knows no wires; take the value as an argument'
    return (
      !isPure(one.target) && 'only pure files may be imported here; move the value to kit or a pure file of its shop'
    )
  })
  expect(wrong).toEqual([])
})

test('only store.ts, the funnel and platform speak SQL', () => {
  const allowed = (path: string) =>
    /(^|\/)(store|[a-z-]+-store)\.ts$/.test(path) ||
    path.startsWith('server/command/') ||
    path.startsWith('server/platform/')
  const wrong = complaints(server, (source, one) => {
    const takesTag =
      one.target === 'server/platform/postgres/sql.ts' &&
      !one.is_type &&
      /\b(sql|raw|join)\b/.test(one.names.replace(/type \w+/g, ''))
    return takesTag && !allowed(source.path) && 'put the statement into store.ts of this shop'
  })
  expect(wrong).toEqual([])
})

const WIRES = new Set([
  'pg',
  'nodemailer',
  'pino',
  'node:fs',
  'node:fs/promises',
  'node:child_process',
  'node:net',
  'node:os',
  'node:http',
  'undici',
])

test('only platform holds wires', () => {
  const outside = server.filter(({ path }) => !path.startsWith('server/platform/'))
  // The edge is the HTTP listener, and the operator's tool reads and writes the files it is told to.
  const allowed = (path: string) =>
    /^server\/(edge|cli)\//.test(path) || ['server/start.ts', 'server/cli.ts'].includes(path)
  const wrong = complaints(
    outside,
    (source, one) =>
      !one.is_type && WIRES.has(one.specifier) && !allowed(source.path) && 'drivers live in server/platform; ask it',
  )
  expect(wrong).toEqual([])
})

test('time, randomness and the environment come from platform', () => {
  const outside = [
    ...server.filter(({ path }) => !path.startsWith('server/platform/')),
    ...kit.filter(({ path }) => path !== 'kit/instant.ts'),
  ]
  const wrong = outside.flatMap(({ path, text }) => {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    const found = code.match(/\bDate\.now\(|\bnew Date\(|\bMath\.random\(|\bprocess\.env\b|\brandomUUID\(/)
    return found
      ? [
          `${path} uses ${found[0]}: take \`now\` from the Context, ids and secrets from platform/clock, settings from platform/config`,
        ]
      : []
  })
  expect(wrong).toEqual([])
})

test('shops talk through doors or pure files', () => {
  const wrong = complaints(
    server.filter(({ path }) => shopOf(path) !== null),
    (source, one) => {
      const to = one.target && shopOf(one.target)
      if (!to || to === shopOf(source.path) || one.is_type) return false
      return (
        !(one.target?.endsWith('/index.ts') || isPure(one.target ?? '')) &&
        `import it from server/${to}/index.ts, the shop's door`
      )
    },
  )
  expect(wrong).toEqual([])
})

test('the edges between shops have no cycle', () => {
  const edges = new Map<string, Set<string>>()
  for (const source of server) {
    const from = shopOf(source.path)
    if (!from) continue
    for (const one of source.imports) {
      const to = one.target && shopOf(one.target)
      // Pure files (terms, contracts) are values: a section of the program may be read by the shop that holds the program.
      if (to && to !== from && !one.is_type && !isPure(one.target ?? ''))
        edges.set(from, (edges.get(from) ?? new Set()).add(to))
    }
  }
  const cycles: string[] = []
  const walk = (shop: string, trail: string[]) => {
    if (trail.includes(shop)) return void cycles.push([...trail.slice(trail.indexOf(shop)), shop].join(' → '))
    for (const next of edges.get(shop) ?? []) walk(next, [...trail, shop])
  }
  for (const shop of edges.keys()) walk(shop, [])
  expect(cycles).toEqual([])
})

test('the web sees only kit and the types of contracts', () => {
  const wrong = complaints(web, (_, one) => {
    if (one.target === null || one.target.startsWith('web/') || one.target.startsWith('kit/')) return false
    if (/^server\/(contracts|[a-z-]+\/contract)\.ts$/.test(one.target))
      return !one.is_type && 'import the type only: schemas stay on the server'
    return one.target.startsWith('server/') && 'the web talks to the API; only types of contracts may cross'
  })
  expect(wrong).toEqual([])
})

/** Files over 400 lines, each with its reason. The list may only shrink. */
const LONG: Record<string, string> = {}

test('no file is over 400 lines without a reason', () => {
  const long = [...kit, ...server, ...web].filter((source) => source.lines > 400 && !LONG[source.path])
  expect(long.map(({ path, lines }) => `${path} has ${lines} lines: does it want a wall?`)).toEqual([])
})
