import { auditContracts } from './contract.ts'
import { listAudit, listSeals } from './read.ts'
import { verifyAudit } from './verify.ts'

export { sealOrg } from './seal.ts'

export const auditShop = { contracts: auditContracts, verbs: [listAudit, listSeals, verifyAudit] }
