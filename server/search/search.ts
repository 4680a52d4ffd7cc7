import type { Noun } from '#kit/ids.ts'
import type { Permission } from '#kit/roles.ts'

/** What can be found, in the order in which equals are shown, and what one must be allowed to find it. */
export const SEARCHED = {
  registration: 'registration:read',
  request: 'request:read',
  account: 'account:read',
  partner: 'partner:read',
  opportunity: 'opportunity:read',
  membership: 'person:read',
  member: 'member:read',
  product: 'product:read',
  import: 'import:read',
} as const satisfies Partial<Record<Noun, Permission>>

export type SearchedNoun = keyof typeof SEARCHED
export const SEARCHED_NOUNS = Object.keys(SEARCHED) as SearchedNoun[] // the keys just written

/** Versions of the program are few and have numbers instead of ids: looked through rather than looked up. */
export const FOUND_NOUNS = [...SEARCHED_NOUNS, 'program'] as const
export type FoundNoun = (typeof FOUND_NOUNS)[number]

/** What a partner's people find: their own deals, requests and colleagues. The database holds the same wall. */
export const PARTNER_FINDS: readonly FoundNoun[] = ['registration', 'request', 'membership']

/** Whose page a thing stands on that has none of its own. */
export const WITHIN: Partial<Record<SearchedNoun, Noun>> = {
  request: 'registration',
  opportunity: 'account',
  membership: 'partner',
  member: 'partner',
}

/** Which events make a thing's words new. A thing that was just made has no words yet. */
export const EVENTS_OF: Readonly<Record<string, { noun: SearchedNoun; fresh: boolean }>> = {
  'account.created': { noun: 'account', fresh: true },
  'account.edited': { noun: 'account', fresh: false },
  'partner.created': { noun: 'partner', fresh: true },
  'partner.edited': { noun: 'partner', fresh: false },
  'registration.submitted': { noun: 'registration', fresh: true },
  'registration.answered': { noun: 'registration', fresh: false },
  'request.submitted': { noun: 'request', fresh: true },
  'opportunity.created': { noun: 'opportunity', fresh: true },
  'opportunity.edited': { noun: 'opportunity', fresh: false },
  'product.created': { noun: 'product', fresh: true },
  'product.edited': { noun: 'product', fresh: false },
  'member.created': { noun: 'member', fresh: true },
  'member.edited': { noun: 'member', fresh: false },
  'person.invited': { noun: 'membership', fresh: false },
  'person.ended': { noun: 'membership', fresh: false },
  'import.uploaded': { noun: 'import', fresh: true },
}
