import type { Candidate, MatchFacts } from './match-facts.ts'
import type { RecognitionTerms } from './terms.ts'

/**
 * Who is this account? Ids and tax ids are certain, and a person's word holds for good. Everything else is evidence,
 * weighed in points by the program: the verdict follows from the points, and never from a name alone unless the program
 * says so. Pure: the same facts and terms give the same verdict, whoever asks and whenever.
 */

export type EvidenceCode =
  | 'picked'
  | 'said.same'
  | 'said.other'
  | 'id.same'
  | 'tax_id.same'
  | 'tax_id.other'
  | 'name'
  | `${'domain' | 'country' | 'city' | 'phone' | 'street'}.${'same' | 'alias' | 'sibling' | 'near' | 'other'}`

/** One thing that speaks for or against a candidate, with the points it brings or takes. */
export type Evidence = { code: EvidenceCode; points: number }

export type Verdict = 'same' | 'maybe' | 'new'

/** What the verdict rests on. */
export type Ground =
  | 'picked'
  | 'id'
  | 'said'
  | 'tax_id'
  | 'domain'
  | 'names_contradict'
  | 'shared_domain'
  | 'sibling_domain'
  | 'name'
  | 'evidence'
  | 'several'
  | 'nothing'

export type Weighed = { account_id: string; score: number; evidence: Evidence[] }

export type Recognition = {
  verdict: Verdict
  /** The account that is meant; null unless the verdict is same. */
  account_id: string | null
  /** Of the best candidate, 0 to 1000. */
  score: number
  by: Ground
  evidence: Evidence[]
  /** Every candidate, the best first. */
  weighed: Weighed[]
  /** Those of them that a person would be asked about: enough points, or a domain that speaks for them. */
  in_question: string[]
}

const FIELDS = ['city', 'phone', 'street'] as const

/** What speaks for and against one candidate. */
export function weigh(candidate: Candidate, { weights, against }: RecognitionTerms): Weighed {
  const evidence: Evidence[] = []
  const add = (code: EvidenceCode, points: number) => evidence.push({ code, points })
  if (candidate.same_id) add('id.same', 1000)
  if (candidate.said) add(`said.${candidate.said}`, candidate.said === 'same' ? 1000 : -1000)
  if (candidate.same_tax_id) add('tax_id.same', 1000)
  if (candidate.other_tax_id) add('tax_id.other', -against.tax_id)
  const { domain, country, name } = candidate
  if (domain === 'same' || domain === 'alias') add(`domain.${domain}`, weights.domain)
  if (domain === 'sibling') add('domain.sibling', weights.sibling_domain)
  if (domain === 'other') add('domain.other', -against.domain)
  if (name.score > 0) add('name', Math.round((name.score * weights.name) / 1000))
  if (country === 'same') add('country.same', weights.country)
  if (country === 'other') add('country.other', -against.country)
  for (const field of FIELDS) {
    const likeness = candidate[field]
    if (likeness === 'same') add(`${field}.same`, weights[field])
    if (likeness === 'near') add(`${field}.near`, Math.floor(weights[field] / 2))
    if (likeness === 'other') add(`${field}.other`, -against[field])
  }
  const sum = evidence.reduce((total, one) => total + one.points, 0)
  return { account_id: candidate.account_id, score: Math.min(1000, Math.max(0, sum)), evidence }
}

/** Does more than the name agree? Country and city are shared by too many to count. */
function isCorroborated(candidate: Candidate, terms: RecognitionTerms): boolean {
  return (
    candidate.domain === 'same' ||
    candidate.domain === 'alias' ||
    (candidate.domain === 'sibling' && terms.sibling_domain === 'same') ||
    candidate.phone === 'same' ||
    candidate.street === 'same'
  )
}

const speaksByDomain = ({ domain, said }: Candidate) => domain === 'sibling' || onDomain({ domain }) || said === 'same'
const onDomain = ({ domain }: Pick<Candidate, 'domain'>) => domain === 'same' || domain === 'alias'

/** The verdict on match facts, by the terms. */
export function recognise(match: MatchFacts, terms: RecognitionTerms): Recognition {
  const { thresholds } = terms
  // What a person kept apart is none of the candidates, unless it is named by its own id.
  const left = match.candidates.filter((one) => one.said !== 'other' || one.same_id)
  const weighed = left
    .map((candidate) => ({ candidate, ...weigh(candidate, terms) }))
    // Sorting is stable: the order of the facts settles what the points leave open.
    .sort((a, b) => b.score - a.score)
  const told = weighed.map(({ account_id, score, evidence }) => ({ account_id, score, evidence }))
  const close = weighed.filter(({ candidate, score }) => score >= thresholds.maybe || speaksByDomain(candidate))
  // Where nothing is close, the best of all stands for them.
  const asked = close.length > 0 ? close : told.slice(0, 1)
  const answer = (verdict: Verdict, by: Ground, of?: Weighed): Recognition => ({
    verdict,
    account_id: verdict === 'same' ? (of?.account_id ?? null) : null,
    score: (of ?? told[0])?.score ?? 0,
    by,
    evidence: (of ?? told[0])?.evidence ?? [],
    weighed: told,
    in_question: asked.map(({ account_id }) => account_id),
  })
  const only = (is: (candidate: Candidate) => boolean) => weighed.filter(({ candidate }) => is(candidate))

  if (match.picked === 'none') return answer('new', 'picked')
  if (match.picked) {
    const { account_id } = match.picked
    const score = told.find((one) => one.account_id === account_id)
    return answer('same', 'picked', score ?? { account_id, score: 1000, evidence: [{ code: 'picked', points: 1000 }] })
  }
  const [by_id] = only((one) => one.same_id)
  if (by_id) return answer('same', 'id', by_id)
  const said = only((one) => one.said === 'same')
  if (said.length > 0) return said.length === 1 ? answer('same', 'said', said[0]) : answer('maybe', 'several', said[0])
  const [by_tax] = only((one) => one.same_tax_id)
  if (by_tax) return answer('same', 'tax_id', by_tax)

  // Who was kept apart from this company does not share its domain with it.
  const apart = match.candidates.filter((one) => one.said === 'other' && !one.same_id && onDomain(one)).length
  const sharing = match.domain_count - apart
  const [domain] = only(onDomain)
  if (domain && sharing <= 1) {
    if (domain.candidate.other_tax_id) return answer('maybe', 'domain', domain)
    const { score, how } = domain.candidate.name
    // A name that was not told contradicts nothing.
    const is_told = score > 0 || how.length > 0
    return is_told && score < thresholds.contradiction
      ? answer('maybe', 'names_contradict', domain)
      : answer('same', 'domain', domain)
  }
  if (domain && terms.shared_domain === 'maybe') return answer('maybe', 'shared_domain', domain)

  const [best, next] = weighed
  if (!best || best.score < thresholds.maybe)
    return domain ? answer('maybe', 'shared_domain', domain) : answer('new', 'nothing')
  const ground: Ground = isCorroborated(best.candidate, terms)
    ? 'evidence'
    : best.candidate.domain === 'sibling'
      ? 'sibling_domain'
      : 'name'
  if (best.score < thresholds.same || best.candidate.other_tax_id) return answer('maybe', ground, best)
  if (next && best.score - next.score < thresholds.lead) return answer('maybe', 'several', best)
  if (ground === 'evidence' || terms.name_alone === 'same') return answer('same', ground, best)
  return answer('maybe', ground, best)
}
