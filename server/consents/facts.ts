import type { Instant, LocalDate } from '#kit/instant.ts'

/**
 * Everything that is looked at to say whether direct sales may contact an account that one protection holds, independent
 * of today's terms, so that other terms can be tried on it. Ids and dates only: no names, no amounts. Ids are UUIDs. A
 * new field makes a new `v`.
 */
export type ContactFacts = {
  v: 1
  account_id: string
  /** The product lines that direct sales is after; null is all. */
  lines: number[] | null
  /** What holds the account; null where nothing does. */
  protection: HeldBy | null
  /** The consent of that partner that lasts longest. */
  consent: { consent_id: string; granted_at: Instant; ends_at: Instant } | null
  /** The sale that direct sales is at work on, where it is about one. */
  opportunity: {
    opportunity_id: string
    came_by: CameBy
    came_at: Instant
    /** What its own system says; null where it does not. */
    opened_on: LocalDate | null
    /** A registration became it, or a partner takes part in it. */
    is_partners: boolean
  } | null
}

export type HeldBy = {
  protection_id: string
  registration_id: string
  partner_id: string
  account_id: string
  /** It holds an account above this one in the family. */
  is_above: boolean
  lines: number[] | null
  submitted_at: Instant
  starts_at: Instant
  ends_at: Instant
  last_follow_up_on: LocalDate | null
}

/** How an opportunity came to be open at an account. */
export const CAME_BY = ['created', 'moved', 'reopened', 'imported', 'merged'] as const
export type CameBy = (typeof CAME_BY)[number]
