import { climb, type Check, type Finding, type Reason } from '#kit/ruling.ts'
import { recognise, type Recognition } from '#server/accounts/recognise.ts'
import type { RecognitionTerms } from '#server/accounts/terms.ts'
import type { MatchWordFacts } from './facts.ts'

/** A person's word on which account a company is. Pure in (facts, terms). */
export const DECIDER = 'match-person@1'

export type Terms = { recognition: RecognitionTerms }

export type MatchOutcome =
  | { status: 'same'; account_id: string }
  | { status: 'other' }
  /** One was ruled out, and others are still in question. */
  | { status: 'open'; ruled_out: string }

type Input = { facts: MatchWordFacts; terms: Terms; advice: Recognition }
type Step = Finding<MatchOutcome>

/** What speaks against the word is noted: it holds all the same, and whoever reads the ruling sees it. */
function known({ facts }: Input): Step {
  if (facts.said !== 'same' || facts.account_id === null) return null
  const named = facts.match.candidates.find((one) => one.account_id === facts.account_id)
  if (!named) return { notes: 'known.elsewhere', evidence: [facts.account_id], reader: 'org' }
  return named.other_tax_id ? { notes: 'known.other_tax_id', evidence: [facts.account_id], reader: 'org' } : null
}

function leads({ facts, advice }: Input): Step {
  if (facts.said !== 'same' || facts.account_id === null) return null
  const [best] = advice.weighed
  if (!best || best.account_id === facts.account_id) return null
  const named = advice.weighed.find((one) => one.account_id === facts.account_id)
  const params = { best: best.score, named: named?.score ?? 0 }
  return { notes: 'leads.another', params, evidence: [best.account_id], reader: 'org' }
}

function person({ facts, advice }: Input): Step {
  const params = { score: advice.score }
  if (facts.said === 'same' && facts.account_id !== null)
    return {
      answers: { status: 'same', account_id: facts.account_id },
      code: 'person.same',
      params,
      evidence: [facts.account_id],
      reader: 'org',
    }
  if (facts.account_id !== null && facts.left > 1)
    return {
      answers: { status: 'open', ruled_out: facts.account_id },
      code: 'person.not_this',
      params,
      evidence: [facts.account_id],
      reader: 'org',
    }
  const evidence = facts.match.candidates.map((one) => one.account_id)
  return { answers: { status: 'other' }, code: 'person.other', params, evidence, reader: 'org' }
}

/** In this order; the last answers. */
const LADDER: readonly Check<Input, MatchOutcome>[] = [
  { check: 'known', ask: known },
  { check: 'leads', ask: leads },
  { check: 'person', ask: person },
]

export function decideMatchWord(facts: MatchWordFacts, terms: Terms): { outcome: MatchOutcome; because: Reason[] } {
  return climb(LADDER, { facts, terms, advice: recognise(facts.match, terms.recognition) })
}
