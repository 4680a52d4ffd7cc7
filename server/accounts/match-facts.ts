import type { NameDifference } from '#kit/name-likeness.ts'

/**
 * What is known when one company is held against the accounts: raw features, independent of any terms, so that other
 * terms can be tried on them. Ids, codes and numbers only; the names that were compared stay with their rows.
 */

export type DomainLikeness = 'same' | 'alias' | 'sibling' | 'other' | 'unknown'
export type FieldLikeness = 'same' | 'near' | 'other' | 'unknown'

/** One account that could be meant. */
export type Candidate = {
  account_id: string
  /** The caller named this account itself. */
  same_id: boolean
  same_tax_id: boolean
  /** Both have a tax id of the same country, and they differ. */
  other_tax_id: boolean
  /** `alias`: a person said that this domain, too, is the account's. */
  domain: DomainLikeness
  /** `score`: 0 to 1000. */
  name: { score: number; how: NameDifference['code'][] }
  country: 'same' | 'other' | 'unknown'
  city: FieldLikeness
  phone: FieldLikeness
  street: FieldLikeness
  /** What a person said of this pair before. */
  said: 'same' | 'other' | null
}

export type MatchFacts = {
  v: 2
  /** At most five, the best first. */
  candidates: Candidate[]
  /** Accounts in all that have the domain. */
  domain_count: number
  /** What a person said this time: this account, or none of them. */
  picked: { account_id: string } | 'none' | null
}

/** The facts of a candidate, without what is shown beside them. */
export function factsOf(found: Candidate): Candidate {
  const { account_id, same_id, same_tax_id, other_tax_id, domain, country, city, phone, street, said } = found
  const name = { score: found.name.score, how: found.name.how }
  return { account_id, same_id, same_tax_id, other_tax_id, domain, name, country, city, phone, street, said }
}
