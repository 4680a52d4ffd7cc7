import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Connection } from '#server/platform/postgres/embedded.ts'
import { ACCOUNT_ID, padded, type Range } from './accounts.ts'
import type { Driven } from './drive.ts'
import type { Recorded } from './recorder.ts'

/** Where pgbench is; undefined when it is not installed. Debian keeps it beside the server's version. */
export function findPgbench(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const beside = existsSync(debian) ? readdirSync(debian).sort().map((version) => join(debian, version, 'bin/pgbench')) : []
  return [...beside.reverse(), 'pgbench'].find((path) => {
    try {
      execFileSync(path, ['--version'], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })
}

/** Runs scripts, one chosen at random for each transaction, every statement prepared, and answers the rate. */
export async function runPgbench(
  pgbench: string,
  connection: Connection,
  scripts: readonly string[],
  how: { clients: number; seconds: number; start: number; options?: string },
): Promise<Driven> {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-pgbench-'))
  try {
    const files = scripts.flatMap((script, n) => {
      const path = join(folder, `${n}.sql`)
      writeFileSync(path, script)
      return ['-f', path]
    })
    const args = ['-n', '-M', 'prepared', '-c', `${how.clients}`, '-j', '2', '-T', `${how.seconds}`, '-D', 'n=0', '-D', `start=${how.start}`, ...files]
    const env = {
      PATH: process.env['PATH'],
      PGHOST: connection.host,
      PGPORT: String(connection.port),
      PGUSER: connection.user,
      PGPASSWORD: connection.password,
      PGDATABASE: connection.database,
      PGOPTIONS: `-c timezone=UTC ${how.options ?? ''}`,
    }
    const { stdout, stderr } = await promisify(execFile)(pgbench, args, { env, maxBuffer: 1 << 26 })
    const tps = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
    if (!(tps > 0) || /aborted/.test(stderr)) throw new Error(`pgbench did not finish:\n${stdout.slice(0, 2000)}\n${stderr.slice(0, 4000)}`)
    const count = Number(/actually processed: (\d+)/.exec(stdout)?.[1])
    return { count, tps, p50_ms: Number(/latency average = ([\d.]+)/.exec(stdout)?.[1]), p95_ms: null }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Numbers that no two transactions of a run share: `x` for what is new, `k` for the account that is claimed. */
const NUMBERS = ({ first, span }: Range) => `\\set n :n + 1
\\set i :start + :n * 16 + :client_id
\\set x 9000000000 + :i
\\set k ${first} + (:i * 7919) % ${span}
`

/** What differs from one submit to the next, as the recorded one had it. */
export type Tokens = {
  /** The number in the name and domain of an account that nobody knew, and in the idempotency key. */
  fresh: string
  /** The number of a known account. */
  account: number | null
  /** Ids from this one on were made while recording. */
  since: string
  /** The rank that the sequence gave. */
  claim_no: string
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The recorded statements as a script: the same ones in the same order, with other rows each time. */
export function scriptOf(recorded: readonly Recorded[], tokens: Tokens, range: Range): string {
  const statements = recorded.map(({ text, values }) => {
    const spoken = text
      .replace(/'[^']*'/g, (quoted) => (/:\w/.test(quoted) ? literal(quoted.slice(1, -1)) : quoted))
      .replace(/\$(\d+)/g, (_, place: string) => expression(values[Number(place) - 1], tokens))
    return text.includes(TAKES_CLAIM_NO) ? `${spoken} \\gset` : `${spoken};`
  })
  return `${NUMBERS(range)}${statements.join('\n')}\n`
}

/** One statement of them alone, as a transaction of its own; when every account is claimed once, the next partner claims them. */
export function bareScriptOf(statement: Recorded, tokens: Tokens, range: Range, partner: string, partners: readonly string[]): string {
  return scriptOf([statement], tokens, range)
    .replace(':claim_no', TAKES_CLAIM_NO)
    .replace(`'${partner}'`, `(array['${partners.join(`', '`)}']::uuid[])[1 + :i / ${range.span}]`)
}

const TAKES_CLAIM_NO = `nextval('claim_no')`

/** pgbench takes every colon with a word behind it for a variable, in strings too. */
function literal(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a').replaceAll('\n', '\\n')}'`
}

function expression(value: unknown, tokens: Tokens): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) {
    const type = value.every((one) => UUID.test(String(one))) ? 'uuid[]' : 'text[]'
    const members = value.map((one) => (one === null ? 'null' : expression(one, tokens)))
    return `array[${members.join(', ')}]::${type}`
  }
  const text = String(value)
  if (text === tokens.claim_no) return ':claim_no'
  if (UUID.test(text)) {
    const bare = text.replaceAll('-', '')
    if (tokens.account !== null && bare === `${ACCOUNT_ID}${String(tokens.account).padStart(15, '0')}`) return `('${ACCOUNT_ID}' || lpad(:k::text, 15, '0'))::uuid`
    if (text >= tokens.since) return `('${bare.slice(0, 16)}9' || lpad(:x::text, 15, '0'))::uuid`
    return `'${text}'`
  }
  const fresh = text.split(tokens.fresh).map(literal).join(' || :x::text || ')
  if (fresh !== literal(text)) return `(${fresh})`
  if (tokens.account === null) return literal(text)
  const known = text.split(padded(tokens.account)).map(literal).join(` || lpad(:k::text, 10, '0') || `)
  return known === literal(text) ? known : `(${known})`
}
