import type { Answers } from '#kit/form.ts'
import type { Instant, LocalDate } from '#kit/instant.ts'
import { refusal } from '#kit/refusal.ts'

/**
 * A registration is a partner's claim on an account.
 *
 * Invariants, each held by the database:
 * - one protection of an account and product line at an instant (`protection_one_at_a_time`);
 * - one open claim per partner, account and line (`registration_one_open_claim`);
 * - claims rank by `claim_no`, given under the account's locks and kept for good;
 * - a published program version, a granted window and a deadline are never recalculated.
 */
export const STATUSES = [
  'in_review',
  'info_requested',
  'queued',
  'approved',
  'converted',
  'rejected',
  'withdrawn',
  'expired',
  'won',
  'lost',
  'revoked',
] as const
export type Status = (typeof STATUSES)[number]

/** Claims that stand in the way of later ones on the same account and lines. */
export const OPEN = ['in_review', 'info_requested', 'queued', 'approved', 'converted'] as const satisfies Status[]
export type OpenStatus = (typeof OPEN)[number]

/** Claims that hold their account: their protection lasts. */
export const HOLDING: readonly Status[] = ['approved', 'converted']

/** Is it still a claim, or is it over? */
export function isOpen(status: Status): status is OpenStatus {
  return (OPEN as readonly Status[]).includes(status)
}

/**
 * Which verb leads from where to where; everything else is refused. Where a ruling decides, `to` is what most come to:
 * an answer that corrects the company, a confirmation and what comes free are decided again through the ladder.
 */
