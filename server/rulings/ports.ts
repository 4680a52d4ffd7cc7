import type { Tx } from '#server/platform/postgres/sql.ts'
import type { Deciders } from './deciders.ts'

/** What this shop asks of others, filled where the shops are put together. */
export type RulingPorts = {
  deciders: Deciders
  /** The program document of a published version. */
  documentOf(tx: Tx, org_id: string, version: number): Promise<Record<string, unknown>>
}
