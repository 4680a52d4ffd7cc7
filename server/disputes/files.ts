import { attachmentVerbs } from '#server/files/index.ts'
import { disputeFiles } from './contract.ts'
import { findParty } from './store.ts'

/** Evidence hangs on a side, under that side's own id: what one partner brings another never finds. */
export const disputeFileVerbs = attachmentVerbs('dispute', disputeFiles, findParty)
