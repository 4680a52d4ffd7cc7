import { localDate, type Calendar } from '#kit/calendar.ts'
import { climb, type Check, type Finding, type Reason } from '#kit/ruling.ts'
import type { Resolution } from './conflict.ts'
import type { ResolutionFacts } from './facts.ts'

/** What a person decides about a conflict, with what the facts spoke for. Pure in (facts, terms). */
export const RESOLUTION_DECIDER = 'conflict-person@1'

/** The section that the ladder reads. */
export type ResolutionTerms = { calendar: Calendar }

export type ResolutionOutcome = { resolution: Resolution }

type Input = { facts: ResolutionFacts; terms: ResolutionTerms }

/** What the facts speak for: who was there first, and who said nothing. */
export function adviceOn(
  { contact, partner_objects, direct_stays }: Omit<ResolutionFacts, 'resolution' | 'v' | 'conflict_id'>,
  { calendar }: ResolutionTerms,
): { resolution: Resolution; code: string } {
  const { protection, opportunity } = contact
  const opened_on = opportunity?.opened_on ?? null
  const was_there =
    protection !== null && opened_on !== null && opened_on < localDate(protection.submitted_at, calendar.zone)
  if (was_there) return { resolution: 'upheld_direct', code: 'advice.was_there' }
  if (direct_stays && partner_objects === null) return { resolution: 'shared', code: 'advice.partner_silent' }
  return { resolution: 'stands_aside', code: 'advice.held_first' }
}

function advice({ facts, terms }: Input): Finding<ResolutionOutcome> {
  const { resolution, code } = adviceOn(facts, terms)
  return { notes: code, params: { resolution }, reader: 'org' }
}

function person({ facts: { resolution } }: Input): Finding<ResolutionOutcome> {
  return { answers: { resolution }, code: `person.${resolution}` }
}

const LADDER: readonly Check<Input, ResolutionOutcome>[] = [
  { check: 'advice', ask: advice },
  { check: 'person', ask: person },
]

export function decideResolution(
  facts: ResolutionFacts,
  terms: ResolutionTerms,
): { outcome: ResolutionOutcome; because: Reason[] } {
  return climb(LADDER, { facts, terms })
}
