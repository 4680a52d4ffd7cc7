import { delegationContracts } from './contract.ts'
import { createDelegation, endDelegation } from './create.ts'
import { listDelegations } from './read.ts'
import { delegationTimers } from './timers.ts'

export { createDelegation, endDelegation }
export { listLive as listLiveDelegations } from './store.ts'

export const delegationsShop = {
  contracts: delegationContracts,
  verbs: [listDelegations, createDelegation, endDelegation],
  timers: delegationTimers,
}
