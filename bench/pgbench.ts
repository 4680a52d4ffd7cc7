import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Connection } from '#server/platform/postgres/embedded.ts'
import type { Driven } from './drive.ts'
import type { Script } from './replay.ts'

/** Where pgbench is; undefined when it is not installed. Debian keeps it beside the server's version. */
export function findPgbench(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const beside = existsSync(debian)
    ? readdirSync(debian)
        .sort()
        .map((version) => join(debian, version, 'bin/pgbench'))
    : []
  return [...beside.reverse(), 'pgbench'].find((path) => {
    try {
      execFileSync(path, ['--version'], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })
}

/** Runs scripts by their weights, every statement prepared, and answers the rate. */
export async function runPgbench(
  pgbench: string,
  connection: Connection,
  scripts: readonly Script[],
  how: { clients: number; seconds: number; start: number; options: string },
): Promise<Driven> {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-pgbench-'))
  try {
    const variables = new Map([
      ['n', '0'],
      ['clients', String(how.clients)],
      ['start', String(how.start)],
      ...scripts.flatMap((script) => [...script.variables]),
    ])
    const files = scripts.flatMap(({ text, weight }, n) => {
      const path = join(folder, `${n}.sql`)
      writeFileSync(path, text)
      return ['-f', `${path}@${weight}`]
    })
    const { clients, seconds } = how
    const defined = [...variables].flatMap(([name, value]) => ['-D', `${name}=${value}`])
    const args = ['-n', '-M', 'prepared', '-c', `${clients}`, '-j', '2', '-T', `${seconds}`, ...defined, ...files]
    const env = {
      PATH: process.env['PATH'],
      PGHOST: connection.host,
      PGPORT: String(connection.port),
      PGUSER: connection.user,
      PGPASSWORD: connection.password,
      PGDATABASE: connection.database,
      // What `Database` asks of its sessions too.
      PGOPTIONS: `-c timezone=UTC -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000 ${how.options}`,
    }
    const { stdout, stderr } = await promisify(execFile)(pgbench, args, { env, maxBuffer: 1 << 26 })
    const read = (pattern: RegExp) => Number(pattern.exec(stdout)?.[1])
    const tps = read(/tps = ([\d.]+)/)
    if (!(tps > 0) || stderr.includes('aborted'))
      throw new Error(`pgbench did not finish:\n${stdout}\n${stderr.slice(0, 4000)}`)
    return { count: read(/actually processed: (\d+)/), tps, p50_ms: read(/latency average = ([\d.]+)/), p95_ms: null }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
