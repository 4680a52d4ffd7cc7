import type { Instant, LocalDate } from '#kit/instant.ts'
import { refusal } from '#kit/refusal.ts'
import type { Approvers, Needs } from './terms.ts'

/**
 * A request is a partner's wish beyond the program's usual terms: a discount, a changed contract, legal help, an
 * environment. People answer it along a chain: stages one after the other, in each stage one or more steps side by side.
 *
 * Invariants:
 * - the chain is fixed at submission, by a ruling (`request-route@1`); promised times are never recalculated by a new program;
 * - whoever writes anything of a request holds its row's lock, so a step is closed once and a stage opens once;
 * - nobody answers their own request, not in another's place either;
 * - a step that nobody may answer waits and says so; it is never passed over.
 */
export const STATUSES = ['in_review', 'info_requested', 'approved', 'rejected', 'withdrawn', 'expired'] as const
export type Status = (typeof STATUSES)[number]

/** Still to be decided. */
export const OPEN: readonly Status[] = ['in_review', 'info_requested']

/** Which verb leads from where to where; everything else is refused. */
export const MOVES = {
  approve: { from: ['in_review'], to: 'approved' },
  reject: { from: ['in_review'], to: 'rejected' },
  ask: { from: ['in_review'], to: 'info_requested' },
  answer: { from: ['info_requested'], to: 'in_review' },
  withdraw: { from: ['in_review', 'info_requested'], to: 'withdrawn' },
  expire: { from: ['approved'], to: 'expired' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>

export type Move = keyof typeof MOVES

/** May this verb be done in this state? */
export function isMove(verb: Move, status: Status): boolean {
  return (MOVES[verb].from as readonly Status[]).includes(status)
}

/** States of a registration on which something can still be asked for. */
export const ASKABLE_REGISTRATIONS = ['in_review', 'info_requested', 'queued', 'approved', 'converted'] as const

export type Request = {
  id: string
  partner_id: string
  registration_id: string | null
  account_id: string | null
  kind: string
  track: string
  status: Status
  discount_bps: number | null
  margin_bps: number | null
  amount_minor: string | null
  currency: string | null
  environment_days: number | null
  needed_on: LocalDate | null
  clause: string | null
  reason: string | null
  stage: number
  stages: number
  shows_names: boolean
  submitted_at: Instant
  submitted_by: string
  submitted_by_person: string | null
  on_behalf: boolean
  answer_due_at: Instant | null
  paused_at: Instant | null
  decided_at: Instant | null
  decided_by: string | null
  decision_reason: string | null
  way_to_yes: string | null
  valid_until: Instant | null
  ruling_id: string
  revision: number
}

/** `waiting` for an earlier stage; `dropped` when the request ended without it. */
export type StepStatus = 'waiting' | 'open' | 'approved' | 'rejected' | 'dropped'

export type Step = {
  id: string
  request_id: string
  partner_id: string
  stage: number
  place: number
  key: string
  name: string
  approvers: Approvers
  needs: Needs
  /** Working hours promised for it. */
  hours: number
  status: StepStatus
  short: boolean
  escalated_at: Instant | null
  opened_at: Instant | null
  due_at: Instant | null
  closed_at: Instant | null
}

/** Why somebody is asked: by the chain, in the place of people who are not there any more, or because it took too long. */
export type Why = 'role' | 'member' | 'partner_manager' | 'registration_manager' | 'instead' | 'escalated'

export type Ask = {
  id: string
  request_id: string
  step_id: string
  partner_id: string | null
  /** Whose answer it is. */
  member_id: string
  /** Who gives it: the same, or who stands in while that one is away. */
  asked_id: string
  why: Why
  state: 'asked' | 'answered' | 'released'
  asked_at: Instant
  due_at: Instant
  answer: 'approved' | 'rejected' | null
  answered_by: string | null
  answered_at: Instant | null
  note: string | null
}

export const REQUEST_REFUSALS = {
  unknown_kind: refusal(
    'request.unknown_kind',
    'invalid',
    'The program knows no such kind of request.',
    'Choose one of: {kinds}.',
  ),
  incomplete: refusal(
    'request.incomplete',
    'invalid',
    'The program asks for more, or for less, than was filled in.',
    'Look at the fields named below and send it again.',
  ),
  partner_needed: refusal(
    'request.partner_needed',
    'invalid',
    'It is not said for which partner this is.',
    'Name the partner as partner_id, or a registration of it.',
  ),
  no_track: refusal(
    'request.no_track',
    'conflict',
    'The partner is in no track in which it could ask for this.',
    'Ask the partner manager to enroll the partner in a track.',
  ),
  registration_over: refusal(
    'request.registration_over',
    'conflict',
    'The registration is {status}; nothing can be asked for on it any more.',
    'Ask without a registration, or register the deal anew.',
  ),
  already_open: refusal(
    'request.already_open',
    'conflict',
    'The same is being asked for on this registration already: {request}.',
    'Open that one; withdraw it first to ask anew.',
  ),
  wrong_state: refusal(
    'request.wrong_state',
    'conflict',
    'This request is {status}; that cannot be done any more.',
    'Load it again to see where it stands.',
  ),
  own: refusal(
    'request.own',
    'forbidden',
    'You submitted this request yourself, and nobody answers their own, in another’s place either.',
    'Leave it to the others who are asked.',
  ),
  not_asked: refusal(
    'request.not_asked',
    'forbidden',
    'You are not asked at the step that is open now.',
    'It waits for: {waiting_for}.',
  ),
  answered_already: refusal(
    'request.answered_already',
    'conflict',
    'You have answered this step already.',
    'Nothing is left for you to do here.',
  ),
} as const
