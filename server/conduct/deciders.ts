import type { Noun } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'
import { DECIDER, findConduct, type Terms } from './decide.ts'
import { decideAsPerson, PERSON_DECIDER, type PersonFacts, type PersonOutcome } from './decide-person.ts'
import type { ConductFacts } from './facts.ts'
import { CHECK_TITLES, reasonInWords } from './words.ts'

const EVIDENCE: Record<string, Noun> = {
  idle: 'registration',
  expired: 'registration',
  sales: 'opportunity',
  rank: 'conduct_case',
}

// Facts, outcomes and documents come back from the funnel's own rows, written from these types.
export const conductDeciders = [
  {
    name: DECIDER,
    replay: (facts: unknown, document: Record<string, unknown>, now: Instant) =>
      findConduct(facts as ConductFacts, document as Terms, now),
    words: reasonInWords,
    titles: CHECK_TITLES,
    evidence: EVIDENCE,
  },
  {
    name: PERSON_DECIDER,
    replay: (facts: unknown, document: Record<string, unknown>, now: Instant) =>
      decideAsPerson(facts as PersonFacts, document as Terms, now),
    words: reasonInWords,
    titles: CHECK_TITLES,
    evidence: EVIDENCE,
    /** A partner learns what was decided and until when it counts. */
    outcomeForPartner: (outcome: unknown) => {
      const { status, counts_until, suspended_until } = outcome as PersonOutcome
      return { status, counts_until, suspended_until }
    },
  },
]
