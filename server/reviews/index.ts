import { reviewContracts } from './contract.ts'
import { reviewListeners } from './listen.ts'
import { showLoad, showPace } from './read.ts'

export const reviewsShop = { contracts: reviewContracts, verbs: [showPace, showLoad], listeners: reviewListeners }
