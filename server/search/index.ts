import { searchContracts } from './contract.ts'
import { findAnything } from './find.ts'
import { searchListeners } from './gather-words.ts'

export { gatherLeftovers, gatherWords } from './gather-words.ts'
export { type SearchedNoun } from './search.ts'
export { listTitles } from './titles.ts'

export const searchShop = { contracts: searchContracts, verbs: [findAnything], listeners: searchListeners }
