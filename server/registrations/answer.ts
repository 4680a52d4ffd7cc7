import { addWorkingHours, localDate } from '#kit/calendar.ts'
import { canonical } from '#kit/canonical.ts'
import { nameKey } from '#kit/company-name.ts'
import type { RouteInput } from '#kit/contract.ts'
import { toWireId } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { correctAccount, domainOf, retireAccount } from '#server/accounts/index.ts'
import { actorRef, command, type Context } from '#server/command/index.ts'
import * as contract from './contract-life.ts'
import { decideRegistration, DECIDER, type Terms } from './decide.ts'
import { checkMove, loadRegistration, lockRegistration } from './decide-by-person.ts'
import { attachAnswers, correctedAnswers } from './fill-form.ts'
import { gatherFacts, gatherTerms, type Gathered } from './gather.ts'
import { correctRegistration, insertMessage, isBroughtAlone } from './life-store.ts'
import { moveQueue } from './queue.ts'
import {
  CLAIMS_ANEW,
  DECIDED_ON,
  linesText,
  REGISTRATION_REFUSALS as R,
  type Correctable,
  type Registration,
} from './registration.ts'
import { settleMove, TIMERS } from './settle.ts'
import { answerRegistration as show } from './show.ts'
import * as store from './store.ts'
import { checkNotSuspended } from './suspended.ts'

type Corrections = NonNullable<RouteInput<typeof contract.answerRegistration>['body']['corrections']>

/** The registration as the partner now says it is. */
function corrected(r: store.Shown, to: Corrections, terms: Terms, side: 'org' | 'partner'): store.Shown {
  const { amount, product_lines, account_domain, answers, ...plain } = to
  return {
    ...r,
    ...plain,
    ...(account_domain !== undefined && { account_domain: domainOf(account_domain, 'corrections.account_domain') }),
    ...(amount && { amount_minor: amount.amount_minor, currency: amount.currency }),
    ...(answers && { answers: correctedAnswers(r, answers, terms, side) }),
    ...(product_lines && { lines: linesText(terms.registration.lines.split ? product_lines : []) }),
  }
}

/** What the answer changed: a field that is said again as it was is no correction. */
function changedFields(before: Registration, after: Registration): Correctable[] {
  const same = (field: keyof Registration) => (before[field] ?? '') === (after[field] ?? '')
  const is: Record<Correctable, boolean> = {
    account_name: same('account_name'),
    account_domain: same('account_domain'),
    account_country: same('account_country'),
    account_tax_id: same('account_tax_id'),
    contact_name: same('contact_name'),
    contact_email: same('contact_email'),
    amount: same('amount_minor') && same('currency'),
    expected_close_on: same('expected_close_on'),
    product_lines: same('lines'),
    use_case: same('use_case'),
    notes: same('notes'),
    answers: canonical(before.answers) === canonical(after.answers),
  }
  return (Object.keys(is) as Correctable[]).filter((field) => !is[field]) // the record's own keys
}

function checkCorrections(to: Corrections, terms: Terms, now: string): void {
  const today = localDate(now, terms.calendar.zone)
  if (to.expected_close_on && to.expected_close_on < today)
    throw new Refused(
      R.past_close,
      {},
      {
        fields: [{ path: 'corrections.expected_close_on', message: `expected today (${today}) or a later day` }],
      },
    )
  const known = terms.registration.lines.list.map((line) => line.id)
  const unknown = (to.product_lines ?? []).filter((id) => !known.includes(id))
  if (unknown.length > 0)
    throw new Refused(
      R.unknown_line,
      {},
      {
        fields: [
          { path: 'corrections.product_lines', message: `the program has no product line ${unknown.join(', ')}` },
        ],
      },
    )
}

type Anew = Gathered & { alone: boolean }

/**
 * Facts of the claim as it is now. Who corrects the company or the lines claims something else, and takes its rank
 * there: nobody who came first in the meantime is passed over.
 */
async function gatherAnew(ctx: Context, loaded: store.Shown, next: store.Shown, fields: Correctable[]): Promise<Anew> {
  const elsewhere = fields.some((field) => CLAIMS_ANEW.includes(field) && field !== 'product_lines')
  const anew = fields.some((field) => CLAIMS_ANEW.includes(field))
  const leaving = elsewhere ? loaded.account_id : null
  // An account that this registration alone brought, under a name or domain that was wrong, is no other company.
  const alone = leaving !== null && (await isBroughtAlone(ctx.tx, ctx.org_id, leaving, loaded))
  const claim = { ...next, account_id: elsewhere ? null : loaded.account_id, claim_no: anew ? null : loaded.claim_no }
  const gathered = await gatherFacts(
    ctx,
    claim,
    null,
    undefined,
    leaving ? { account_id: leaving, cannot_be_meant: alone } : undefined,
  )
  const fresh = await store.findRegistration(ctx.tx, ctx.org_id, loaded.id)
  if (fresh) checkMove('answer', fresh)
  checkNotSuspended(gathered.facts.partner.status)
  if (fresh?.revision !== loaded.revision) throw new Refused(COMMON.stale)
  if (gathered.own_open)
    throw new Refused(R.already_open, { registration: toWireId('registration', gathered.own_open) })
  // Again, now that nobody else can come to that account meanwhile.
  return { ...gathered, alone: alone && (await isBroughtAlone(ctx.tx, ctx.org_id, leaving, loaded)) }
}

