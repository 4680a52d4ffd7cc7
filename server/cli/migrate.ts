import { createLog } from '#server/platform/log.ts'
import { openDatabase } from '#server/platform/postgres/open.ts'
import type { Subcommand } from './subcommand.ts'

export const migrate: Subcommand = {
  name: 'migrate',
  summary: 'Brings the schema of the database up to date. The server does it too when it starts.',
  usage: 'migrate',
  flags: {},
  async run(_given, { config, say }) {
    const { migrated, close } = await openDatabase(config, createLog({ log_level: 'warn' }), 'join')
    await close()
    say(migrated.length === 0 ? 'The schema is up to date.' : `Run: ${migrated.join(', ')}. The schema is up to date.`)
  },
}
