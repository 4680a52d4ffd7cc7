import type { Noun } from './ids.ts'
import type { Permission } from './roles.ts'

/**
 * What happened in the business at large is told to whoever may read events, and why it was decided so to whoever may read
 * rulings. Of these kinds of things only somebody reads who may read the thing itself.
 */
const READ: Partial<Record<Noun, Permission>> = {
  import: 'import:read',
  match: 'match:read',
  merge: 'account:read',
  consent: 'consent:read',
  conflict: 'conflict:read',
  dispute: 'dispute:read',
  hold: 'dispute:read',
  conduct_case: 'conduct:read',
}

/** May somebody with these permissions read what happened to things of this kind? */
export function mayReadOf(permissions: ReadonlySet<string>, noun: Noun): boolean {
  const needed = READ[noun]
  return needed === undefined || permissions.has(needed)
}

/** The kinds of things of which somebody with these permissions reads nothing. */
export function unreadable(permissions: ReadonlySet<string>): Noun[] {
  return (Object.keys(READ) as Noun[]).filter((noun) => !mayReadOf(permissions, noun)) // the keys just written
}
