import { eventContracts } from './contract.ts'
import { listEvents } from './read.ts'

export { numberEvents } from './store.ts'

export const eventsShop = { contracts: eventContracts, verbs: [listEvents] }
