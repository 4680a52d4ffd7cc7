export type ExportedTable = {
  name: string
  /** Its key without the org: the same rows come in the same order. */
  order: string
  /** Which rows are the org's, where that is not `org_id`. */
  rows?: 'org' | 'people'
  /** Columns that point at rows which come later: left empty at first, and set at the end. */
  later?: string
  /** Columns that are no business of another deployment. */
  omit?: readonly string[]
  /** Rows read at a time, where a row can be large. */
  batch?: number
}

/** Every table that holds something of an org, in the order in which rows find what they point at. */
export const EXPORTED_TABLES: readonly ExportedTable[] = [
  { name: 'org', order: 'id', rows: 'org' },
  { name: 'org_clock', order: 'org_id' },
  { name: 'person', order: 'id', rows: 'people', omit: ['failed_sign_ins', 'locked_until'] },
  // Partners name their managers, memberships their partners.
  { name: 'partner', order: 'id', later: 'manager_id' },
  { name: 'membership', order: 'id' },
  { name: 'enrollment', order: 'id' },
  { name: 'member', order: 'id' },
  { name: 'product', order: 'id' },
  { name: 'program_version', order: 'version', batch: 20 },
  { name: 'account', order: 'id', later: 'merged_into' },
  { name: 'account_key', order: 'kind, key, account_id' },
  { name: 'external_ref', order: 'noun, system, external_id' },
  { name: 'opportunity', order: 'id' },
  { name: 'registration', order: 'id' },
  { name: 'protection', order: 'id' },
  { name: 'ruling', order: 'id' },
  { name: 'audit', order: 'id' },
  { name: 'event', order: 'id' },
  { name: 'seal', order: 'no' },
  { name: 'timer', order: 'kind, subject_id' },
  { name: 'mail', order: 'id', batch: 100 },
  { name: 'import', order: 'id', batch: 20 },
  { name: 'import_waiting', order: 'import_id' },
  { name: 'import_chunk', order: 'import_id, no', batch: 8 },
  { name: 'import_refusal', order: 'import_id, line', batch: 100 },
]

/** Tables that stay behind, each with its reason. A test finds any table that stands in neither list. */
export const LEFT_BEHIND: Readonly<Record<string, string>> = {
  session: 'a session belongs to the server that it was signed in at',
  sign_in_link: 'a link leads to the server that sent it',
  api_key: 'a key opens one deployment; make new ones in the other',
  idempotency: 'answers kept for a day, for requests to this server',
  migration: 'the schema, not the org',
}
