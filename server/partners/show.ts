import { toWireId } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Actor, Runtime } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { PartnerAnswer, PartnerRowAnswer } from './contract.ts'
import { ENROLLMENT_MOVES, isEnded } from './partner.ts'
import type { ShownPartner } from './store.ts'
import type { TrackTerms } from './terms.ts'
import { namesOf } from './tracks.ts'

/** What this shop asks of others, filled where the shops are put together. */
export type PartnerPorts = {
  /** How many of a partner's registrations stand in each state. */
  registrationCounts(tx: Tx, org_id: string, partner_id: string): Promise<Record<string, number>>
}

/** The tracks of the program in force; none before the first version is. */
export async function tracksInForce(runtime: Runtime, tx: Tx, org_id: string, now: Instant): Promise<TrackTerms[]> {
  try {
    const { document } = await runtime.programs.inForce(tx, org_id, now)
    return document['tracks'] as TrackTerms[] // published documents were parsed by the schema that holds this section
  } catch (error) {
    if (error instanceof Refused && error.type.code === COMMON.no_program.code) return []
    throw error
  }
}

/** A partner as a list answers it. */
export function showRow(
  partner: ShownPartner,
  tracks: readonly TrackTerms[],
  actor: Pick<Actor, 'side'>,
): PartnerRowAnswer {
  const { name_key: _key, manager_id, manager_name, manager_email: _email, enrollments, labels, ...rest } = partner
  const named = namesOf(tracks)
  return {
    ...rest,
    id: toWireId('partner', partner.id),
    manager: manager_id === null ? null : { id: toWireId('membership', manager_id), name: manager_name ?? '' },
    labels: actor.side === 'org' ? labels : [],
    enrollments: enrollments.map(({ id, track, tier, status, created_at, revision }) => ({
      id: toWireId('enrollment', id),
      ...named(track, tier),
      status,
      next_statuses: [...ENROLLMENT_MOVES[status]],
      created_at,
      revision,
    })),
  }
}

/** A partner as it is answered alone. */
export function showPartner(
  partner: ShownPartner,
  tracks: readonly TrackTerms[],
  counts: Record<string, number>,
  actor: Actor,
): PartnerAnswer {
  const edits = actor.side === 'org' && actor.permissions.has('partner:edit')
  const moves = partner.enrollments.some(({ status }) => !isEnded(status))
  const row = showRow(partner, tracks, actor)
  return {
    ...row,
    manager: row.manager && { ...row.manager, email: partner.manager_email ?? '' },
    registrations: counts,
    abilities: edits ? ['edit', 'enroll', ...(moves ? ['edit_enrollment'] : [])] : [],
  }
}
