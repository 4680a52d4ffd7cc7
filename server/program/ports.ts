import type { Tx } from '#server/platform/postgres/sql.ts'
import type { ProgramDocuments } from './document.ts'
import type { ProgramReader } from './programs.ts'
import type { Document } from './version.ts'

/** What this shop asks of others, filled where the shops are put together. */
export type ProgramPorts = {
  /** All shops' sections as one document. */
  documents: ProgramDocuments<Document>
  programs: ProgramReader
  /** The tracks that a partner is in. */
  tracksOf(tx: Tx, org_id: string, partner_id: string): Promise<string[]>
}
