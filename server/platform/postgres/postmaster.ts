import { execFileSync } from 'node:child_process'
import { readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { hasCode, isAlive } from '../processes.ts'

/** What a running PostgreSQL writes about itself into its folder. */
export type Postmaster = { pid: number; port: number; socket_dir: string; status: string }

/**
 * The PostgreSQL server running on this cluster, ours or one orphaned by a kill -9 of its parent; undefined when there
 * is none. The file outlives a power cut, and its pid may belong to anybody by then, so the process itself is asked.
 */
export function findPostmaster(cluster: string): Postmaster | undefined {
  let lines
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
  const pid = Number(lines[0])
  if (!isAlive(pid) || !worksIn(pid, cluster)) return undefined
  // Lines 4, 5 and 8 of postmaster.pid (PostgreSQL's pidfile.h); the last ones are written later than the first.
  return { pid, port: Number(lines[3]), socket_dir: lines[4] ?? '', status: (lines[7] ?? '').trim() }
}

/** A postmaster's working folder is its cluster. */
function worksIn(pid: number, cluster: string): boolean {
  try {
    if (process.platform === 'linux') return realpathSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).includes('postgres')
  } catch {
    return false
  }
}

/** An orphan that is starting or stopping is waited for, until it is ready or gone; a stale pid file is removed. */
export async function settle(cluster: string): Promise<Postmaster | undefined> {
  for (;;) {
    const orphan = findPostmaster(cluster)
    if (!orphan) {
      // Safe while we hold the folder's lock and no process works in the cluster. Left there, PostgreSQL would refuse
      // to start when the pid in it happens to belong to another program now, as it does in restarted containers.
      rmSync(join(cluster, 'postmaster.pid'), { force: true })
      return undefined
    }
    if (orphan.status === 'ready') return orphan
    await pause(20)
  }
}
