import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { hasCode, isAlive, sendSignal } from '../processes.ts'
import type { Binaries } from './binaries.ts'
import { findPostmaster, type Postmaster } from './postmaster.ts'
import { environment, giveTo, nobody, type Runner } from './runner.ts'

// For two cores and a machine shared with others; what is not named here is PostgreSQL's default, fsync = on included.
const defaults = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '256MB',
  // A fresh install plans on empty tables until they are first analysed: look soon.
  autovacuum_naptime: '10s',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  // Nothing replicates from here, so the log need only survive a crash.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  // Two cores serve two queries better than one query twice; and containers often have a tiny /dev/shm.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  cluster_name: 'tributary',
}

export type Launch = {
  folder: string
  cluster: string
  binaries: Binaries
  runner: Runner
  settings: Record<string, string>
}

/** Starts PostgreSQL and waits until it takes connections; a long recovery after a crash is waited for. */
export async function launch(place: Launch): Promise<Postmaster> {
  const { cluster, binaries, runner, settings } = place
  // PostgreSQL insists, and a data folder brought back by a plain copy may have lost it.
  chmodSync(cluster, 0o700)
  const socket_dir = makeSocketFolder(place.folder, runner)
  dropSocketLocks(socket_dir)
  const path = join(place.folder, 'postgres.log')
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) renameSync(path, `${path}.1`)
  const all = { ...defaults, ...settings, unix_socket_directories: `"${socket_dir.replaceAll('"', '""')}"` }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command = '', ...args] = [...runner.prefix, binaries.postgres, '-D', cluster, ...flags]
  for (let attempt = 1; ; attempt++) {
    const logfile = openSync(path, 'a', 0o600)
    const offset = fstatSync(logfile).size
    const { uid, gid } = runner
    // To a file, not to a pipe of ours: a pipe would break, and its writers with it, when we are killed.
    const stdio: ['ignore', number, number] = ['ignore', logfile, logfile]
    const child = spawn(command, args, { detached: true, stdio, uid, gid, cwd: '/', env: environment() })
    closeSync(logfile)
    child.unref()
    let failure: string | undefined
    child.on('error', (error) => (failure = error.message))
    child.on('exit', (code, signal) => (failure = `it ended with ${signal ?? `exit code ${code}`}`))
    while (failure === undefined) {
      const found = findPostmaster(cluster)
      if (found && found.pid === child.pid && found.status === 'ready') return found
      await pause(5)
    }
    const said = readFileSync(path).subarray(offset).toString('utf8').trim()
    // The sessions of a killed postmaster end by themselves within a moment; until then they hold the shared memory.
    if (attempt < 20 && said.includes('pre-existing shared memory block')) await pause(500)
    else
      throw new Error(
        `The embedded database did not start: ${failure}. PostgreSQL said: ${said.split('\n').slice(-5).join(' | ')}. ` +
          `All of it is in ${path}. When the cause is not plain, copy the data folder before you try anything.`,
      )
  }
}

/**
 * The lock of a socket names the pid of who made it, and outlives a kill of PostgreSQL itself. That pid may still be there
 * for a moment, or belong to another program by now; PostgreSQL would then refuse to start. Safe for the reason for which
 * the stale pid file is removed: we hold the folder, and nothing works in the cluster.
 */
function dropSocketLocks(socket_dir: string): void {
  for (const name of readdirSync(socket_dir))
    if (/^\.s\.PGSQL\.\d+\.lock$/.test(name)) rmSync(join(socket_dir, name), { force: true })
}

/** A unix socket's path has room for about 104 bytes, so under a long path the folder moves to the temporary one. */
function makeSocketFolder(folder: string, runner: Runner): string {
  const beside = join(folder, 'socket')
  const us = process.getuid?.() ?? 0
  const name = createHash('sha256').update(`${us}:${folder}`).digest('hex').slice(0, 16)
  const path = Buffer.byteLength(beside) <= 85 ? beside : join(tmpdir(), `tributary-${name}`)
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
  const found = lstatSync(path)
  // In a folder everybody may write to, somebody else could have made this one, or a link to theirs.
  if (!found.isDirectory() || (found.uid !== us && !(us === 0 && found.uid === nobody)))
    throw new Error(
      `The folder for the database's socket, ${path}, belongs to somebody else (uid ${found.uid}). Remove it, or choose ` +
        'a DATA_DIR with a path shorter than 80 characters.',
    )
  giveTo(runner, path)
  chmodSync(path, 0o700)
  return path
}

/** Fast shutdown: open transactions are rolled back, what was committed is written. */
export async function halt({ pid, socket_dir }: Postmaster): Promise<void> {
  sendSignal(pid, 'SIGINT')
  for (let waited = 0; isAlive(pid); waited += 10) {
    // As safe as a power cut: the next start recovers from the log.
    if (waited === 30_000) sendSignal(pid, 'SIGQUIT')
    await pause(10)
  }
  try {
    rmdirSync(socket_dir)
  } catch {
    // Tidiness in the temporary folder, no more: the next start makes the folder when it is missing.
  }
}
