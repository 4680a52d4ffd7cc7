import { command } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { decideAsPerson, gatherDecision, loadRegistration } from './decide-by-person.ts'
import { moveQueue } from './queue.ts'
import { settleMove } from './settle.ts'
import { answerRegistration } from './show.ts'

/** A person rejects what is in review, with a reason the partner reads; whoever waits behind it moves up. */
export const rejectRegistration = command(contract.rejectRegistration, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: (ctx, { body }, r) =>
    gatherDecision(ctx, r, 'reject', { reason: body.reason, override: null, seen_revision: body.seen_revision }),
  decide: (facts, { now }) => decideAsPerson(facts, now),
  write: async (ctx, { decision }) => {
    await settleMove(ctx, decision.r, decision, 'registration.rejected')
    if (decision.r.account_id) await moveQueue(ctx, decision.r.account_id)
    return answerRegistration(ctx, decision.r.id)
  },
})
