import { eventContracts } from './contract.ts'
import { listEvents } from './read.ts'

export { showEvent } from './read.ts'
export { findEvent, findFeedHead, listFeed, numberEvents, type KeptEvent } from './store.ts'

export const eventsShop = { contracts: eventContracts, verbs: [listEvents] }
