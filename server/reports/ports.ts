import type { Tx } from '#server/platform/postgres/sql.ts'

/** What this shop asks of others, filled where the shops are put together. */
export type ReportPorts = {
  /** The program document of a published version. */
  documentOf(tx: Tx, org_id: string, version: number): Promise<Record<string, unknown>>
}