export const MOVES = {
  approve: { from: ['in_review', 'info_requested'], to: 'approved' },
  reject: { from: ['in_review', 'info_requested'], to: 'rejected' },
  pick_account: { from: ['in_review'], to: 'in_review' },
  ask: { from: ['in_review'], to: 'info_requested' },
  answer: { from: ['info_requested'], to: 'in_review' },
  confirm: { from: ['queued'], to: 'in_review' },
  come_free: { from: ['queued'], to: 'in_review' },
  withdraw: { from: ['in_review', 'info_requested', 'queued', 'approved'], to: 'withdrawn' },
  extend: { from: ['approved'], to: 'approved' },
  convert: { from: ['approved'], to: 'converted' },
  win: { from: ['converted'], to: 'won' },
  lose: { from: ['approved', 'converted'], to: 'lost' },
  revoke: { from: ['approved', 'converted'], to: 'revoked' },
  expire: { from: ['approved', 'converted'], to: 'expired' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>

export type Move = keyof typeof MOVES

/** May this verb be done in this state? */
export function isMove(verb: Move, status: Status): boolean {
  return (MOVES[verb].from as readonly Status[]).includes(status)
}

export type Recommendation = 'approve' | 'reject' | 'pick_account'

export type Registration = {
  id: string
  partner_id: string
  track: string
  claim_no: string
  status: Status
  account_id: string | null
  account_name: string
  account_domain: string | null
  account_country: string | null
  account_tax_id: string | null
  contact_name: string | null
  contact_email: string | null
  amount_minor: string | null
  currency: string | null
  expected_close_on: LocalDate | null
  /** PostgreSQL's text of an int4multirange: `{(,)}` is all lines. */
  lines: string
  use_case: string | null
  notes: string | null
  submitted_at: Instant
  submitted_by: string
  submitted_by_person: string | null
  submitter_role: string
  on_behalf: boolean
  manager_id: string | null
  recommendation: Recommendation | null
  answer_due_at: Instant | null
  decided_at: Instant | null
  decided_by: string | null
  decision_reason: string | null
  /** The sale that a converted registration is tied to. */
  opportunity_id: string | null
  converted_at: Instant | null
  ended_at: Instant | null
  ended_by: string | null
  end_reason: string | null
  /** By when the partner answers the org's question. */
  reply_due_at: Instant | null
  /** By when the partner confirms that it still wants what came free. */
  confirm_due_at: Instant | null
  /** By when the partner follows up next; null where the program asks for none, or nothing is held. */
  follow_up_due_at: Instant | null
  /** Since when the follow-up has slipped. */
  follow_up_slipped_at: Instant | null
  /** What the track's form took, by field, as the form of this version of the program asked it. */
  answers: Answers
  answers_version: number | null
  is_tender: boolean
  tender_reference: string | null
  /** The reference as it is compared. */
  tender_key: string | null
  /** The customer's signed letter hangs on it. */
  has_letter: boolean
  ruling_id: string
  revision: number
}

/** What stands in a registration before anything has become of it. */
export const UNTOUCHED = {
  recommendation: null,
  answer_due_at: null,
  decided_at: null,
  decided_by: null,
  decision_reason: null,
  opportunity_id: null,
  converted_at: null,
  ended_at: null,
  ended_by: null,
  end_reason: null,
  reply_due_at: null,
  confirm_due_at: null,
  follow_up_due_at: null,
  follow_up_slipped_at: null,
} satisfies Partial<Registration>

/** What a partner can do about a deal. */
export const ACTIVITY_KINDS = ['meeting', 'call', 'demo', 'proposal', 'email', 'other'] as const
export type ActivityKind = (typeof ACTIVITY_KINDS)[number]

/** What the org may ask a partner to correct, and the partner may correct when it answers. */
export const CORRECTABLE = [
  'account_name',
  'account_domain',
  'account_country',
  'account_tax_id',
  'contact_name',
  'contact_email',
  'amount',
  'expected_close_on',
  'product_lines',
  'use_case',
  'notes',
  // What the track's form asks beyond the standard fields.
  'answers',
] as const
export type Correctable = (typeof CORRECTABLE)[number]

/** Corrections that say which company, or which lines, are meant: the claim takes its place among those anew. */
export const CLAIMS_ANEW: readonly Correctable[] = [
  'account_name',
  'account_domain',
  'account_country',
  'account_tax_id',
  'product_lines',
]

/** Corrections after which the program decides again. */
export const DECIDED_ON: readonly Correctable[] = [...CLAIMS_ANEW, 'amount', 'answers']

/** A tender's reference as it is compared: the same one, however it was typed. */
export function tenderKey(reference: string): string | null {
  return (
    reference
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '') || null
  )
}

/** All product lines, also those added to the program later. */
const ALL_LINES = '{(,)}'

/** Lines by number as PostgreSQL reads them; none named means all. */
export function linesText(ids: readonly number[]): string {
  if (ids.length === 0) return ALL_LINES
  const ranges = [...new Set(ids)].sort((a, b) => a - b).map((id) => `[${id},${id + 1})`)
  return `{${ranges.join(',')}}`
}

/** The numbers inside; `null` is all lines. */
export function lineIds(lines: string): number[] | null {
  if (lines === ALL_LINES) return null
  const ids: number[] = []
  for (const [, from, to] of lines.matchAll(/[[(](\d+),(\d+)[)\]]/g)) {
    for (let id = Number(from); id < Number(to); id++) ids.push(id)
  }
  return ids
}

/** Do two sets of lines share one? */
export function overlaps(a: readonly number[] | null, b: readonly number[] | null): boolean {
  return a === null || b === null || a.some((id) => b.includes(id))
}

export const REGISTRATION_REFUSALS = {
  incomplete: refusal(
    'registration.incomplete',
    'invalid',
    'The program asks for more than was filled in.',
    'Fill in the fields named below and submit again.',
  ),
  past_close: refusal(
    'registration.closing_date_past',
    'invalid',
    'The expected closing date lies in the past.',
    'Give the date on which you expect to close.',
  ),
  unknown_line: refusal(
    'registration.unknown_line',
    'invalid',
    'The program has no such product line.',
    'Choose from the product lines of the program.',
  ),
  unknown_product: refusal(
    'registration.unknown_product',
    'invalid',
    'The program holds no price of one of these products.',
    'Choose from the products that the form names.',
  ),
  partner_needed: refusal(
    'registration.partner_needed',
    'invalid',
    'It is not said for which partner this is.',
    'Name the partner as partner_id.',
  ),
  no_track: refusal(
    'registration.no_track',
    'conflict',
    'The partner is in no track in which it could register this.',
    'Ask the partner manager to enroll the partner in a track.',
  ),
  track_needed: refusal(
    'registration.track_needed',
    'invalid',
    'The partner is in several tracks, and none was named.',
    'Name one of: {tracks}.',
  ),
  already_open: refusal(
    'registration.already_open',
    'conflict',
    'You have an open registration of this account: {registration}.',
    'Open that one; withdraw it first if you want to start anew.',
  ),
  wrong_state: refusal(
    'registration.wrong_state',
    'conflict',
    'This registration is {status}; that cannot be done any more.',
    'Load it again to see where it stands.',
  ),
  account_not_picked: refusal(
    'registration.account_not_picked',
    'conflict',
    'It is not decided yet which account this is.',
    'Pick the account first.',
  ),
  partner_suspended: refusal(
    'registration.partner_suspended',
    'conflict',
    'The partner is suspended: its open registrations wait where they are, and its protections are not extended.',
    'Decide it when the suspension has ended, or look at the conduct case.',
  ),
  second_person: refusal(
    'registration.second_person',
    'forbidden',
    'You registered this yourself, and the program asks for a second person.',
    'Ask a colleague to decide.',
  ),
  protected: refusal(
    'registration.account_protected',
    'conflict',
    'Another registration protects this account until {until}.',
    'Reject this one, or let it wait in the queue.',
  ),
  not_assignable: refusal(
    'registration.not_assignable',
    'invalid',
    'This person cannot look after registrations.',
    'Choose somebody who works for the org now.',
  ),
  nothing_offered: refusal(
    'registration.nothing_offered',
    'conflict',
    'Nothing is offered here that could be confirmed.',
    'Wait until the company comes free; you are told then.',
  ),
  extension_asked: refusal(
    'registration.extension_already_asked',
    'conflict',
    'More time has been asked for already, and is not answered yet.',
    'Wait for that answer.',
  ),
  no_extension_asked: refusal(
    'registration.no_extension_asked',
    'conflict',
    'Nobody is waiting for an answer about more time here.',
    'Load it again to see where it stands.',
  ),
  opportunity_needed: refusal(
    'registration.opportunity_needed',
    'invalid',
    'It is not said which opportunity this became.',
    'Name an open opportunity of the account, or describe a new one; not both.',
  ),
  not_at_account: refusal(
    'registration.opportunity_elsewhere',
    'conflict',
    'This opportunity is not at the account that is registered.',
    'Choose one of the account’s own open opportunities.',
  ),
  opportunity_closed: refusal(
    'registration.opportunity_closed',
    'conflict',
    'This opportunity is {stage} already.',
    'Choose one that is still open.',
  ),
  activity_date: refusal(
    'registration.activity_date',
    'invalid',
    'An activity is logged after it happened, and while the deal is registered.',
    'Give a day between the registration ({from}) and today ({today}).',
  ),
  account_held: refusal(
    'registration.account_held',
    'conflict',
    'This account is held until {dispute} is settled; nobody new is approved on it meanwhile.',
    'Wait for that decision, or reject this registration.',
  ),
  override_needed: refusal(
    'registration.override_needed',
    'conflict',
    'An earlier claim on this account is still open: {registration}.',
    'Decide the earlier claim first, or give a written reason to go past it.',
  ),
} as const
