import type { Instant } from '#kit/instant.ts'
import { permissionsOf } from '#server/access/roles.ts'
import { listLiveDelegations } from '#server/delegations/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { Around } from './policy.ts'
import * as store from './store.ts'
import type { RequestTerms } from './terms.ts'

/** Who is there, who is away, who looks after whom. */
export async function aroundOf(
  { tx, org_id }: { tx: Tx; org_id: string },
  now: Instant,
  terms: RequestTerms,
  about: {
    kind: string
    partner_id: string
    registration_manager: string | null
    submitted_by_person: string | null
  },
): Promise<Around> {
  const [people, delegations, partner_manager] = await Promise.all([
    store.listColleagues(tx, org_id),
    listLiveDelegations(tx, org_id, now, now),
    store.findPartnerManager(tx, org_id, about.partner_id),
  ])
  return {
    // Whoever may answer nothing is asked nothing, whatever the chain says.
    people: people.filter(({ role }) => permissionsOf(role).has('request:decide')),
    delegations,
    kind: about.kind,
    partner_manager,
    registration_manager: about.registration_manager,
    requester: about.submitted_by_person,
    escalate_to: terms.answers.escalate_to,
  }
}
