import type { Instant } from '#kit/instant.ts'
import { DECIDER, decideRoute, type RouteOutcome, type Terms } from './decide.ts'
import type { RequestFacts } from './facts.ts'
import { CHECK_TITLES, reasonInWords } from './words.ts'

/** A partner learns what the steps are called and by when they answer, not who is asked. */
function outcomeForPartner(outcome: unknown): unknown {
  const route = outcome as RouteOutcome // kept from decideRoute
  if (route.status !== 'in_review') return route
  const stages = route.stages.map(({ steps }) => ({ steps: steps.map(({ name, due_at }) => ({ name, due_at })) }))
  return { ...route, stages }
}

// Facts and documents come back from the funnel's own rows, written from these types.
export const requestDeciders = [
  {
    name: DECIDER,
    replay: (facts: unknown, document: Record<string, unknown>, now: Instant) =>
      decideRoute(facts as RequestFacts, document as Terms, now),
    words: reasonInWords,
    titles: CHECK_TITLES,
    outcomeForPartner,
  },
]
