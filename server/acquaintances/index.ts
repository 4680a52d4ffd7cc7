import { acquaintanceContracts } from './contract.ts'
import { listAcquaintances } from './read.ts'

export const acquaintancesShop = { contracts: acquaintanceContracts, verbs: [listAcquaintances] }
