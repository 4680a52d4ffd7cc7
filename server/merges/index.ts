import { mergeContracts } from './contract.ts'
import { mergeDeciders } from './deciders.ts'
import { mergeAccounts } from './merge-accounts.ts'
import { getMerge, listMerges } from './read.ts'
import { undoMerge } from './undo-merge.ts'

export { mergeAccounts, undoMerge }
export { listMoves } from './store.ts'

export const mergesShop = {
  contracts: mergeContracts,
  verbs: [mergeAccounts, undoMerge, listMerges, getMerge],
  deciders: mergeDeciders,
}
