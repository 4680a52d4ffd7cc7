import { decideMerge, MERGE_DECIDER } from './decide.ts'
import type { MergeFacts } from './facts.ts'
import { CHECK_TITLES, mergeReasonInWords } from './words.ts'

// Facts come back from the funnel's own rows, written from this type.
export const mergeDeciders = [
  {
    name: MERGE_DECIDER,
    replay: (facts: unknown) => decideMerge(facts as MergeFacts),
    words: mergeReasonInWords,
    titles: CHECK_TITLES,
    evidence: {
      held: 'hold',
      tax_ids: 'account',
      protections: 'registration',
      own_claims: 'registration',
      family: 'account',
    } as const,
  },
]