/** The partner answers in words, and may correct what it registered; what the program decides on is decided again. */
export const answerRegistration = command(contract.answerRegistration, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, { body }, loaded) => {
    const { terms } = await gatherTerms(ctx)
    checkMove('answer', loaded)
    checkCorrections(body.corrections ?? {}, terms, ctx.now)
    const next = corrected(loaded, body.corrections ?? {}, terms, ctx.actor.side)
    const fields = changedFields(loaded, next)
    if (fields.some((field) => DECIDED_ON.includes(field)))
      return { r: loaded, next, fields, terms, anew: await gatherAnew(ctx, loaded, next, fields) }
    const r = await lockRegistration(ctx, loaded)
    checkMove('answer', r)
    return { r, next: corrected(r, body.corrections ?? {}, terms, ctx.actor.side), fields, terms, anew: null }
  },
  decide: ({ anew }, { now }) => anew && decideRegistration(anew.facts, anew.terms, now),
  write: async (ctx, { input: { body }, facts: { r, next, fields, terms, anew }, decision }) => {
    const message_id = ctx.newId()
    insertMessage(ctx.tx, ctx.org_id, {
      id: message_id,
      registration_id: r.id,
      partner_id: r.partner_id,
      kind: 'answer',
      body: body.answer,
      fields,
      said_at: ctx.now,
      said_by: actorRef(ctx.actor),
      side: ctx.actor.side,
    })
    const claim_no = anew?.facts.claim.claim_no ?? r.claim_no
    if (fields.length > 0)
      correctRegistration(ctx.tx, ctx.org_id, r.id, {
        ...next,
        account_name_key: nameKey(next.account_name),
        claim_no,
        // Tied again by the move below; meanwhile it claims nothing.
        account_id: anew ? null : r.account_id,
      })
    await attachAnswers(ctx, next, r.answers)
    const subject = { noun: 'registration' as const, id: r.id }
    const after =
      anew && decision
        ? await settleAnew(ctx, r, { ...next, claim_no }, anew, decision)
        : await resume(ctx, next, terms)
    ctx.record(
      'registration.answered',
      { ...subject, partner_id: r.partner_id },
      { before: r.status, after: after.status, message: message_id, fields },
    )
    await ctx.emit('registration.answered', subject, r.partner_id, {
      before: r.status,
      status: after.status,
      message_id,
      fields,
    })
    if (anew && r.account_id) await moveQueue(ctx, r.account_id)
    return show(ctx, r.id)
  },
})

/** Back to review as it was, with a new promise of an answer. */
async function resume(ctx: Context, r: Registration, terms: Terms): Promise<Registration> {
  const hours = terms.registration.review.answer_within_working_hours
  const answer_due_at = addWorkingHours(ctx.now, hours, terms.calendar)
  const next: Registration = { ...r, status: 'in_review', answer_due_at, reply_due_at: null }
  if ((await store.moveRegistration(ctx.tx, ctx.org_id, next, r.status)) === undefined) throw new Refused(COMMON.stale)
  ctx.clearTimers([TIMERS.reply_due, TIMERS.reply_remind], r.id)
  ctx.setTimer({ kind: TIMERS.answer_due, subject_id: r.id, account_id: r.account_id, due_at: answer_due_at })
  return next
}

/** Keeps what the ladder made of the corrected claim. */
async function settleAnew(
  ctx: Context,
  before: Registration,
  next: Registration,
  { facts, terms, program_version, alone }: Anew,
  decision: ReturnType<typeof decideRegistration>,
): Promise<Registration> {
  let account_id = facts.account?.id ?? null
  const brought = alone ? before.account_id : null
  if (brought && account_id) await retireAccount(ctx, brought, account_id)
  else if (brought && facts.match.candidates.length === 0) {
    await correctAccount(ctx, brought, next)
    account_id = brought
  }
  const settlement = {
    ...decision,
    kind: 'registration',
    decider: DECIDER,
    facts,
    terms,
    program_version,
    decision_reason: null,
  }
  return settleMove(ctx, { ...next, account_id }, settlement, 'registration.decided_again')
}
