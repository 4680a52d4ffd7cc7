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
  { name: 'brand_logo', order: 'hash', batch: 8 },
  { name: 'brand', order: 'org_id' },
  { name: 'product', order: 'id' },
  { name: 'program_version', order: 'version', batch: 20 },
  { name: 'account', order: 'id', later: 'merged_into' },
  { name: 'account_key', order: 'kind, key, account_id' },
  { name: 'external_ref', order: 'noun, system, external_id' },
  { name: 'opportunity', order: 'id' },
  { name: 'registration', order: 'id' },
  { name: 'protection', order: 'id' },
  { name: 'registration_message', order: 'id' },
  { name: 'registration_activity', order: 'id' },
  { name: 'registration_extension', order: 'id' },
  { name: 'price_hold', order: 'id' },
  { name: 'opportunity_partner', order: 'id' },
  { name: 'file_content', order: 'sha256' },
  { name: 'file_chunk', order: 'sha256, no', batch: 8 },
  { name: 'file', order: 'id' },
  { name: 'attachment', order: 'id' },
  { name: 'request', order: 'id' },
  { name: 'request_step', order: 'id' },
  { name: 'request_ask', order: 'id' },
  { name: 'request_question', order: 'id' },
  { name: 'delegation', order: 'id' },
  { name: 'ruling', order: 'id' },
  { name: 'audit', order: 'id' },
  { name: 'event', order: 'id' },
  { name: 'seal', order: 'no' },
  { name: 'review', order: 'registration_id, began_at' },
  { name: 'saved_view', order: 'id' },
  { name: 'view_order', order: 'membership_id, list' },
  { name: 'view_seen', order: 'membership_id, list, key' },
  { name: 'bulk_run', order: 'id', later: 'undoes' },
  { name: 'bulk_row', order: 'run_id, place' },
  { name: 'timer', order: 'kind, subject_id' },
  { name: 'mail', order: 'id', batch: 100 },
  { name: 'notice', order: 'id', batch: 500 },
  { name: 'notice_reader', order: 'membership_id', omit: ['unsubscribe_secret'] },
  { name: 'notice_choice', order: 'membership_id, topic' },
  { name: 'notice_mute', order: 'membership_id, subject_id' },
  { name: 'notice_default', order: 'side, topic' },
  { name: 'notice_org', order: 'org_id' },
  { name: 'notice_digest', order: 'membership_id, day' },
  { name: 'import', order: 'id', batch: 20 },
  { name: 'import_waiting', order: 'import_id' },
  { name: 'import_chunk', order: 'import_id, no', batch: 8 },
  { name: 'import_refusal', order: 'import_id, line', batch: 100 },
  { name: 'import_sheet', order: 'import_id, no', batch: 20 },
  { name: 'import_mapping', order: 'id' },
  { name: 'import_change', order: 'import_id, external_id' },
]

/** Tables that stay behind, each with its reason. A test finds any table that stands in neither list. */
export const LEFT_BEHIND: Readonly<Record<string, string>> = {
  session: 'a session belongs to the server that it was signed in at',
  sign_in_link: 'a link leads to the server that sent it',
  api_key: 'a key opens one deployment; make new ones in the other',
  idempotency: 'answers kept for a day, for requests to this server',
  migration: 'the schema, not the org',
  webhook: 'its secret is locked with this server’s key, and a receiver must not hear two servers; add it anew',
  delivery: 'what this server sent; kept for 30 days',
  delivery_attempt: 'what this server sent; kept for 30 days',
  delivery_clock: 'what this server has to send',
  notice_channel: 'its address is locked with this server’s key, and a chat must not hear two servers; add it anew',
  notice_post: 'what this server posted',
  portal_host: 'a host leads to one deployment',
  search_entry: 'the words of what is restored are gathered anew',
  search_word: 'the words of what is restored are gathered anew',
  search_progress: 'the words of what is restored are gathered anew',
  registration_report: 'reports are made anew from the events that are restored',
  report_cursor: 'reports are made anew from the events that are restored',
  registration_count: 'registrations are counted as they are restored',
  registration_count_change: 'registrations are counted as they are restored',
}
