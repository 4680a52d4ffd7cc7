import { accessContracts } from './contract.ts'
import { changePassword } from './change-password.ts'
import { createKey, listKeys, revokeKey } from './keys.ts'
import { getSession, listSessions, revokeSession, signOut } from './sessions.ts'
import { askLink, redeemLink } from './sign-in-link.ts'
import { signIn } from './sign-in.ts'

export { ACCESS_REFUSALS, SESSION_DAYS, actorOf, type Membership, type SignedIn } from './access.ts'
export { setPassword } from './change-password.ts'
export { createKey } from './keys.ts'
export { personVerb, type PersonCall, type PersonVerb } from './person-verb.ts'
export { publicVerb, type Origin, type PublicCall, type PublicVerb, type Said } from './public-verb.ts'
export { resolveActor, type Caller } from './resolve-actor.ts'
export { mayGive, permissionsOf } from './roles.ts'
export { issueLink } from './sign-in-link.ts'
export { dropOpenLinks, findPersonByEmail } from './store.ts'

export const accessShop = {
  contracts: accessContracts,
  verbs: [
    signIn,
    askLink,
    redeemLink,
    signOut,
    getSession,
    listSessions,
    revokeSession,
    changePassword,
    listKeys,
    createKey,
    revokeKey,
  ],
}
