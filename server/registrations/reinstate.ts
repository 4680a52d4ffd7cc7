import { localDate } from '#kit/calendar.ts'
import { toWireId } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, type Context } from '#server/command/index.ts'
import { newId } from '#server/platform/clock.ts'
import { approveRegistration } from './approve.ts'
import {
  claimsAhead,
  decideByPerson,
  decideRegistration,
  PERSON_DECIDER,
  sharedTender,
  type PersonFacts,
} from './decide.ts'
import { lockRegistration } from './decide-by-person.ts'
import { gatherFacts, type Claim } from './gather.ts'
import { refuseHeld } from './held.ts'
import { HOLDING, isMove, REGISTRATION_REFUSALS as R, UNTOUCHED, type Registration } from './registration.ts'
import { settleMove, settleNew, type Settlement } from './settle.ts'
import * as store from './store.ts'

/**
 * Gives a claim to its partner, past the queue, because a dispute said so: what is in review is approved, what waits in
 * the queue is taken out of it, and what is over is registered anew as it was. Refuses where somebody else's protection
 * stands, where the account is held for another reason, or where the partner has another open claim there by now.
 * Answers the id of the registration that holds.
 */
export async function reinstateRegistration(ctx: Context, id: string, reason: string): Promise<string> {
  const found = await store.findRegistration(ctx.tx, ctx.org_id, id)
  if (!found) throw new Refused(COMMON.not_found, { noun: 'registration' })
  const r = await lockRegistration(ctx, found)
  if (HOLDING.includes(r.status)) throw new Refused(R.wrong_state, { status: 'approved already' })
  if (isMove('approve', r.status)) {
    const params = { id: toWireId('registration', r.id) }
    await approveRegistration.within(ctx, { params, query: undefined, body: { reason, override_reason: reason } })
    return r.id
  }
  if (r.status === 'queued') {
    const { settlement } = await decidePast(ctx, r, reason)
    await settleMove(ctx, r, settlement, 'registration.reinstated')
    return r.id
  }
  return registerAnew(ctx, r, reason)
}

/** A person's yes that goes past every claim that only waits; one that holds the account is never passed. */
async function decidePast(
  ctx: Context,
  claim: Claim,
  reason: string,
): Promise<{ settlement: Settlement; claim_no: string; account_id: string | null }> {
  const { facts, terms, program_version, own_open } = await gatherFacts(ctx, claim, null)
  if (own_open) throw new Refused(R.already_open, { registration: toWireId('registration', own_open) })
  const account_id = claim.account_id ?? facts.account?.id ?? null
  await refuseHeld(ctx, account_id)
  const ahead = claimsAhead(facts, terms.registration)
  const holder = ahead.find((one) => HOLDING.includes(one.status))
  if (holder)
    throw new Refused(R.protected, { until: localDate(holder.protected_until ?? ctx.now, terms.calendar.zone) })
  const person: PersonFacts = {
    v: 2,
    registration_id: claim.id,
    decision: 'approve',
    advised: decideRegistration(facts, terms, ctx.now).outcome.status,
    claims_ahead: ahead,
    has_reason: true,
    shares_tender: sharedTender(facts, terms.registration) !== null,
  }
  return {
    claim_no: facts.claim.claim_no,
    account_id,
    settlement: {
      ...decideByPerson(person, terms, ctx.now),
      kind: 'registration_person',
      decider: PERSON_DECIDER,
      facts: person,
      terms,
      program_version,
      decision_reason: reason,
    },
  }
}

async function registerAnew(ctx: Context, old: store.Shown, reason: string): Promise<string> {
  const claim: Registration = {
    ...old,
    ...UNTOUCHED,
    id: newId(),
    claim_no: '',
    status: 'in_review',
    submitted_at: ctx.now,
    submitted_by: actorRef(ctx.actor),
    submitted_by_person: ctx.actor.kind === 'person' ? ctx.actor.id : null,
    submitter_role: ctx.actor.role,
    on_behalf: true,
    ruling_id: '',
    revision: 1,
  }
  const { settlement, claim_no, account_id } = await decidePast(ctx, { ...claim, claim_no: null }, reason)
  await settleNew(ctx, { ...claim, claim_no, account_id }, settlement)
  const subject = { noun: 'registration' as const, id: claim.id }
  ctx.record('registration.reinstated', { ...subject, partner_id: claim.partner_id }, { of: old.id })
  return claim.id
}
