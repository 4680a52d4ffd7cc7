/**
 * PostgreSQL that comes with npm, under a small supervisor of our own.
 *
 * - Nothing on the network: a unix socket in a folder of mode 0700, and a password kept in secrets.json (0600).
 * - One Tributary process owns the data folder; PostgreSQL itself runs detached, in its own process group, so that the
 *   terminal's Ctrl-C reaches us and not the database before we have finished with it.
 * - A PostgreSQL orphaned by `kill -9` goes on running; the next start adopts it. So a restart may as well be a kill:
 *   `npm run dev` does exactly that (see bin/dev.js).
 * - A PostgreSQL that dies under us (out of memory, say) is started again; it recovers from its log by itself.
 */
import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { FolderTaken, takeFolder } from '../folder-lock.ts'
import { hasCode, isAlive } from '../processes.ts'
import { findSecrets, keepSecrets, makeSecrets, type Secrets } from '../secrets.ts'
import { findBinaries, type Binaries } from './binaries.ts'
import { clusterExists, createCluster, database, resetPasswords, roles } from './cluster.ts'
import { halt, launch } from './launch.ts'
import { findPostmaster, settle, type Postmaster } from './postmaster.ts'
import { chooseRunner, giveTo, type Runner } from './runner.ts'

/** The part of a pino logger that is used here. */
export type Log = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>

/** What `pg` needs to connect; `host` is the socket's folder. */
export type Connection = { host: string; port: number; user: string; password: string; database: string }

export type Embedded = {
  owner: Connection
  app: Connection
  port: number
  /** Whether a PostgreSQL left by a killed process was taken over. */
  adopted: boolean
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  data_dir: string
  log: Log
  /** Settings of PostgreSQL over ours: a test that can lose its data may turn fsync off. An adopted server keeps its own. */
  settings?: Record<string, string>
}

/** Starts the embedded database in `data_dir`, making it at first, or adopts the one still running there. */
export async function startEmbedded({ data_dir, log, settings = {} }: EmbeddedOptions): Promise<Embedded> {
  const folder = openFolder(data_dir)
  const lock = takeFolder(folder)
  let running: Postmaster | undefined
  try {
    const cluster = join(folder, 'postgres')
    const binaries = findBinaries()
    const runner = await chooseRunner(binaries.postgres, folder)
    const secrets = await prepare(folder, cluster, binaries, runner, log)
    const launchNow = () => launch({ folder, cluster, binaries, runner, settings })

    const orphan = await settle(cluster)
    if (!orphan) giveTo(runner, cluster)
    running = orphan ?? (await launchNow())
    if (orphan) log.info({ pid: orphan.pid }, 'adopted the running PostgreSQL')

    let stopped: Promise<void> | undefined
    let relaunching: Promise<void> | undefined
    const relaunch = async () => {
      log.error({ pid: running?.pid }, 'PostgreSQL ended by itself; starting it again')
      try {
        running = await launchNow()
        log.info({ pid: running.pid }, 'PostgreSQL is back')
      } catch (error) {
        log.error({ err: error }, 'PostgreSQL could not be started again; trying once more in 5 s')
        await pause(5000, undefined, { ref: false })
      }
      relaunching = undefined
    }
    const watch = setInterval(() => {
      if (stopped || relaunching || (running && isAlive(running.pid))) return
      relaunching = relaunch()
    }, 500).unref()

    const stop = async () => {
      clearInterval(watch)
      await relaunching
      if (running) await halt(running)
      lock.release()
    }
    return {
      ...connections(running, secrets),
      adopted: orphan !== undefined,
      stop: () => (stopped ??= stop()),
    }
  } catch (error) {
    if (running) await halt(running)
    lock.release()
    throw explainAccess(error, folder)
  }
}

/**
 * For a short command of the operator: uses the database of the server that owns the folder, when there is one (`stop`
 * then leaves it alone), and else starts it for itself.
 */
export async function joinEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  try {
    return await startEmbedded(options)
  } catch (error) {
    if (!(error instanceof FolderTaken)) throw error
    const folder = realpathSync(options.data_dir)
    for (let waited = 0; waited < 30_000; waited += 50) {
      const running = findPostmaster(join(folder, 'postgres'))
      const secrets = findSecrets(folder)
      if (running?.status === 'ready' && secrets)
        return { ...connections(running, secrets), adopted: false, stop: async () => {} }
      await pause(50)
    }
    throw error
  }
}

/** Stops a PostgreSQL that no Tributary process owns any more; one that is owned is left alone. */
export async function stopOrphan(data_dir: string): Promise<void> {
  const folder = openFolder(data_dir)
  const lock = takeFolder(folder)
  try {
    const orphan = findPostmaster(join(folder, 'postgres'))
    if (orphan) await halt(orphan)
  } finally {
    lock.release()
  }
}

function openFolder(data_dir: string): string {
  try {
    mkdirSync(data_dir, { recursive: true, mode: 0o700 })
    const folder = realpathSync(data_dir)
    accessSync(folder, constants.W_OK | constants.X_OK)
    return folder
  } catch (error) {
    throw explainAccess(error, data_dir)
  }
}

/** Makes what the first start needs: secrets, then the cluster. */
async function prepare(folder: string, cluster: string, binaries: Binaries, runner: Runner, log: Log) {
  const exists = clusterExists(cluster, binaries)
  const kept = findSecrets(folder)
  const secrets = kept ?? makeSecrets()
  if (exists && !kept) {
    log.warn({ folder }, 'secrets.json is missing; making new secrets, everybody has to sign in again')
    const orphan = await settle(cluster)
    if (orphan) await halt(orphan)
    giveTo(runner, cluster)
    await resetPasswords(cluster, binaries, runner, secrets)
  }
  // Kept only when the roles have these passwords, or before there are roles: a kill in between loses nothing.
  if (!kept) keepSecrets(folder, secrets)
  if (!exists) await createCluster(cluster, binaries, runner, secrets)
  return secrets
}

function connections(running: Postmaster, secrets: Secrets) {
  const place = { host: running.socket_dir, port: running.port, database }
  return {
    owner: { ...place, user: roles.owner, password: secrets.owner_password },
    app: { ...place, user: roles.app, password: secrets.app_password },
    port: running.port,
  }
}

function explainAccess(error: unknown, folder: string): unknown {
  if (!hasCode(error, 'EACCES', 'EPERM', 'EROFS')) return error
  return new Error(
    `The data folder ${folder} cannot be used by uid ${process.getuid?.()}: ${error instanceof Error ? error.message : error}. ` +
      'It may have been made by another user, root for example. Start Tributary as that user, give the folder to this ' +
      'one (chown -R), or choose another with DATA_DIR.',
    { cause: error },
  )
}
