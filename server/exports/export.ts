/**
 * An export is one org as a file: gzip'd lines of JSON. A line that begins with `{"$` is the file's own, every other is a
 * row as PostgreSQL writes it, under the columns that its table's first line names:
 *
 *   {"$export": …}                        what this is, and of which org
 *   {"$table": "account", "columns": […]}
 *   …rows…
 *   {"$end": "account", "rows": 27230, "sha256": "…"}
 *   {"$manifest": …}                      the whole, last: a file without it was cut off
 */
export const FORMAT = 1

export type Heading = {
  format: number
  /** The newest migration of the database it was made from. */
  schema: string
  org: { id: string; slug: string; name: string }
  exported_at: string
  /** Whether people's password hashes are in it. */
  credentials: boolean
}

export type Manifest = Heading & { tables: Record<string, { rows: number; sha256: string }> }

export type FileLine =
  | { $export: Heading }
  | { $table: string; columns: string[] }
  | { $end: string; rows: number; sha256: string }
  | { $manifest: Manifest }

export type ExportProblem =
  | 'not_an_export'
  | 'newer_format'
  | 'other_schema'
  | 'truncated'
  | 'damaged'
  | 'org_exists'
  | 'collides'
  | 'unknown_org'

/** Why an org cannot be exported or restored, and what to do. Nothing was written. */
export class ExportRefused extends Error {
  readonly code: ExportProblem
  constructor(code: ExportProblem, message: string) {
    super(message)
    this.code = code
  }
}
