import { timelineContracts } from './contract.ts'
import { readTimeline } from './read.ts'

export const timelineShop = { contracts: timelineContracts, verbs: [readTimeline] }
