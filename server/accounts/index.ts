import { accountContracts } from './contract.ts'
import { createAccount, editAccount } from './edit.ts'
import { getAccount, listAccounts } from './read.ts'

export { becomeCustomer, correctAccount, retireAccount } from './by-registration.ts'
export { domainOf } from './edit.ts'
export { recognise, type Candidate, type MatchFacts, type Recognition } from './recognise.ts'
export { showAccount } from './show.ts'
export {
  findAccount,
  findCandidates,
  insertAccount,
  lockAllKeys,
  lockKeys,
  newAccount,
  taxKey,
  type Found,
  type Keys,
} from './store.ts'

export const accountsShop = {
  contracts: accountContracts,
  verbs: [listAccounts, getAccount, createAccount, editAccount],
}
