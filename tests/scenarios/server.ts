import { composeApp } from '#server/app.ts'
import { readConfig } from '#server/platform/config.ts'
import { createLog } from '#server/platform/log.ts'
import { startServer } from '#server/start.ts'

/** A server in a process of its own, without the pages, that says on its first line where it answers. */
const config = readConfig()
const running = await startServer({
  compose: composeApp,
  config,
  log: createLog(config),
  web: false,
  limit_scale: 10_000,
})
process.on('SIGTERM', () => void running.stop().then(() => process.exit(0)))
process.stdout.write(`${running.url}\n`)
