import { orgContracts } from './contract.ts'
import { moveClock } from './move-clock.ts'
import { getOrg } from './read.ts'

export { moveClock } from './move-clock.ts'
export { CLOCK_REFUSALS, type Org } from './org.ts'
export { tellTime } from './read.ts'
export { createOrg, findOrg, findOrgBySlug, listOrgs } from './store.ts'

export const orgShop = { contracts: orgContracts, verbs: [getOrg, moveClock] }
