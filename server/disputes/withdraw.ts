import { command } from '#server/command/index.ts'
import { releaseHolds } from '#server/holds/index.ts'
import * as contract from './contract.ts'
import { TIMERS, type Dispute } from './dispute.ts'
import { announceTo, checkOpener, keep, loadParty, takeInHand, write } from './hand.ts'
import { openerOnly } from './propose.ts'
import { answerDispute } from './show.ts'
import * as writes from './writes-store.ts'

/** Whoever disagreed does not any more: everything goes on as if nobody had, and what was held is released. */
export const withdrawDispute = command(contract.withdrawDispute, {
  load: (ctx, { params }) => loadParty(ctx, params.id),
  policy: openerOnly,
  async gather(ctx, _, party) {
    const h = await takeInHand(ctx, party, 'withdraw')
    checkOpener(ctx.actor, h.d)
    return h
  },
  async write(ctx, { input: { body }, facts: h }) {
    const { d } = h
    const before = d.status
    if (body.reason) write(ctx, h.party, 'said', body.reason)
    writes.keepEffects(ctx.tx, ctx.org_id, d.id, [])
    writes.endParties(ctx.tx, ctx.org_id, d.id, ctx.now)
    for (const party of h.parties) {
      ctx.clearTimers([TIMERS.answer], party.id)
      if (!party.is_opener) await announceTo(ctx, party, 'over')
    }
    Object.assign(d, { status: 'withdrawn', paused_at: null, ended_at: ctx.now } satisfies Partial<Dispute>)
    await keep(ctx, h, 'withdrawn', before)
    await releaseHolds(ctx, { noun: 'dispute', id: d.id })
    return answerDispute(ctx, h.party)
  },
})
