import { attachmentVerbs } from '#server/files/index.ts'
import { requestFiles } from './contract.ts'
import { findRequest } from './store.ts'

/** Files of a request, its partner's and those that the org keeps to itself: a competitor's offer, a draft of the clause. */
export const requestFileVerbs = attachmentVerbs('request', requestFiles, (tx, org_id, id) =>
  findRequest(tx, org_id, id, null),
)
