import type { Answers } from '#kit/form.ts'
import type { MatchFacts } from '#server/accounts/match-facts.ts'
import type { MatchFactsV1 } from '#server/accounts/recognise-1.ts'
import type { Instant } from '#kit/instant.ts'
import type { Money } from '#kit/money.ts'
import type { OpenStatus } from './registration.ts'

/**
 * Everything a registration is decided on, independent of today's terms, so that other terms can be tried on it. No
 * personal data. Ids are UUIDs. A new field makes a new `v`.
 */
export type RegistrationFacts = {
  v: 3
  partner: { id: string; track: string; status: string; tier: string | null }
  submitter: { side: 'org' | 'partner'; role: string }
  claim: {
    registration_id: string
    claim_no: string
    /** Product lines by number; null is all. */
    lines: number[] | null
    amount: Money | null
    country: string | null
    submitted_at: Instant
    /** What the track's form took, of kinds that are codes and numbers, and about no person. */
    answers: Answers
    /** `key` is the same for claims that name the same tender; null where none is named. */
    tender: { key: string | null } | null
    /** A signed letter of the customer hangs on the registration. */
    has_letter: boolean
  }
  match: MatchFacts
  /** The account that the match facts lead to; null while it is new or not picked. */
  account: AccountFacts | null
}

export type AccountFacts = {
  id: string
  country: string | null
  industry: string | null
  is_customer: boolean
  is_house: boolean
  open_opportunity_ids: string[]
  /** Open claims of others on this account that came before this one, by claim number; at most twenty. */
  earlier_claims: EarlierClaim[]
  /** When the same partner's last registration of this account lapsed. */
  own_lapsed_at: Instant | null
  /** Protections of other partners at the account's parents, the nearest parent first; at most twenty. */
  family_claims: FamilyClaim[]
  /** What holds the account still while a dispute is decided. */
  hold_ids: string[]
}

/** A claim that holds a parent of the account. */
export type FamilyClaim = Omit<EarlierClaim, 'protected_until'> & { account_id: string; protected_until: Instant }

export type EarlierClaim = {
  registration_id: string
  claim_no: string
  status: OpenStatus
  lines: number[] | null
  protected_until: Instant | null
  /** Which tender it is for, as `claim.tender.key`. */
  tender_key: string | null
}

/** Facts as the second ladder saw them, kept with its rulings. */
export type RegistrationFactsV2 = Omit<RegistrationFacts, 'v' | 'match' | 'account'> & {
  v: 2
  match: MatchFactsV1
  account: Omit<AccountFacts, 'family_claims' | 'hold_ids'> | null
}

/** Facts as the first ladder saw them. */
export type RegistrationFactsV1 = Omit<RegistrationFactsV2, 'v' | 'claim' | 'account'> & {
  v: 1
  claim: Omit<RegistrationFactsV2['claim'], 'answers' | 'tender' | 'has_letter'>
  account:
    | (Omit<NonNullable<RegistrationFactsV2['account']>, 'earlier_claims'> & { earlier_claims: EarlierClaimV1[] })
    | null
}

export type EarlierClaimV1 = Omit<EarlierClaim, 'tender_key'>
