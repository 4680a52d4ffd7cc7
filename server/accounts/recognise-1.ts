/**
 * How accounts were recognised by the ladders registration@1 and @2. Kept for replay: this file never changes again.
 * What recognises today stands in recognise.ts.
 *
 * Who is this account? Only ids are certain. Domain and name are evidence (decision 4):
 * exactly one account on a registrable domain is *same*; several on it, or a name alone, are *maybe*; none is *new*.
 * What a person picked holds for good.
 */

/** What is known of one account that could be meant: raw features, independent of any verdict. */
export type CandidateV1 = {
  account_id: string
  same_id: boolean
  same_tax_id: boolean
  same_domain: boolean
  same_name: boolean
  /** Both countries are known and differ. */
  other_country: boolean
}

export type MatchFactsV1 = {
  /** At most five, the best first. */
  candidates: CandidateV1[]
  /** Accounts in all that share the domain or the name. */
  domain_count: number
  name_count: number
  /** What a person said: this account, or none of them. */
  picked: { account_id: string } | 'none' | null
}

export type RecognitionV1 = {
  verdict: 'same' | 'maybe' | 'new'
  account_id: string | null
  /** What the verdict rests on. */
  by: 'picked' | 'id' | 'tax_id' | 'domain' | 'shared_domain' | 'name' | 'nothing'
}

/** The verdict on match facts. */
export function recognise1(match: MatchFactsV1): RecognitionV1 {
  if (match.picked === 'none') return { verdict: 'new', account_id: null, by: 'picked' }
  if (match.picked) return { verdict: 'same', account_id: match.picked.account_id, by: 'picked' }
  const by = (feature: 'same_id' | 'same_tax_id' | 'same_domain' | 'same_name') =>
    match.candidates.find((candidate) => candidate[feature])
  const id = by('same_id')
  if (id) return { verdict: 'same', account_id: id.account_id, by: 'id' }
  const tax = by('same_tax_id')
  if (tax) return { verdict: 'same', account_id: tax.account_id, by: 'tax_id' }
  const domain = by('same_domain')
  if (domain && match.domain_count === 1) return { verdict: 'same', account_id: domain.account_id, by: 'domain' }
  if (domain) return { verdict: 'maybe', account_id: null, by: 'shared_domain' }
  if (by('same_name')) return { verdict: 'maybe', account_id: null, by: 'name' }
  return { verdict: 'new', account_id: null, by: 'nothing' }
}
