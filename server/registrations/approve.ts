import { command } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { decideAsPerson, gatherDecision, loadRegistration } from './decide-by-person.ts'
import { refuseHeld } from './held.ts'
import { settleMove } from './settle.ts'
import { answerRegistration } from './show.ts'

/** A person approves what is in review: protection begins. */
export const approveRegistration = command(contract.approveRegistration, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, { body }, r) => {
    const gathered = await gatherDecision(ctx, r, 'approve', {
      reason: body.reason || null,
      override: body.override_reason || null,
      seen_revision: body.seen_revision,
    })
    await refuseHeld(ctx, gathered.r.account_id)
    return gathered
  },
  decide: (facts, { now }) => decideAsPerson(facts, now),
  write: async (ctx, { facts, decision }) => {
    await settleMove(ctx, decision.r, decision, 'registration.approved')
    if (facts.override)
      ctx.record('registration.overrode', { noun: 'registration', id: decision.r.id }, { reason: facts.override })
    return answerRegistration(ctx, decision.r.id)
  },
})
