import pg from 'pg'
import type { Logger } from 'pino'
import { instant } from '#kit/instant.ts'
import { Tx, sql, type Sql } from './sql.ts'

/** Who a transaction reads and writes as; enforced by row-level security. */
export type Scope = { org_id: string; scope: 'org' | 'partner'; partner_id: string | null }

export type Connection = pg.PoolConfig

const TIMESTAMPTZ = 1184
const DATE = 1082

/** Instants as `kit/instant.ts` writes them, dates as text, bigint as text (exact). */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: string) => {
    if (oid === TIMESTAMPTZ) return readInstant
    if (oid === DATE) return (text: string) => text
    return pg.types.getTypeParser(oid, format as 'text') // the signature of pg's types knows only the two literals
  },
}

function readInstant(text: string): string {
  if (text === 'infinity' || text === '-infinity') return text
  // sessions run in UTC: "2026-11-22 01:04:26.5+00"
  const [date = '', time = ''] = text.replace('+00', '').split(' ')
  if (text.endsWith('+00') && date.length === 10)
    return `${date}T${(time.includes('.') ? time : `${time}.`).padEnd(12, '0')}Z`
  return instant(Date.parse(text))
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A pool of connections of one role, and transactions that carry their isolation with them. */
export class Database {
  readonly pool: pg.Pool
  readonly #made: { connection: Connection; log: Logger }
  constructor(connection: Connection, log: Logger, max = 20, settings = '') {
    this.#made = { connection, log }
    this.pool = new pg.Pool({
      ...connection,
      max,
      types,
      pipeline: true,
      options: `-c timezone=UTC -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000 ${settings}`,
      application_name: 'tributary',
      // All connections busy for so long: say so rather than wait for ever.
      connectionTimeoutMillis: 15_000,
    } as pg.PoolConfig) // `pipeline` is newer than the published types
    // Only the words: the error carries the client, and that its secret key.
    this.pool.on('error', (error) => log.warn({ why: error.message }, 'an idle database connection ended'))
    // One that is in use tells whoever waits for its answers; an event that nobody hears would end the process.
    this.pool.on('connect', (client) => client.on('error', () => undefined))
  }

  /**
   * Runs `work` in one READ COMMITTED transaction that sees only `scope`. `null`: only the tables that stand before an
   * org is known. Commits when it returns, rolls back when it throws.
   */
  async transaction<T>(scope: Scope | null, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    const tx = new Tx(client)
    let broken = false
    try {
      tx.send(BEGIN)
      if (scope) tx.send(settingsOf(scope))
      const result = await work(tx)
      const commit = client.query('commit')
      commit.catch(() => undefined)
      await tx.settle()
      // PostgreSQL answers ROLLBACK to the commit of a failed transaction: that must never pass for success.
      if ((await commit).command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back')
      return result
    } catch (error) {
      tx.end()
      await client.query('rollback').catch(() => (broken = true))
      await tx.settle().catch(() => undefined)
      throw error
    } finally {
      tx.end()
      client.release(broken)
    }
  }

  /**
   * The same database by connections whose commits do not wait for the disk: many times faster, and a crash may lose the
   * last of them. Only for what can be made again, as a demo can.
   */
  hasty(): Database {
    return new Database(this.#made.connection, this.#made.log, 4, '-c synchronous_commit=off')
  }

  async close(): Promise<void> {
    await this.pool.end()
  }
}

const BEGIN: Sql = { text: 'begin', values: [], name: undefined }

/** The statement that makes a transaction see one org, at one scope. */
export function settingsOf(scope: Scope): Sql {
  if (!UUID.test(scope.org_id)) throw new Error('scope without an org')
  return sql`select set_config('app.org', ${scope.org_id}, true), set_config('app.scope', ${scope.scope}, true), set_config('app.partner', ${scope.partner_id ?? ''}, true)`
}

/** Did the database refuse because somebody else was at the same place at the same time? Then the same again may pass. */
export function isRace(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false
  if (error.code === '40001' || error.code === '40P01' || error.code === '55P03') return true
  return (error.code === '23P01' || error.code === '23505') && RACING_CONSTRAINTS.has(error.constraint ?? '')
}

/** Constraints that hold an invariant between two transactions; hitting one means the facts changed while deciding. */
const RACING_CONSTRAINTS = new Set([
  'protection_one_at_a_time',
  'registration_one_open_claim',
  'request_one_open',
  'account_key_tax',
])

/** The name of the constraint that a statement ran into. */
export function violated(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined
}
