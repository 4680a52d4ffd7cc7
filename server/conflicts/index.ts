import { rowsAt } from '#server/command/index.ts'
import { answerConflict } from './answer.ts'
import { conflictContracts } from './contract.ts'
import { conflictDeciders } from './deciders.ts'
import { conflictFileVerbs } from './files.ts'
import { conflictListeners } from './listeners.ts'
import { countConflicts, getConflict, listConflicts } from './read.ts'
import { resolveConflict } from './resolve.ts'
import { conflictTimers } from './timers.ts'

export { answerConflict } from './answer.ts'
export { followOpportunities, type Appearance } from './raise.ts'
export { resolveConflict } from './resolve.ts'
export { findConflict, listOpenOf } from './store.ts'

export const conflictsShop = {
  contracts: conflictContracts,
  verbs: [listConflicts, countConflicts, getConflict, answerConflict, resolveConflict, ...conflictFileVerbs],
  timers: conflictTimers,
  listeners: conflictListeners,
  deciders: conflictDeciders,
  account_rows: [rowsAt('conflict'), rowsAt('conflict', { column: 'held_account_id' })],
}
