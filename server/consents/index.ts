import { rowsAt } from '#server/command/index.ts'
import { declineConsent, grantConsent, revokeConsent, withdrawConsent } from './answer.ts'
import { askConsent } from './ask.ts'
import { consentContracts } from './contract.ts'
import { contactDeciders } from './deciders.ts'
import { consentListeners, contactTimers } from './listeners.ts'
import { countConsents, getConsent, getContact, getDealContact, listConsents } from './read.ts'
import { consentTimers } from './timers.ts'

export { declineConsent, grantConsent, revokeConsent, withdrawConsent } from './answer.ts'
export { askConsent } from './ask.ts'
export { contactStanding, contactTerms, type AccountContact, type Standing } from './contact.ts'
export { findHolder, listHolders, shareClaims, type Holder } from './contact-store.ts'
export { giveConsent } from './give.ts'
export { endOfWorkingDays, offerOf } from './settle.ts'
export { showReasons } from './show.ts'

export const consentsShop = {
  contracts: consentContracts,
  verbs: [
    getContact,
    getDealContact,
    listConsents,
    countConsents,
    getConsent,
    askConsent,
    grantConsent,
    declineConsent,
    withdrawConsent,
    revokeConsent,
  ],
  timers: [...consentTimers, ...contactTimers],
  listeners: consentListeners,
  deciders: contactDeciders,
  account_rows: [rowsAt('consent')],
}
