import type { Noun } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'
import { refusal } from '#kit/refusal.ts'

/**
 * A dispute is somebody's disagreement with a ruling or a conflict. People without a stake in it settle it on a clock.
 *
 * Invariants:
 * - one live dispute per subject and side (`dispute_one_live`);
 * - whoever writes anything of a dispute holds its row's lock, so two who decide at once are one;
 * - the clock stands still only while a party is asked (`paused_at`), and only then;
 * - whoever handles or decides it has climbed `dispute_handler@1` in the same transaction, and the ruling is kept;
 * - a decision, its effects and the end of the holds are one transaction;
 * - a partner other than the opener's reads its own `dispute_party` and nothing else.
 */
export const STATUSES = [
  'opened',
  'acknowledged',
  'under_review',
  'awaiting_party',
  'proposed',
  'accepted',
  'escalated',
  'decided',
  'closed',
  'withdrawn',
] as const
export type Status = (typeof STATUSES)[number]

/** It still has to be settled. */
export const OPEN = [
  'opened',
  'acknowledged',
  'under_review',
  'awaiting_party',
  'proposed',
  'escalated',
] as const satisfies readonly Status[]
/** Nothing more happens with it. */
export const ENDED = ['accepted', 'closed', 'withdrawn'] as const satisfies readonly Status[]

