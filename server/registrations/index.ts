import { approveRegistration } from './approve.ts'
import { registrationContracts } from './contract.ts'
import { registrationDeciders } from './deciders.ts'
import { registrationListeners } from './mails.ts'
import { pickAccount } from './pick-account.ts'
import * as read from './read.ts'
import { rejectRegistration } from './reject.ts'
import { submitRegistration } from './submit.ts'
import { registrationTimers } from './timers.ts'
import { withdrawRegistration } from './withdraw.ts'

export { approveRegistration, pickAccount, rejectRegistration, submitRegistration, withdrawRegistration }
export { listCounts } from './store.ts'

export const registrationsShop = {
  contracts: registrationContracts,
  verbs: [
    read.listRegistrations,
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
  ],
  timers: registrationTimers,
  listeners: registrationListeners,
  deciders: registrationDeciders,
}
