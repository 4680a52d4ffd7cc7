import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Secrets } from '../secrets.ts'
import type { Binaries } from './binaries.ts'
import { giveTo, run, type Runner } from './runner.ts'

export const roles = { owner: 'tributary_owner', app: 'tributary_app' } as const
export const database = 'tributary'

// The superuser has no password, so nobody logs in as it: what only it may do is done here, before anybody can connect.
const hba = `# TYPE  DATABASE  USER  METHOD
local   all       all   scram-sha-256
`

// template1 gets the extensions first, so that every database made from it has them, the tests' included.
const bootstrap = (secrets: Secrets) => `
CREATE EXTENSION btree_gist;
CREATE EXTENSION pg_trgm;
CREATE ROLE ${roles.owner} LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD '${secrets.owner_password}';
CREATE ROLE ${roles.app} LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD '${secrets.app_password}';
CREATE DATABASE ${database} OWNER ${roles.owner};
`

/**
 * Makes the cluster with its roles, extensions and database. All of it happens in a folder beside, which is renamed at
 * the end: a start that was killed halfway leaves nothing that could be taken for a cluster.
 */
export async function createCluster(
  cluster: string,
  binaries: Binaries,
  runner: Runner,
  secrets: Secrets,
): Promise<void> {
  const beside = dirname(cluster)
  dropDrafts(beside)
  const draft = mkdtempSync(join(beside, 'postgres.new-'))
  chmodSync(draft, 0o700)
  giveTo(runner, draft)
  const made = await run(runner, binaries.initdb, [
    `--pgdata=${draft}`,
    '--username=postgres',
    '--auth=reject',
    '--encoding=UTF8',
    // Builtin: the same order on every system and after every upgrade of its C library. The ICU collations are there too.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // Word boundaries of pg_trgm and full-text search come from the C library's LC_CTYPE; macOS knows UTF-8 by this name.
    `--locale=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'}`,
    '--no-sync',
    '--no-instructions',
  ])
  if (made.code !== 0) throw new Error(explain('could not be created', made.output, beside))
  await alone(draft, binaries, runner, bootstrap(secrets))
  writeFileSync(join(draft, 'pg_hba.conf'), hba)
  const synced = await run(runner, binaries.initdb, [`--pgdata=${draft}`, '--sync-only'])
  if (synced.code !== 0) throw new Error(explain('could not be written to disk', synced.output, beside))
  renameSync(draft, cluster)
  // An initdb whose starter was killed may have gone on writing while its draft was dropped.
  dropDrafts(beside)
  const folder = openSync(beside, 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** Takes away what interrupted first starts left. */
function dropDrafts(beside: string): void {
  for (const name of readdirSync(beside))
    if (name.startsWith('postgres.new-')) rmSync(join(beside, name), { recursive: true, force: true, maxRetries: 5 })
}

/** Gives the roles new passwords, when secrets.json was lost. The cluster must not be running. */
export async function resetPasswords(cluster: string, binaries: Binaries, runner: Runner, secrets: Secrets) {
  const sql = `
ALTER ROLE ${roles.owner} PASSWORD '${secrets.owner_password}';
ALTER ROLE ${roles.app} PASSWORD '${secrets.app_password}';
`
  await alone(cluster, binaries, runner, sql)
}

/** Whether there is a cluster; throws when another major version of PostgreSQL made it. */
export function clusterExists(cluster: string, binaries: Binaries): boolean {
  const path = join(cluster, 'PG_VERSION')
  if (!existsSync(path)) return false
  const version = readFileSync(path, 'utf8').trim()
  if (version === binaries.major) return true
  throw new Error(
    `The database in ${cluster} was made by PostgreSQL ${version}, and this release of Tributary brings PostgreSQL ` +
      `${binaries.major}, which cannot read it. Start the release that made it, run "bin/tributary export", and ` +
      '"bin/tributary restore" the export here into a new data folder.',
  )
}

/** Runs statements, one a line, in PostgreSQL's single-user mode: as superuser, with no way in for anybody else. */
async function alone(cluster: string, binaries: Binaries, runner: Runner, sql: string): Promise<void> {
  const args = ['--single', '-D', cluster, '-c', 'exit_on_error=true', '-c', 'log_checkpoints=off', 'template1']
  const { code, output } = await run(runner, binaries.postgres, args, sql.trimStart())
  if (code !== 0) throw new Error(explain('could not be prepared', output, cluster))
}

function explain(what: string, output: string, folder: string): string {
  return (
    `The embedded database ${what}. PostgreSQL said: ${output.trim().split('\n').slice(-5).join(' | ')}. ` +
    `Check that the disk of ${folder} has room and that this user may write there, then start again: nothing is left half done.`
  )
}
