import { bulkContracts } from './contract.ts'
import { getBulk, listBulk, listBulkRows } from './read.ts'
import { startBulk } from './start.ts'
import { cancelBulk, undoBulk } from './take-back.ts'

export { bulkLoop, workBulk } from './work.ts'

export const bulkShop = {
  contracts: bulkContracts,
  verbs: [startBulk, getBulk, listBulk, listBulkRows, cancelBulk, undoBulk],
}
