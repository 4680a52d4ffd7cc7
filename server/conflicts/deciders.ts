import { decideResolution, RESOLUTION_DECIDER, type ResolutionTerms } from './decide.ts'
import type { ResolutionFacts } from './facts.ts'
import { RESOLUTION_TITLES, resolutionInWords } from './words.ts'

// Facts and documents come back from the funnel's own rows, written from these types.
export const conflictDeciders = [
  {
    name: RESOLUTION_DECIDER,
    replay: (facts: unknown, document: Record<string, unknown>) =>
      decideResolution(facts as ResolutionFacts, document as ResolutionTerms),
    words: resolutionInWords,
    titles: RESOLUTION_TITLES,
    outcomeForPartner: (outcome: unknown) => outcome,
  },
]
