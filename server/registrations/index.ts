import { registrationRows } from './account-rows-store.ts'
import { answerRegistration } from './answer.ts'
import { approveRegistration } from './approve.ts'
import { askRegistration } from './ask.ts'
import { assignRegistration } from './assign.ts'
import { loseRegistration, opportunityListeners, winRegistration } from './close.ts'
import { confirmRegistration } from './confirm.ts'
import { convertRegistration } from './convert.ts'
import { declineExtension, extendRegistration, grantExtension } from './extend.ts'
import { holdListeners } from './held.ts'
import { letterListeners } from './letter.ts'
import { mergeListeners } from './merged.ts'
import { logActivity } from './log-activity.ts'
import { listActivities, listMessages } from './read-life.ts'
import { revokeRegistration } from './revoke.ts'
import { registrationContracts } from './contract.ts'
import { registrationDeciders } from './deciders.ts'
import { registrationFileVerbs } from './files.ts'
import { pickAccount } from './pick-account.ts'
import * as read from './read.ts'
import { listRegistrations, sumRegistrations } from './read-list.ts'
import { rejectRegistration } from './reject.ts'
import { suspensionListeners } from './suspended.ts'
import { submitRegistration } from './submit.ts'
import { registrationTimers } from './timers.ts'
import { withdrawRegistration } from './withdraw.ts'

export {
  answerRegistration,
  approveRegistration,
  askRegistration,
  assignRegistration,
  confirmRegistration,
  convertRegistration,
  declineExtension,
  extendRegistration,
  grantExtension,
  logActivity,
  loseRegistration,
  pickAccount,
  rejectRegistration,
  revokeRegistration,
  submitRegistration,
  winRegistration,
  withdrawRegistration,
}
export { listClashes, listOpenAt, type ClaimAt, type ClaimClash } from './clashes-store.ts'
export { countStates } from './counts-store.ts'
export { endForMerge } from './merged.ts'
export { reinstateRegistration } from './reinstate.ts'
export { foldCounts } from './fold-counts.ts'
export { companyOf } from './gather.ts'
export { findRegistration, listCounts } from './store.ts'
export { matchingRows } from './read-list.ts'

export const registrationsShop = {
  contracts: registrationContracts,
  verbs: [
    listRegistrations,
    sumRegistrations,
    read.countRegistrations,
    read.suggestAccounts,
    read.getForm,
    submitRegistration,
    read.getRegistration,
    read.partnerView,
    read.getConflicts,
    approveRegistration,
    rejectRegistration,
    withdrawRegistration,
    pickAccount,
    askRegistration,
    answerRegistration,
    confirmRegistration,
    extendRegistration,
    grantExtension,
    declineExtension,
    convertRegistration,
    winRegistration,
    loseRegistration,
    revokeRegistration,
    assignRegistration,
    logActivity,
    listActivities,
    listMessages,
    ...registrationFileVerbs,
  ],
  timers: registrationTimers,
  account_rows: registrationRows,
  listeners: [...letterListeners, ...suspensionListeners, ...opportunityListeners, ...holdListeners, ...mergeListeners],
  deciders: registrationDeciders,
}
