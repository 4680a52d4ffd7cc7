// Shared by the start scripts. Plain JavaScript for Node 20: nothing is installed yet when they first run.
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

const programs = join(root, 'node_modules', '.bin')

/**
 * Where Node keeps what it has made of our modules, under the hash of each one's text: half of a start is stripping types
 * and compiling. A changed file is compiled anew; a folder that cannot be written costs only the time.
 */
export const compiled = join(root, 'node_modules', '.cache', 'compiled')

/** A program that npm installed; Node 24 is one of them. */
export const program = (name) => join(programs, process.platform === 'win32' ? `${name}.cmd` : name)

/** The package that carries the pinned Node 24 for this platform; there is none for some. */
export const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

/** The Node 24 everything runs on: the pinned one, or this one where npm has none and it is new enough. */
export function findNode() {
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const pinned = join(root, 'node_modules', nodePackage, 'bin', file)
  if (existsSync(pinned)) return pinned
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined
}

/** Whether this very process runs on that Node. */
export function onThatNode() {
  const node = findNode()
  return node !== undefined && realpathSync(process.execPath) === realpathSync(node)
}

/** The environment of programs started from here: the pinned Node comes first, as under npm. */
export const environment = (more = {}) => ({
  ...process.env,
  PATH: `${programs}${delimiter}${process.env.PATH ?? ''}`,
  ...more,
})

/** Reads a JSON file, or undefined when it is missing or broken off. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
