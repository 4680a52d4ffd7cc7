import { toWireId } from '#kit/ids.ts'
import type { Actor } from '#server/command/index.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { ParticipantAnswer } from './contract.ts'
import type { Participant } from './participant.ts'

export async function showParticipants(
  tx: Tx,
  all: readonly Participant[],
  actor: Pick<Actor, 'side' | 'permissions'>,
): Promise<ParticipantAnswer[]> {
  const org = actor.side === 'org'
  const names = org ? await actorNames(tx, [...new Set(all.map((one) => one.added_by))]) : new Map<string, string>()
  return all.map((one) => ({
    id: toWireId('participant', one.id),
    opportunity:
      org && one.opportunity_name !== null
        ? { id: toWireId('opportunity', one.opportunity_id), name: one.opportunity_name }
        : null,
    partner: { id: toWireId('partner', one.partner_id), name: one.partner_name },
    role: one.role,
    registration:
      one.registration_id && one.account_name !== null
        ? { id: toWireId('registration', one.registration_id), account_name: one.account_name }
        : null,
    since: one.since,
    added_by: org ? (names.get(one.added_by) ?? '') : null,
    abilities: org && actor.permissions.has('participant:edit') ? ['remove'] : [],
  }))
}
