import type { Tx } from '#server/platform/postgres/sql.ts'
import { partnerContracts } from './contract.ts'
import { createPartner, editPartner } from './edit.ts'
import { editEnrollment, enrollPartner } from './enroll.ts'
import { isEnded } from './partner.ts'
import { getPartner, listPartners } from './read.ts'
import type { PartnerPorts } from './show.ts'
import { findPartnerForClaim } from './store.ts'

export { editEnrollment } from './enroll.ts'
export { isWorking } from './partner.ts'
export { ENROLLMENT_STATUSES, type Enrollment, type EnrollmentStatus, type Partner } from './partner.ts'
export type { PartnerPorts } from './show.ts'
export { findPartner, findPartnerForClaim, insertEnrollment, insertPartner, type PartnerForClaim } from './store.ts'

/** The tracks that a partner is in, for choosing the rules that bind it. */
export async function tracksOf(tx: Tx, org_id: string, partner_id: string): Promise<string[]> {
  const partner = await findPartnerForClaim(tx, org_id, partner_id)
  return (partner?.enrollments ?? []).filter(({ status }) => !isEnded(status)).map(({ track }) => track)
}

/** The partners' shop; what it asks of shops above it comes as ports. */
export function partnersShop(ports: PartnerPorts) {
  return {
    contracts: partnerContracts,
    verbs: [
      listPartners,
      getPartner(ports),
      createPartner(ports),
      editPartner(ports),
      enrollPartner(ports),
      editEnrollment(ports),
    ],
  }
}
