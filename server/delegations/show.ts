import { localDate } from '#kit/calendar.ts'
import { toWireId } from '#kit/ids.ts'
import { epochMs, instant, type Instant } from '#kit/instant.ts'
import type { Actor } from '#server/command/index.ts'
import type { DelegationAnswer } from './contract.ts'
import type { ShownDelegation } from './store.ts'

function stateOf(d: ShownDelegation, now: Instant): DelegationAnswer['state'] {
  if (d.called_off_at) return 'called_off'
  return now < d.starts_at ? 'planned' : now < d.ends_at ? 'in_force' : 'over'
}

/** One's own absence is one's own business; that of others is for who edits people. */
export function mayArrange(actor: Actor, from_id: string): boolean {
  return actor.membership_id === from_id || actor.permissions.has('person:edit')
}

export function showDelegation(d: ShownDelegation, now: Instant, zone: string, actor: Actor): DelegationAnswer {
  const state = stateOf(d, now)
  const live = state === 'planned' || state === 'in_force'
  return {
    id: toWireId('delegation', d.id),
    from: { id: toWireId('membership', d.from_id), name: d.from_name },
    to: { id: toWireId('membership', d.to_id), name: d.to_name },
    from_on: localDate(d.starts_at, zone),
    until_on: localDate(instant(epochMs(d.ends_at) - 1), zone),
    starts_at: d.starts_at,
    ends_at: d.ends_at,
    kinds: d.kinds,
    note: d.note,
    state,
    abilities: live && mayArrange(actor, d.from_id) ? ['end'] : [],
  }
}
