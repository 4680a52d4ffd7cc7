import { changeRole } from './change-role.ts'
import { peopleContracts } from './contract.ts'
import { endMembership } from './end.ts'
import { invitePerson } from './invite.ts'
import { getPerson, listPeople } from './read.ts'
import { resendInvitation } from './resend.ts'

export { invitePerson } from './invite.ts'
export { actorNames } from './names.ts'
export { listManagers } from './store.ts'

export const personShop = {
  contracts: peopleContracts,
  verbs: [listPeople, getPerson, invitePerson, changeRole, endMembership, resendInvitation],
}
