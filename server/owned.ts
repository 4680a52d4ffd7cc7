import type { Owned } from '#server/command/index.ts'

/**
 * What partners have of their own, and the table that says whose it is: for the wall that the code keeps beside row-level
 * security (`command/reach.ts`). A table with the wall 'own' whose rows have ids on the wire stands here; a test finds one
 * that does not.
 */
export const OWNED: Owned = [
  { noun: 'partner', table: 'partner', owner: 'id' },
  { noun: 'enrollment', table: 'enrollment' },
  { noun: 'member', table: 'member' },
  { noun: 'registration', table: 'registration' },
  { noun: 'protection', table: 'protection' },
  { noun: 'activity', table: 'registration_activity' },
  { noun: 'extension', table: 'registration_extension' },
  { noun: 'message', table: 'registration_message' },
  { noun: 'message', table: 'dispute_message' },
  { noun: 'request', table: 'request' },
  { noun: 'step', table: 'request_step' },
  { noun: 'ruling', table: 'ruling' },
  { noun: 'event', table: 'event' },
  // Whoever sent it, or whom the org shows it to.
  { noun: 'file', table: 'file', owner: 'coalesce(sent_by_partner, partner_id)' },
  { noun: 'attachment', table: 'attachment' },
  { noun: 'participant', table: 'opportunity_partner' },
  { noun: 'import', table: 'import' },
  { noun: 'mapping', table: 'import_mapping' },
  { noun: 'webhook', table: 'webhook' },
  { noun: 'delivery', table: 'delivery' },
  { noun: 'key', table: 'api_key' },
  { noun: 'notice', table: 'notice' },
  { noun: 'consent', table: 'consent' },
  { noun: 'conflict', table: 'conflict' },
  { noun: 'hold', table: 'hold' },
  { noun: 'dispute', table: 'dispute_party' },
  { noun: 'conduct_case', table: 'conduct_case' },
]
