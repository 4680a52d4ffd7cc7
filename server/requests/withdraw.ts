import { command } from '#server/command/index.ts'
import { finish, takeInHand } from './chain.ts'
import * as contract from './contract.ts'
import { answerRequest } from './show.ts'
import { checkMove, loadRequest } from './turn.ts'
import * as writes from './writes-store.ts'

/** Whoever asked takes it back; nobody is asked any more. */
export const withdrawRequest = command(contract.withdrawRequest, {
  load: (ctx, { params }) => loadRequest(ctx, params.id),
  policy: (actor, r) =>
    actor.side === 'partner' ||
    r.on_behalf || { why: 'The partner asked for this, and takes it back itself.', who: 'somebody of the partner' },
  async gather(ctx, _, loaded) {
    const h = await takeInHand(ctx, loaded.id)
    checkMove('withdraw', h.r)
    return h
  },
  async write(ctx, { input: { body }, facts: h }) {
    await finish(ctx, h, 'withdrawn', { reason: body.reason || null, way_to_yes: null })
    writes.updateRequest(ctx.tx, ctx.org_id, h.r)
    return answerRequest(ctx, h.r.id)
  },
})
