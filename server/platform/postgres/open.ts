import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { checkAppRole, openPostgres, type Postgres } from './connect.ts'
import { Database } from './database.ts'
import { migrate } from './migrate.ts'

/** The database, migrated and ready to work on. */
export type Opened = { db: Database; postgres: Postgres; migrated: readonly string[]; close(): Promise<void> }

/** Opens the database of the configuration: connects, migrates, refuses a role that isolation does not hold for. */
export async function openDatabase(config: Config, log: Logger, how: 'own' | 'join'): Promise<Opened> {
  const postgres = await openPostgres(config, log, how)
  try {
    const migrated = await migrate(postgres.owner, postgres.app_role)
    if (migrated.length > 0) log.info({ migrated }, 'the schema was brought up to date')
    await checkAppRole(postgres.app)
    const db = new Database(postgres.app, log)
    const close = async () => {
      await db.close()
      await postgres.stop()
    }
    return { db, postgres, migrated, close }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}
