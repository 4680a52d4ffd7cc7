import { flushCompileCache } from 'node:module'
import { composeApp } from '#server/app.ts'
import { createLog } from '#server/platform/log.ts'
import { buildWebIfStale } from '#server/platform/web-build.ts'
import { startServer } from '#server/start.ts'
import type { Subcommand } from './subcommand.ts'

export const start: Subcommand = {
  name: 'start',
  summary: 'Starts the server: database, console, portal and API on one port.',
  usage: 'start',
  flags: {},
  help: `Settings are environment variables:
  PORT               the port (8700)
  HOST               the address to listen on (127.0.0.1: this machine only)
  DATA_DIR           where the embedded database lives (./data)
  DATABASE_URL       a PostgreSQL server, 15 or newer: the role that owns the tables…
  APP_DATABASE_URL   …and the role that works on them and owns nothing
  PUBLIC_URL         where people reach this server, for links in mails
  SMTP_URL           where mail is handed over; without it the demo's mailbox page keeps it
  MAIL_FROM          who mail is from
  LOG_LEVEL          trace, debug, info, warn, error, silent (info)
  DEMO               false: no demo world in an empty database
  TRUST_PROXY        true: believe X-Forwarded-For of the proxy in front`,

  async run(_given, { config, say, print }) {
    const log = createLog(config)
    if (!config.dev) await buildWebIfStale(say)
    let asked = 0
    let running: Awaited<ReturnType<typeof startServer>> | undefined
    const stop = async (signal: string) => {
      asked += 1
      // Asked twice, it ends now; the database is left running and the next start takes it over.
      if (asked > 1) process.exit(130)
      say(`\nStopping (${signal})…`)
      await running?.stop()
      process.exit(0)
    }
    const starting = startServer({ compose: composeApp, config, log })
    // A stop that comes while it still starts waits until there is something to stop.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(
        signal,
        () =>
          void starting.then(
            () => stop(signal),
            () => process.exit(1),
          ),
      )
    process.on('uncaughtException', (error) => {
      log.fatal({ err: error }, 'the server ends because of an error that nothing caught')
      // What was answered is in the database; a new process is safer than one in an unknown state.
      const stopped = starting.then((server) => server.stop())
      void Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, 5000))]).finally(() => process.exit(1))
    })
    running = await starting
    // Kept now, for the next start: this process may well end by a kill, in development it always does.
    flushCompileCache()
    const shown = config.public_url.startsWith('http://localhost')
      ? config.public_url.replace(/:\d+$/, `:${new URL(running.url).port}`)
      : config.public_url
    for (const line of [
      '',
      `Tributary answers at ${shown}`,
      `  API      ${shown}/api/docs`,
      ...running.welcome,
      '',
      'Ctrl-C stops it.',
    ])
      print(line)
    await new Promise(() => {})
  },
}
