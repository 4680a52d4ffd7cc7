import type { PoolClient, QueryResult } from 'pg'
import { Database, type Connection } from '#server/platform/postgres/database.ts'
import type { Logger } from 'pino'

/** A statement as it left for the server, and what came back. */
export type Recorded = { text: string; values: unknown[]; rows: Record<string, unknown>[] }

type Query = (statement: string | { text: string; values?: unknown[] }) => Promise<QueryResult<Record<string, unknown>>>

/** A database of one connection whose statements are listened to on their way out. */
export async function listeningDatabase(
  connection: Connection,
  log: Logger,
  listen: (client: Query, recorded: Recorded) => void,
): Promise<Database> {
  const db = new Database(connection, log, 1)
  const client: PoolClient = await db.pool.connect()
  const query = client.query.bind(client) as unknown as Query // the one of pg's overloads that our Tx uses
  const heard: Query = (statement) => {
    const { text, values = [] } = typeof statement === 'string' ? { text: statement } : statement
    const recorded: Recorded = { text, values, rows: [] }
    listen(query, recorded)
    const answer = query(statement)
    answer.then(({ rows }) => (recorded.rows = rows)).catch(() => undefined)
    return answer
  }
  client.query = heard as unknown as PoolClient['query'] // likewise
  client.release()
  return db
}
