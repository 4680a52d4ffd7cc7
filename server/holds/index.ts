import { holdContracts } from './contract.ts'
import { listHolds } from './read.ts'
import { moneyRows } from './store.ts'

export { placeHold, releaseHolds } from './place.ts'
export { showHold } from './read.ts'
export { listHolds, listHoldsBy, listHoldsOn } from './store.ts'
export type { Cause, Hold, HoldKind } from './hold.ts'

export const holdsShop = { contracts: holdContracts, verbs: [listHolds], account_rows: [moneyRows] }
