import { participantContracts } from './contract.ts'
import { listParticipants } from './read.ts'
import { addParticipant, participantListeners, removeParticipant } from './take-part.ts'

export { addParticipant } from './take-part.ts'

export const participantsShop = {
  contracts: participantContracts,
  verbs: [listParticipants, addParticipant, removeParticipant],
  listeners: participantListeners,
}
