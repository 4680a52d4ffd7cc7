import type { Instant } from '#kit/instant.ts'
import { CONTACT_DECIDER, decideContact, type ContactTerms } from './decide.ts'
import type { ContactFacts } from './facts.ts'
import { CONTACT_TITLES, contactInWords } from './words.ts'

// Facts and documents come back from the funnel's own rows, written from these types.
export const contactDeciders = [
  {
    name: CONTACT_DECIDER,
    replay: (facts: unknown, document: Record<string, unknown>, now: Instant) =>
      decideContact(facts as ContactFacts, document as ContactTerms, now),
    words: contactInWords,
    titles: CONTACT_TITLES,
    evidence: { held: 'registration', own: 'opportunity', before: 'opportunity', holder: 'registration' } as const,
    outcomeForPartner: (outcome: unknown) => outcome,
  },
]
