import type { Reader, Reason } from '#kit/ruling.ts'
import type { Instant } from '#kit/instant.ts'
import { DECIDER, decideByPerson, decideRegistration, PERSON_DECIDER, type PersonFacts, type Terms } from './decide.ts'
import type { RegistrationFacts } from './facts.ts'
import { CHECK_EVIDENCE, CHECK_TITLES, reasonInWords } from './words.ts'

const words = (reason: Reason, reader: Reader) => reasonInWords(reason, reader)

/** A partner learns the state and its own window, not what was recommended. */
function outcomeForPartner(outcome: unknown): unknown {
  const { status, protection, answer_due_at } = outcome as {
    status: string
    protection?: unknown
    answer_due_at?: Instant
  } // kept from RegistrationOutcome
  return { status, ...(protection ? { protection } : {}), ...(answer_due_at ? { answer_due_at } : {}) }
}

// Facts and documents come back from the funnel's own rows, written from these types.
export const registrationDeciders = [
  {
    name: DECIDER,
    replay: (facts: unknown, document: Record<string, unknown>, now: Instant) =>
      decideRegistration(facts as RegistrationFacts, document as Terms, now),
    words,
    titles: CHECK_TITLES,
    evidence: CHECK_EVIDENCE,
    outcomeForPartner,
  },
  {
    name: PERSON_DECIDER,
    replay: (facts: unknown, document: Record<string, unknown>, now: Instant) =>
      decideByPerson(facts as PersonFacts, document as Terms, now),
    words,
    titles: CHECK_TITLES,
    evidence: CHECK_EVIDENCE,
    outcomeForPartner,
  },
]
