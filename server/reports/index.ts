import { reportContracts } from './contract.ts'
import { reportRegistrations, reportRows } from './read.ts'

export { followRegistrations } from './follow.ts'

export const reportsShop = { contracts: reportContracts, verbs: [reportRegistrations, reportRows] }
