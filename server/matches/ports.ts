import type { Tx } from '#server/platform/postgres/sql.ts'

type Document = Record<string, unknown>

/** What this shop asks of others, filled where the shops are put together. */
export type MatchPorts = {
  /** A whole program as YAML; or where it is wrong, and why. */
  parseYaml(
    text: string,
  ): { ok: true; document: Document } | { ok: false; errors: { path: readonly (string | number)[]; message: string }[] }
  /** The document of any version, drafts included; undefined where there is none. */
  versionOf(tx: Tx, org_id: string, version: number): Promise<Document | undefined>
  /** The document of a published version. */
  documentOf(tx: Tx, org_id: string, version: number): Promise<Document>
}
