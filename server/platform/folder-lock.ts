import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasCode, lifeMark } from './processes.ts'

/** Another living process owns the folder. */
export class FolderTaken extends Error {
  readonly pid: number
  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by another Tributary process (pid ${pid}). Two servers on one folder would ` +
        `corrupt each other's work. Stop that process first, or give this one its own folder with DATA_DIR.`,
    )
    this.pid = pid
  }
}

export type FolderLock = { release(): void }

/**
 * Takes `folder` for this process, or throws FolderTaken. The lock is a file with the pid and its life mark; a lock
 * whose process is dead (kill -9, power cut) is taken over.
 */
export function takeFolder(folder: string): FolderLock {
  const path = join(folder, 'tributary.lock')
  const mine = JSON.stringify({ pid: process.pid, mark: lifeMark(process.pid) })
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, mine, { mode: 0o600 })
  try {
    for (;;) {
      try {
        // link() makes the name and the content appear together, so nobody ever reads a half-written lock.
        linkSync(draft, path)
        return { release: () => readIfThere(path) === mine && rmSync(path, { force: true }) }
      } catch (error) {
        if (!hasCode(error, 'EEXIST')) throw error
      }
      const held = readIfThere(path)
      if (held === undefined) continue
      const holder = parseHolder(held)
      if (holder && holder.mark === lifeMark(holder.pid)) throw new FolderTaken(folder, holder.pid)
      setAside(path, `${draft}.stale`, held)
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Removes a stale lock; when somebody took it over a moment before us, the lock we moved is theirs and goes back. */
function setAside(path: string, aside: string, stale: string): void {
  try {
    renameSync(path, aside)
    if (readFileSync(aside, 'utf8') !== stale) linkSync(aside, path)
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'EEXIST')) throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function parseHolder(text: string): { pid: number; mark: string } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('mark' in value)) return undefined
    return { pid: Number(value.pid), mark: String(value.mark) }
  } catch {
    return undefined
  }
}
