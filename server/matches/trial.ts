import type { Instant } from '#kit/instant.ts'
import type { MatchFacts } from '#server/accounts/match-facts.ts'
import { recognise, type Recognition } from '#server/accounts/recognise.ts'
import type { RecognitionTerms } from '#server/accounts/terms.ts'
import { decideRegistration, DECIDER, type Terms } from '#server/registrations/decide.ts'
import type { RegistrationFacts } from '#server/registrations/facts.ts'
import { leftOf, type Match } from './match.ts'

/**
 * What other terms of recognition would have said, on what was seen then. Pure: the same ladder with other terms, nothing
 * else changes; what a changed decision would have led to further on is not simulated.
 */

/** A ruling about a registration, as it was kept. */
export type Tried = {
  id: string
  subject_id: string
  decider: string
  now: Instant
  facts: unknown
  outcome: unknown
  program_version: number
}

export type Changed = {
  ruling_id: string
  registration_id: string
  at: Instant
  from: Recognition
  to: Recognition
  decision_from: string
  /** Null where the facts of the account that it would have been were not gathered. */
  decision_to: string | null
}

export type Trial = { looked_at: number; undecidable: Tried[]; changed: Changed[] }

/** A verdict in one text: which account is part of it. */
const key = ({ verdict, account_id }: Recognition) => `${verdict} ${account_id ?? ''}`

/** Tries other terms on rulings; `documentOf` is the program that each of them was made by. */
export function tryTerms(
  rulings: readonly Tried[],
  other: RecognitionTerms,
  documentOf: (version: number) => Record<string, unknown>,
): Trial {
  const trial: Trial = { looked_at: rulings.length, undecidable: [], changed: [] }
  for (const ruling of rulings) {
    if (ruling.decider !== DECIDER) {
      trial.undecidable.push(ruling)
      continue
    }
    const facts = ruling.facts as RegistrationFacts // a ruling of this ladder holds its facts
    const terms = documentOf(ruling.program_version) as Terms // a published document holds all sections
    const from = recognise(facts.match, terms.recognition)
    const to = recognise(facts.match, other)
    if (key(from) === key(to)) continue
    const { status } = ruling.outcome as { status: string } // kept from RegistrationOutcome
    trial.changed.push({
      ruling_id: ruling.id,
      registration_id: ruling.subject_id,
      at: ruling.now,
      from,
      to,
      decision_from: status,
      decision_to: decisionOf(facts, { ...terms, recognition: other }, ruling.now, to),
    })
  }
  return trial
}

/** What the ladder would have decided; unknown where the account that is meant now was not looked into then. */
function decisionOf(facts: RegistrationFacts, terms: Terms, now: Instant, to: Recognition): string | null {
  if (to.account_id !== null && to.account_id !== facts.account?.id) return null
  const account = to.account_id === null ? null : facts.account
  return decideRegistration({ ...facts, account }, terms, now).outcome.status
}

export type Agreement = { agrees: number; asks: number; contradicts: number }

/** How terms stand to what people have said: the same without asking, asking, or another without asking. */
export function agreementOf(answered: readonly Match[], terms: RecognitionTerms): Agreement {
  const count: Agreement = { agrees: 0, asks: 0, contradicts: 0 }
  for (const match of answered) {
    const said = recognise(factsWithoutWord(match), terms)
    if (said.verdict === 'maybe') count.asks += 1
    else if (said.account_id === match.account_id) count.agrees += 1
    else count.contradicts += 1
  }
  return count
}

/** The features as they were, without what people have said of them since or before. */
function factsWithoutWord(match: Match): MatchFacts {
  const all = match.status === 'other' ? match.candidates : [...leftOf(match)]
  const candidates = all.map((one) => ({ ...one.facts, said: null }))
  return { v: 2, candidates, domain_count: match.domain_count, picked: null }
}

/** How often which became which, the most frequent first. */
export function countMoves<T extends string>(pairs: readonly (readonly [T, T])[]): { from: T; to: T; count: number }[] {
  const counts = new Map<string, { from: T; to: T; count: number }>()
  for (const [from, to] of pairs) {
    const known = counts.get(`${from} ${to}`) ?? { from, to, count: 0 }
    counts.set(`${from} ${to}`, { ...known, count: known.count + 1 })
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count)
}
