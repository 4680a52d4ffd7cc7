import type { Instant } from '#kit/instant.ts'
import { climb, type Check, type Reason } from '#kit/ruling.ts'
import type { RegistrationOutcome } from './decide.ts'

/** What the clock makes of a partner that stayed silent. */
export const SILENCE_DECIDER = 'registration-silence@1'

export type SilenceFacts = {
  v: 1
  registration_id: string
  /** The question that was not answered, or the offer that was not confirmed. */
  waited_for: 'answer' | 'confirmation'
  due_at: Instant
}

const LADDER: readonly Check<SilenceFacts, RegistrationOutcome>[] = [
  {
    check: 'silence',
    ask: ({ waited_for }) => ({
      answers: { status: 'rejected' },
      code: waited_for === 'answer' ? 'silence.no_answer' : 'silence.not_confirmed',
    }),
  },
]

/** Decides what is left to decide when the partner's time is over: pure in its facts. */
export function decideSilence(facts: SilenceFacts): { outcome: RegistrationOutcome; because: Reason[] } {
  return climb(LADDER, facts)
}
