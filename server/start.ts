import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { sweepAll, type Runtime } from '#server/command/index.ts'
import { createEdge, type Fetch } from './edge/edge.ts'
import { createHints } from './edge/hints.ts'
import { createLimits } from './edge/limits.ts'
import { createHttpServer } from './edge/listen.ts'
import type { MountedVerb } from './edge/mount.ts'
import { builtWeb, sourceWeb } from './edge/web.ts'
import type { Config } from './platform/config.ts'
import { every, type Loop } from './platform/loop.ts'
import { openDatabase, type Opened } from './platform/postgres/open.ts'
import { WEB_FOLDER } from './platform/web-build.ts'

/** What goes on beside requests: sealing, mail, imports. `run` may answer in how many milliseconds it wants to run again. */
export type BackgroundLoop = {
  name: string
  every_ms: number
  run(runtime: Runtime, stopping: AbortSignal): Promise<number | void>
}

/** The whole program, put together: what verbs there are, and what they reach. */
export type App = {
  runtime: Runtime
  verbs: readonly MountedVerb[]
  loops: readonly BackgroundLoop[]
  /** Before the first request: seeds the demo where it is wanted. Its lines tell who can sign in. */
  prepare?: (runtime: Runtime) => Promise<readonly string[]>
}

export type Compose = (parts: { db: Opened['db']; log: Logger; config: Config }) => App

export type Running = {
  /** Where it answers: http://127.0.0.1:8700 */
  url: string
  runtime: Runtime
  welcome: readonly string[]
  /** Ends cleanly: finishes what is being answered, stops the loops, the pool and the embedded database. */
  stop(): Promise<void>
}

export type StartOptions = {
  compose: Compose
  config: Config
  log: Logger
  /** Serve the pages too (default), or the API alone. */
  web?: boolean
  /** Multiplies the rate limits; a load test asks for more. */
  limit_scale?: number
  check_answers?: boolean
}

/** Answering is cut off after this at a stop. */
const FINISH_MS = 10_000

/** The clock looks at least so often; timers that another server sets are seen then. */
const SWEEP_MS = 1000

const VERSION = '0.1.0'

/** Starts the server: database, migrations, loops, and then the port. What was started is stopped again when a part fails. */
export async function startServer({
  compose,
  config,
  log,
  web = true,
  limit_scale = 1,
  check_answers = config.dev,
}: StartOptions): Promise<Running> {
  const undo: (() => Promise<void>)[] = []
  const stopAll = async () => {
    for (const step of undo.splice(0).reverse())
      await step().catch((error: unknown) => log.error({ err: error }, 'a part did not stop cleanly'))
  }
  try {
    const opened = await openDatabase(config, log, 'own')
    undo.push(opened.close)
    const app = compose({ db: opened.db, log, config })
    const hints = createHints(opened.db, log)
    const loops: Loop[] = []
    const runtime: Runtime = {
      ...app.runtime,
      committed: (org_id, events) => {
        app.runtime.committed(org_id, events)
        hints.announce(org_id, events)
      },
    }
    const welcome = (await app.prepare?.(runtime)) ?? []
    undo.push(async () => void (await Promise.all(loops.map((loop) => loop.stop()))))
    const clock = every(SWEEP_MS, 'clock', log, () => sweepAll(runtime, SWEEP_MS))
    undo.push(() => clock.stop())
    for (const { name, every_ms, run } of app.loops)
      loops.push(every(every_ms, name, log, (stopping) => run(runtime, stopping)))

    let stopping = false
    let fetch: Fetch | undefined
    const server = createHttpServer(() => fetch ?? (() => Promise.reject(new Error('not started yet'))), log)
    const limits = createLimits(limit_scale)
    undo.push(async () => limits.close())
    const pages = web ? await openWeb(config, server) : null
    // Also when the port is taken: what Vite watches would keep the process alive.
    if (pages) undo.push(pages.close)
    fetch = createEdge({
      runtime,
      verbs: app.verbs,
      config,
      limits,
      hints,
      web: pages?.app ?? null,
      version: VERSION,
      check_answers,
      isStopping: () => stopping,
    })
    const url = await listen(server, config)
    undo.push(async () => {
      stopping = true
      // Vite holds sockets to the pages that it reloads; the server has ended only when they have.
      await Promise.all([finish(server), hints.close(), pages?.close()])
    })
    let stopped: Promise<void> | undefined
    return { url, runtime, welcome, stop: () => (stopped ??= stopAll()) }
  } catch (error) {
    await stopAll()
    throw error
  }
}

async function openWeb(config: Config, server: Server) {
  if (!config.dev) return { app: await builtWeb(WEB_FOLDER), close: async () => {} }
  // Only in development: Vite is large, and not needed to serve what it has built.
  const { createServer } = await import('vite')
  const vite = await createServer({
    // Loaded as it is: a bundled copy in a temporary file would look to the watcher like a change of the server.
    configLoader: 'native',
    server: { middlewareMode: true, hmr: { server } },
    clearScreen: false,
    logLevel: 'warn',
  })
  let closed: Promise<void> | undefined
  return { app: sourceWeb(vite), close: () => (closed ??= vite.close()) }
}

function listen(server: Server, { host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        reject(
          new Error(
            `Port ${port} on ${host} is taken by another program, perhaps by another Tributary. Stop it, or choose another with PORT=${port + 1}.`,
          ),
        )
      } else if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') {
        reject(
          new Error(
            `${host}:${port} cannot be listened on (${error.code}). Choose an address of this machine with HOST, and a PORT above 1023.`,
          ),
        )
      } else reject(error)
    })
    server.listen(port, host, () => {
      // Listening on TCP, so the address is not a pipe's name.
      const { port: actual, family, address } = server.address() as AddressInfo
      resolve(`http://${family === 'IPv6' ? `[${address}]` : address}:${actual}`)
    })
  })
}

/** No new connections; those that wait are closed, those that are being answered are waited for. */
function finish(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    const end = () => {
      clearInterval(idle)
      clearTimeout(late)
      resolve()
    }
    const late = setTimeout(() => {
      server.closeAllConnections()
      end()
    }, FINISH_MS)
    server.close(end)
  })
}
