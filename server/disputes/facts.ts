import type { EffectKind, Outcome } from './dispute.ts'

/** Everything that says whether somebody has a stake. Ids and codes only. Of memberships unless a field says otherwise. */
export type HandlerFacts = {
  v: 1
  dispute_id: string
  /** The level that the dispute is on, from 1, and the highest that this role reaches; null where it reaches none. */
  level: number
  reaches: number | null
  person: { membership_id: string; person_id: string; role: string; partner_ids: string[] }
  opened_by_person: string | null
  /** People who made or settled what is disputed. */
  ruled_by: string[]
  /** The person who submitted what was ruled on. */
  submitted_by: string | null
  /** Who looks after the registration or the conflict. */
  managers: string[]
  /** Who looks after a partner concerned, and so is measured by what it sells. */
  partner_managers: string[]
  /** The people who own the opportunity. */
  owners: string[]
  /** Partners concerned. */
  partner_ids: string[]
  /** Who decided it before the appeal. */
  decided_before: string | null
}

/** What a decision, or an agreement, rests on. */
export type DisputeFacts = {
  v: 1
  dispute_id: string
  subject: { noun: 'ruling' | 'conflict'; id: string; kind: string | null }
  side: 'partner' | 'org'
  ground: string
  level: number
  is_appeal: boolean
  /** By the opener's yes to a proposal, or by somebody's decision. */
  by: 'agreement' | 'decision'
  membership_id: string
  outcome: Outcome
  effects: { kind: EffectKind; subject_id: string; choice: string | null }[]
  /** How many files each side brought, and how many of the partners concerned were asked and have answered. */
  evidence: number
  concerned: number
  heard: number
  opened_at: string
  due_at: string
  is_late: boolean
}
