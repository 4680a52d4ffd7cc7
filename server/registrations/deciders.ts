import type { Reader, Reason } from '#kit/ruling.ts'
import type { Instant } from '#kit/instant.ts'
import { DECIDER_1, decideByPerson1, decideRegistration1, PERSON_DECIDER_1, type PersonFactsV1 } from './decide-1.ts'
import { DECIDER_2, decideRegistration2 } from './decide-2.ts'
import { DECIDER, decideByPerson, decideRegistration, PERSON_DECIDER, type PersonFacts, type Terms } from './decide.ts'
import { decideExtension, EXTENSION_DECIDER, type ExtensionFacts } from './decide-extension.ts'
import { decideSilence, SILENCE_DECIDER, type SilenceFacts } from './decide-silence.ts'
import type { RegistrationFacts, RegistrationFactsV1, RegistrationFactsV2 } from './facts.ts'
import { CHECK_EVIDENCE, CHECK_TITLES, reasonInWords } from './words.ts'

const words = (reason: Reason, reader: Reader) => reasonInWords(reason, reader)

/** A partner learns the state and its own window, not what was recommended. */
function outcomeForPartner(outcome: unknown): unknown {
  const { status, protection, answer_due_at, ends_at } = outcome as {
    status: string
    protection?: unknown
    answer_due_at?: Instant
    ends_at?: Instant
  } // kept from RegistrationOutcome or ExtensionOutcome
  return {
    status,
    ...(protection ? { protection } : {}),
    ...(answer_due_at ? { answer_due_at } : {}),
    ...(ends_at ? { ends_at } : {}),
  }
}

type Replay = (
  facts: unknown,
  document: Record<string, unknown>,
  now: Instant,
) => { outcome: unknown; because: Reason[] }

// Facts and documents come back from the funnel's own rows, written from these types.
const REPLAYS: Record<string, Replay> = {
  [DECIDER_1]: (facts, document, now) => decideRegistration1(facts as RegistrationFactsV1, document as Terms, now),
  [PERSON_DECIDER_1]: (facts, document, now) => decideByPerson1(facts as PersonFactsV1, document as Terms, now),
  [DECIDER_2]: (facts, document, now) => decideRegistration2(facts as RegistrationFactsV2, document as Terms, now),
  [DECIDER]: (facts, document, now) => decideRegistration(facts as RegistrationFacts, document as Terms, now),
  [PERSON_DECIDER]: (facts, document, now) => decideByPerson(facts as PersonFacts, document as Terms, now),
  [EXTENSION_DECIDER]: (facts, document, now) => decideExtension(facts as ExtensionFacts, document as Terms, now),
  [SILENCE_DECIDER]: (facts) => decideSilence(facts as SilenceFacts),
}

export const registrationDeciders = Object.entries(REPLAYS).map(([name, replay]) => ({
  name,
  replay,
  words,
  titles: CHECK_TITLES,
  evidence: CHECK_EVIDENCE,
  outcomeForPartner,
}))
