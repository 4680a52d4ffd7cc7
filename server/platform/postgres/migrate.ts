import { readFile, readdir } from 'node:fs/promises'
import pg from 'pg'
import type { Connection } from './database.ts'

const FOLDER = new URL('../../../db/migrations/', import.meta.url)

/**
 * Brings the schema up to date: every file of db/migrations in order, each in its own transaction, once. Forward only.
 * Two servers starting at once wait for each other. Returns what was run.
 */
export async function migrate(owner: Connection, app_role: string): Promise<string[]> {
  const client = new pg.Client(owner)
  await client.connect()
  const done: string[] = []
  try {
    await client.query("select pg_advisory_lock(hashtextextended('tributary.migrate', 0))")
    await client.query(
      'create table if not exists migration (name text primary key, run_at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string }>('select name from migration')
    const run = new Set(rows.map((row) => row.name))
    for (const name of (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort()) {
      if (run.has(name)) continue
      const text = await readFile(new URL(name, FOLDER), 'utf8')
      await client.query('begin')
      try {
        await client.query(text)
        await client.query('insert into migration (name) values ($1)', [name])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`migration ${name} failed; the database is as it was before it: ${String(error)}`, {
          cause: error,
        })
      }
      done.push(name)
    }
    await client.query('select grant_app($1)', [app_role])
  } finally {
    await client.end()
  }
  return done
}
