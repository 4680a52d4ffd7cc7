import { DECIDER, decideMatchWord, type Terms } from './decide.ts'
import type { MatchWordFacts } from './facts.ts'
import { CHECK_EVIDENCE, CHECK_TITLES, reasonInWords } from './words.ts'

// Facts and documents come back from the funnel's own rows, written from these types.
export const matchDeciders = [
  {
    name: DECIDER,
    replay: (facts: unknown, document: Record<string, unknown>) =>
      decideMatchWord(facts as MatchWordFacts, document as Terms),
    words: reasonInWords,
    titles: CHECK_TITLES,
    evidence: CHECK_EVIDENCE,
  },
]
