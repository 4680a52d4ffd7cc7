import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import type { TestProject } from 'vitest/node'
import { startEmbedded, type Connection } from '#server/platform/postgres/embedded.ts'
import { migrate } from '#server/platform/postgres/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { owner: Connection; app: Connection; template: string }
  }
}

const TEMPLATE = 'tributary_template'

/** One real PostgreSQL for a run of tests; each test file makes its own database from a migrated template. */
export default async function startPostgres(project: TestProject) {
  const data_dir = mkdtempSync(join(tmpdir(), 'tributary-test-'))
  // fsync is off: these databases die with the run. Durability has tests of its own, on a server that has it on.
  const embedded = await startEmbedded({
    data_dir,
    log: pino({ level: 'error' }),
    settings: { fsync: 'off', max_connections: '300' },
  })
  const client = new pg.Client(embedded.owner)
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  await migrate({ ...embedded.owner, database: TEMPLATE }, embedded.app.user)
  project.provide('postgres', { owner: embedded.owner, app: embedded.app, template: TEMPLATE })
  return async () => {
    await embedded.stop()
    rmSync(data_dir, { recursive: true, force: true })
  }
}
