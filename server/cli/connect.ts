import { composeApp } from '#server/app.ts'
import type { App } from '#server/start.ts'
import { createLog } from '#server/platform/log.ts'
import { openDatabase, type Opened } from '#server/platform/postgres/open.ts'
import { adviceFrom } from './find-org.ts'
import type { Terminal } from './subcommand.ts'

export type Connected = Opened & { app: App; runtime: App['runtime'] }

/**
 * For a subcommand that works on the database: opens it, also beside a server that is running on the same data folder,
 * and closes it when the work has ended. A running server sees what was done at its next look.
 */
export async function connected<T>(
  { config }: Pick<Terminal, 'config'>,
  work: (on: Connected) => Promise<T>,
): Promise<T> {
  const log = createLog({ log_level: config.log_level === 'info' ? 'warn' : config.log_level })
  const opened = await openDatabase(config, log, 'join')
  try {
    const app = composeApp({ db: opened.db, log, config })
    return await work({ ...opened, app, runtime: app.runtime })
  } catch (error) {
    throw adviceFrom(error)
  } finally {
    await opened.close()
  }
}
