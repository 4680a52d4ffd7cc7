import { attachmentVerbs } from '#server/files/index.ts'
import { registrationFiles } from './contract.ts'
import * as store from './store.ts'

/** Files of a registration: its partner's, and those that the org keeps to itself. */
export const registrationFileVerbs = attachmentVerbs('registration', registrationFiles, store.findRegistration)
