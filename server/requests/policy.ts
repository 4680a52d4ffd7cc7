import { fromWireId } from '#kit/ids.ts'
import { delegationOf, type Handing } from '#server/delegations/delegation.ts'
import type { Ask, Step, Why } from './request.ts'
import type { Approvers, Needs } from './terms.ts'

/** Who is asked at a step, who stands in for whom, and when a step has its answer. Pure. */

/** Somebody of the org, by membership. */
export type Colleague = { id: string; person_id: string; role: string; name: string }

/** What a chain's words point at for one request. */
export type Around = {
  people: readonly Colleague[]
  delegations: readonly Handing[]
  kind: string
  partner_manager: string | null
  registration_manager: string | null
  /** The person who submitted it: asked nowhere. */
  requester: string | null
  escalate_to: readonly string[]
}

export type Seat = { member_id: string; asked_id: string; why: Why }

/** How many distinct people a step wants at least. */
function fewest(needs: Needs): number {
  return typeof needs === 'string' ? 1 : needs.at_least
}

/** Everybody that the chain names and who is there, each once. */
function namedBy(approvers: Approvers, around: Around): { member_id: string; why: Why }[] {
  const found = new Map<string, Why>()
  const add = (id: string | null, why: Why) => {
    const colleague = around.people.find((one) => one.id === id)
    if (colleague && colleague.person_id !== around.requester && !found.has(colleague.id)) found.set(colleague.id, why)
  }
  if (approvers.partner_manager) add(around.partner_manager, 'partner_manager')
  if (approvers.registration_manager) add(around.registration_manager, 'registration_manager')
  for (const id of approvers.members ?? []) add(fromWireId('membership', id), 'member')
  for (const one of around.people) if (approvers.roles?.some((role) => role === one.role)) add(one.id, 'role')
  // Whoever should look after it is not there: the others who do such work.
  if (found.size === 0 && (approvers.partner_manager || approvers.registration_manager))
    for (const one of around.people) if (one.role === 'partner_manager') add(one.id, 'instead')
  return [...found].map(([member_id, why]) => ({ member_id, why }))
}

/** Who is asked; too few for the step to ever have its answer makes it `short`. Admins, or whom the program says, help out. */
export function seatsOf(approvers: Approvers, needs: Needs, around: Around): { seats: Seat[]; short: boolean } {
  const named = namedBy(approvers, around)
  const helpers = named.length < fewest(needs) ? helpersOf(around, named, 'instead') : []
  const seats = [...named, ...helpers].map((seat) => ({ ...seat, asked_id: standInOf(seat.member_id, around) }))
  return { seats, short: new Set(seats.map((seat) => seat.asked_id)).size < fewest(needs) }
}

/** People of the roles to which a step escalates, beside those already asked. */
export function helpersOf(
  { people, escalate_to, requester }: Around,
  asked: readonly { member_id: string }[],
  why: 'instead' | 'escalated',
): { member_id: string; why: Why }[] {
  return people
    .filter((one) => escalate_to.includes(one.role) && one.person_id !== requester)
    .filter((one) => !asked.some((seat) => seat.member_id === one.id))
    .map((one) => ({ member_id: one.id, why }))
}

/** Who answers for a member now: who stands in for them, or in turn for that one. Never the requester, nobody who left, no circle. */
export function standInOf(member_id: string, around: Around): string {
  const seen = [member_id]
  for (;;) {
    const last = seen.at(-1)! // never empty
    const next = delegationOf(last, around.kind, around.delegations)?.to_id
    const colleague = around.people.find((one) => one.id === next)
    if (!next || !colleague || colleague.person_id === around.requester) return last
    // A circle has nobody at home: it stays with whom the chain named.
    if (seen.includes(next)) return member_id
    seen.push(next)
  }
}

/** Is somebody who was asked still the one to ask? */
export function stillAsked(ask: Ask, approvers: Approvers, around: Around): boolean {
  const colleague = around.people.find((one) => one.id === ask.member_id)
  if (!colleague || colleague.person_id === around.requester) return false
  switch (ask.why) {
    case 'role':
      return approvers.roles?.some((role) => role === colleague.role) ?? false
    case 'partner_manager':
      return around.partner_manager === ask.member_id
    case 'registration_manager':
      return around.registration_manager === ask.member_id
    case 'member':
      return true
    case 'instead':
    case 'escalated':
      return around.escalate_to.includes(colleague.role) || colleague.role === 'partner_manager'
  }
}

/**
 * Where a step stands by the answers to it. `any`: the first answer decides. `all`: everybody that the chain names says
 * yes, one no ends it; whoever was asked in somebody's place, or later, counts for one who is missing. `at_least`: so many
 * different people, and a no ends it once so many cannot be reached.
 */
export function standingOf({ needs }: Pick<Step, 'needs'>, asks: readonly Ask[]): 'open' | 'approved' | 'rejected' {
  const live = asks.filter((ask) => ask.state !== 'released')
  const yes = live.filter((ask) => ask.answer === 'approved')
  const no = live.filter((ask) => ask.answer === 'rejected')
  if (needs === 'any') return yes.length > 0 ? 'approved' : no.length > 0 ? 'rejected' : 'open'
  if (needs === 'all') {
    if (no.length > 0) return 'rejected'
    const named = live.filter((ask) => ask.why !== 'instead' && ask.why !== 'escalated').length
    return yes.length >= Math.max(1, named) ? 'approved' : 'open'
  }
  const people = new Set(yes.map((ask) => ask.answered_by))
  if (people.size >= needs.at_least) return 'approved'
  const possible = new Set([...people, ...live.filter((ask) => ask.state === 'asked').map((ask) => ask.asked_id)])
  return no.length > 0 && possible.size < needs.at_least ? 'rejected' : 'open'
}
