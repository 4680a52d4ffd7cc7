import type { Instant, LocalDate } from '#kit/instant.ts'
import type { ParticipantRole } from '#server/participants/participant.ts'

/**
 * Everything a finding is made of, independent of today's terms, so that other terms can be tried on it. Ids, days and
 * counts; a company that was only asked for stands as the hash of its name. The order of rows means nothing.
 */
export type ConductFacts = ParkingFacts | ProbingFacts | UnregisteredFacts

type Common = {
  v: 1
  partner_id: string
  /** The day on which a case of this kind was last closed with something held against the partner: what was dealt with counts anew. */
  after: LocalDate | null
  /** Among the rows below, those that somebody cleared: they stood in a case that was dismissed or lifted. */
  cleared: string[]
}

export type ParkingFacts = Common & {
  kind: 'parking'
  /** Protections that last now, without activity for a week or more; those without for longest, at most 200. */
  held: { registration_id: string; since: LocalDate; last_on: LocalDate | null }[]
  /** Protections that ran out in the last year, the latest 500; `active`: some activity was logged. */
  ended: { registration_id: string; ended_on: LocalDate; active: boolean }[]
}

export type ProbingFacts = Common & {
  kind: 'probing'
  /** Companies asked for in the last week, by the hour; the latest 800. `like`: the same for spellings of one name. */
  asks: { hour: Instant; company: string; like: string; came: 'held' | 'not_held' | 'tried' }[]
  /** How many companies a day the partner asked for in the four weeks before, in thousandths. */
  usual_milli: number
}

export type UnregisteredFacts = Common & {
  kind: 'unregistered'
  account_id: string
  is_customer: boolean
  is_house: boolean
  /** Sales of the last year that are open or won; `owner`: one of the partner's people leads it. */
  sales: {
    opportunity_id: string
    role: ParticipantRole | 'owner'
    stage: 'open' | 'won'
    since: LocalDate
    registered_on: LocalDate | null
  }[]
}
