import { attachmentVerbs } from '#server/files/index.ts'
import { conflictFiles } from './contract.ts'
import { findConflict } from './store.ts'

/** Files of a conflict: the partner's, read by both sides, and those that direct sales keeps in the org. */
export const conflictFileVerbs = attachmentVerbs('conflict', conflictFiles, findConflict)