/** Which verb leads from where to where; everything else is refused. */
export const MOVES = {
  acknowledge: { from: ['opened'], to: 'acknowledged' },
  review: { from: ['acknowledged', 'under_review', 'escalated'], to: 'under_review' },
  ask: { from: ['acknowledged', 'under_review', 'awaiting_party'], to: 'awaiting_party' },
  answer: { from: ['awaiting_party'], to: 'under_review' },
  propose: { from: ['acknowledged', 'under_review'], to: 'proposed' },
  accept: { from: ['proposed'], to: 'accepted' },
  escalate: { from: ['opened', 'acknowledged', 'under_review', 'proposed'], to: 'escalated' },
  decide: { from: ['escalated'], to: 'decided' },
  appeal: { from: ['decided'], to: 'escalated' },
  close: { from: ['decided'], to: 'closed' },
  withdraw: { from: OPEN, to: 'withdrawn' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>

export type Move = keyof typeof MOVES

/** May this verb be done in this state? */
export function isMove(verb: Move, status: Status): boolean {
  return (MOVES[verb].from as readonly Status[]).includes(status)
}

export function isOpen(status: Status): boolean {
  return (OPEN as readonly Status[]).includes(status)
}

export const OUTCOMES = ['upheld', 'overturned', 'settled'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** In the order in which they are carried out: an account is freed before it is given. */
export const EFFECT_KINDS = ['revoke', 'lift_case', 'resolve_conflict', 'reinstate'] as const
export type EffectKind = (typeof EFFECT_KINDS)[number]

/** How a conflict can be resolved by a decision. */
export const CONFLICT_CHOICES = ['stands_aside', 'shared', 'upheld_direct'] as const
export type ConflictChoice = (typeof CONFLICT_CHOICES)[number]

export type Effect = {
  id: string
  kind: EffectKind
  subject_id: string
  choice: ConflictChoice | null
  /** The opener, where it is its own thing that changes. */
  partner_id: string | null
  /** What the partner reads whose thing it changes, where that is not the opener. */
  told: string | null
  done_at: Instant | null
  made_id: string | null
}

/** One level of the escalation path, as the program in force at the opening had it. */
export type Level = { key: string; name: string; roles: string[] }

export type Dispute = {
  id: string
  side: 'partner' | 'org'
  partner_id: string | null
  subject_noun: 'ruling' | 'conflict'
  subject_id: string
  about_noun: Noun
  about_id: string
  ruling_kind: string | null
  account_id: string | null
  registration_id: string | null
  opportunity_id: string | null
  title: string
  ground: string
  ground_name: string
  statement: string
  status: Status
  level: number
  path: Level[]
  opened_at: Instant
  opened_by: string
  opened_by_person: string | null
  acknowledge_due_at: Instant
  acknowledged_at: Instant | null
  due_at: Instant
  paused_at: Instant | null
  overdue_at: Instant | null
  handler_id: string | null
  outcome: Outcome | null
  reason: string | null
  proposed_by: string | null
  proposed_at: Instant | null
  decided_by: string | null
  decided_at: Instant | null
  decided_before: string | null
  decided_level: number | null
  appeal_until: Instant | null
  appealed_at: Instant | null
  ended_at: Instant | null
  ruling_id: string | null
  revision: number
}

/** One side of it: the opener's, under the dispute's id, or that of a partner concerned, under its own. */
export type Party = {
  id: string
  dispute_id: string
  partner_id: string | null
  is_opener: boolean
  about_noun: Noun | null
  about_id: string | null
  title: string
  asked_at: Instant | null
  answer_due_at: Instant | null
  ended_at: Instant | null
}

export type Message = {
  id: string
  dispute_id: string
  party_id: string
  partner_id: string | null
  kind: 'question' | 'answer' | 'said' | 'shared' | 'note'
  side: 'partner' | 'org'
  text: string
  written_at: Instant
  written_by: string
}

export const TIMERS = {
  acknowledge: 'dispute.acknowledge_due',
  remind: 'dispute.remind',
  due: 'dispute.due',
  answer: 'dispute.answer_due',
  close: 'dispute.close',
} as const

export const DISPUTE_REFUSALS = {
  wrong_state: refusal(
    'dispute.wrong_state',
    'conflict',
    'This disagreement is {status}; that cannot be done now.',
    'Load it again to see where it stands.',
  ),
  already_open: refusal(
    'dispute.already_open',
    'conflict',
    'You disagree with this already: {dispute}.',
    'Add what is new to that one.',
  ),
  unknown_ground: refusal(
    'dispute.unknown_ground',
    'invalid',
    'The program knows no such ground.',
    'Choose one of: {grounds}.',
  ),
  not_disputable: refusal(
    'dispute.not_disputable',
    'conflict',
    'This cannot be disputed: {why}.',
    'Dispute the decision that it rests on.',
  ),
  stake: refusal(
    'dispute.stake',
    'forbidden',
    'This is not yours to settle: {why}',
    'Leave it to one of those whom the page lists.',
  ),
  opener_only: refusal(
    'dispute.opener_only',
    'forbidden',
    'Only whoever opened it can do that.',
    'Leave it to them, or decide it.',
  ),
  nothing_asked: refusal(
    'dispute.nothing_asked',
    'conflict',
    'Nothing is asked of you here.',
    'Write a message instead, if there is something to add.',
  ),
  asked_already: refusal(
    'dispute.asked_already',
    'conflict',
    'This party is being asked already.',
    'Wait for its answer, until {until}.',
  ),
  not_concerned: refusal(
    'dispute.not_concerned',
    'conflict',
    'This partner has nothing to do with the account or the deal, so asking would tell it of both.',
    'Ask a partner that is listed on the page.',
  ),
  not_party: refusal(
    'dispute.not_party',
    'invalid',
    'It is not said who is meant.',
    'Name a party of this disagreement, or a partner concerned.',
  ),
  appeal_over: refusal(
    'dispute.appeal_over',
    'conflict',
    'A decision can be appealed once and for some days; here that is over.',
    'It stands as it is.',
  ),
  effect: refusal(
    'dispute.effect_failed',
    'conflict',
    'The decision was not taken, because this part of it cannot be carried out: {effect}. {why}',
    'Nothing was changed. Look again at how things stand, then decide on that.',
  ),
  told_needed: refusal(
    'dispute.words_needed',
    'invalid',
    'This changes something of another partner, and nothing is said to it.',
    'Write what that partner reads; it does not read the reason that you give to whoever opened it.',
  ),
  effect_unfit: refusal(
    'dispute.effect_unfit',
    'invalid',
    'This has nothing to do with what is disputed: {effect}.',
    'Choose among the effects that the page offers.',
  ),
} as const
