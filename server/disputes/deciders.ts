import { decideDispute, DECIDER, decideHandler, HANDLER_DECIDER, type DisputeOutcome } from './decide.ts'
import type { DisputeFacts, HandlerFacts } from './facts.ts'
import { CHECK_TITLES, reasonInWords } from './words.ts'

// Facts come back from the funnel's own rows, written from these types.
export const disputeDeciders = [
  {
    name: HANDLER_DECIDER,
    replay: (facts: unknown) => decideHandler(facts as HandlerFacts),
    words: reasonInWords,
    titles: CHECK_TITLES,
  },
  {
    name: DECIDER,
    replay: (facts: unknown, _document: Record<string, unknown>, now: string) =>
      decideDispute(facts as DisputeFacts, now),
    words: reasonInWords,
    titles: CHECK_TITLES,
    // What else was changed may be another partner's.
    outcomeForPartner: (outcome: unknown) => ({ outcome: (outcome as DisputeOutcome).outcome }),
  },
]
