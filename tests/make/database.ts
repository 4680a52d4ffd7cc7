import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { Database, type Connection } from '#server/platform/postgres/database.ts'

export type FreshDatabase = { owner: Connection; app: Connection; db: Database; drop(): Promise<void> }

/** A migrated database of this test file's own, in tens of milliseconds; `db` is the app's role on it. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const postgres = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client(postgres.owner)
  await admin.connect()
  await admin.query(`create database ${name} template ${postgres.template} strategy file_copy`)
  await admin.end()
  const owner = { ...postgres.owner, database: name }
  const app = { ...postgres.app, database: name }
  const db = new Database(app, pino({ level: 'silent' }), 20)
  const drop = async () => {
    await db.close()
    const client = new pg.Client(postgres.owner)
    await client.connect()
    await client.query(`drop database ${name}`)
    await client.end()
  }
  return { owner, app, db, drop }
}
