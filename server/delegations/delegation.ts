import type { Instant } from '#kit/instant.ts'
import { refusal } from '#kit/refusal.ts'

/** From one instant to another, what would be asked of one member of the org is asked of another. */
export type Delegation = {
  id: string
  from_id: string
  to_id: string
  starts_at: Instant
  ends_at: Instant
  /** Keys of kinds of requests; none: every kind. */
  kinds: string[]
  note: string | null
  created_at: Instant
  created_by: string
  called_off_at: Instant | null
}

/** What handing on looks at. */
export type Handing = Pick<Delegation, 'id' | 'from_id' | 'to_id' | 'starts_at' | 'ends_at' | 'kinds'>

/** A delegation that names the kind goes before one for everything; then the one made last. */
export function delegationOf(from_id: string, kind: string, all: readonly Handing[]): Handing | undefined {
  return all
    .filter((one) => one.from_id === from_id && (one.kinds.length === 0 || one.kinds.includes(kind)))
    .sort((a, b) => Number(b.kinds.length > 0) - Number(a.kinds.length > 0) || (a.id < b.id ? 1 : -1))[0]
}

/** Would these, with one more, bring what is handed on back to where it came from? */
export function isCircular(added: Omit<Handing, 'id'>, others: readonly Handing[]): boolean {
  const meets = (one: Handing) =>
    one.starts_at < added.ends_at &&
    added.starts_at < one.ends_at &&
    (one.kinds.length === 0 || added.kinds.length === 0 || one.kinds.some((kind) => added.kinds.includes(kind)))
  const seen = new Set<string>()
  const leadsBack = (from: string): boolean => {
    if (from === added.from_id) return true
    if (seen.has(from)) return false
    seen.add(from)
    return others.filter((one) => one.from_id === from && meets(one)).some((one) => leadsBack(one.to_id))
  }
  return leadsBack(added.to_id)
}

export const DELEGATION_REFUSALS = {
  same: refusal('delegation.to_oneself', 'invalid', 'Nobody stands in for themselves.', 'Choose somebody else.'),
  not_here: refusal(
    'delegation.not_a_member',
    'invalid',
    'That is nobody of the org who may answer requests.',
    'Choose somebody of the org in another role than viewer.',
  ),
  past: refusal(
    'delegation.past',
    'invalid',
    'The last day lies before the first, or in the past.',
    'Give days from today on.',
  ),
  unknown_kind: refusal(
    'delegation.unknown_kind',
    'invalid',
    'The program knows no such kind of request.',
    'Choose one of: {kinds}.',
  ),
  circular: refusal(
    'delegation.circular',
    'conflict',
    'In that time what reaches {to} would come back to {from}.',
    'Choose somebody who is there, or other days.',
  ),
  over: refusal('delegation.over', 'conflict', 'This is over, or was called off.', 'Load the list again.'),
} as const
