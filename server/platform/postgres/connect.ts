import pg from 'pg'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { roles } from './cluster.ts'
import type { Connection } from './database.ts'
import { joinEmbedded, startEmbedded } from './embedded.ts'

/** The two ways into one database: as the owner (migrations, whole-org copies) and as the app, which owns nothing. */
export type Postgres = {
  owner: Connection
  app: Connection
  /** The app's role, for the grants. */
  app_role: string
  embedded: boolean
  stop(): Promise<void>
}

/**
 * The operator's server where the configuration names one, else the embedded database. `own`: this process is the
 * server of the data folder; `join`: it may use the database of the server that is running there.
 */
export async function openPostgres(config: Config, log: Logger, how: 'own' | 'join'): Promise<Postgres> {
  if (config.database) {
    const { owner_url, app_url } = config.database
    await checkVersion({ connectionString: owner_url })
    return {
      owner: { connectionString: owner_url },
      app: { connectionString: app_url },
      app_role: decodeURIComponent(new URL(app_url).username),
      embedded: false,
      stop: async () => {},
    }
  }
  const open = how === 'own' ? startEmbedded : joinEmbedded
  const { owner, app, stop } = await open({ data_dir: config.data_dir, log })
  return { owner, app, app_role: roles.app, embedded: true, stop }
}

async function checkVersion(connection: Connection): Promise<void> {
  const { server_version_num } = await ask<{ server_version_num: string }>(
    connection,
    'DATABASE_URL',
    'show server_version_num',
  )
  if (Number(server_version_num) >= 150_000) return
  throw new Error(
    `The server of DATABASE_URL runs PostgreSQL ${Math.floor(Number(server_version_num) / 10_000)}; 15 or newer is needed. Upgrade it, or leave DATABASE_URL out to use the embedded database.`,
  )
}

/**
 * Row-level security keeps orgs apart only for a role that cannot step around it. Throws, saying why, where the app's
 * role is a superuser, has BYPASSRLS, or owns tables or belongs to a role that does.
 */
export async function checkAppRole(app: Connection): Promise<void> {
  const role = await ask<{ name: string; superuser: boolean; bypasses: boolean; owns: string | null }>(
    app,
    'APP_DATABASE_URL',
    `select rolname as name, rolsuper as superuser, rolbypassrls as bypasses,
       (select min(c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and pg_has_role(current_user, c.relowner, 'member')) as owns
     from pg_roles where rolname = current_user`,
  )
  const why = role.superuser
    ? 'it is a superuser'
    : role.bypasses
      ? 'it has BYPASSRLS'
      : role.owns !== null
        ? `it owns the table ${role.owns}, or belongs to the role that does`
        : undefined
  if (!why) return
  throw new Error(
    `The server does not start with the role "${role.name}" of APP_DATABASE_URL: ${why}, so the database would not keep orgs apart for it. ` +
      `Give it an ordinary role: CREATE ROLE tributary_app LOGIN PASSWORD '…' NOSUPERUSER NOBYPASSRLS; the migration grants it what it needs.`,
  )
}

async function ask<T extends object>(connection: Connection, name: string, statement: string): Promise<T> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<T>(statement)
    const [row] = rows
    if (!row) throw new Error('no answer')
    return row
  } catch (error) {
    const said = error instanceof Error ? error.message || String('code' in error ? error.code : error) : String(error)
    throw new Error(
      `The database cannot be asked with ${name}: ${said}. Check host, port, database, role and password.`,
      { cause: error },
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}
