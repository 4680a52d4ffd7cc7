import { accountContracts } from './contract.ts'
import { createAccount, editAccount } from './edit.ts'
import { getAccount, getFamily, listAccounts } from './read.ts'

export { becomeCustomer, correctAccount, retireAccount } from './by-registration.ts'
export { domainOf } from './edit.ts'
export { checkParent, familyOf, FAMILY_DEPTH_MAX, lockFamily, tieParents } from './family.ts'
export { isTaxIdTaken, leadToBoth, leadToWinner, mergedLevels } from './merge-keys.ts'
export { survivorOf } from './merged-store.ts'
export { factsOf, type Candidate, type MatchFacts } from './match-facts.ts'
export { asksOf, cluesOf, type KnownBy } from './clues.ts'
export { readKept } from './compare.ts'
export {
  findCandidates,
  findCandidatesFor,
  findHits,
  together,
  weighHits,
  type Asked,
  type Candidates,
  type Found,
} from './find-candidates.ts'
export { replaceClues, type Hit } from './recognition-store.ts'
export { keepRecognition, renewClues } from './renew-clues.ts'
export { addAliases, keepApart, moveKeys, restoreClues, revokeSaid, undoMoveKeys } from './said.ts'
export {
  listAliases,
  listApart,
  listBetween,
  putBack,
  setAside,
  type Alias,
  type Apart,
  type SaidBy,
} from './said-store.ts'
export { taxKey } from './tax-key.ts'
export { recognise, weigh, type Recognition } from './recognise.ts'
export { showAccount } from './show.ts'
export { showCandidate } from './show-candidate.ts'
export { findAccount, insertAccount, lockAllKeys, lockKeys, newAccount } from './store.ts'

export const accountsShop = {
  contracts: accountContracts,
  verbs: [listAccounts, getAccount, getFamily, createAccount, editAccount],
}
