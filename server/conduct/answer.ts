import { actorRef, command } from '#server/command/index.ts'
import { announceStep, keepCase, loadCase, takeCase } from './case-in-hand.ts'
import * as contract from './contract.ts'
import { answerWithCase } from './show.ts'
import { TIMERS } from './timers.ts'

/** The partner answers; also late, for as long as nobody has decided. */
export const answerCase = command(contract.answerCase, {
  load: (ctx, { params }) => loadCase(ctx, params.id),
  gather: (ctx, _, loaded) => takeCase(ctx, loaded.id, 'answer'),
  async write(ctx, { input: { body }, facts: before }) {
    const c = await keepCase(ctx, before, {
      status: 'answered',
      answered_at: ctx.now,
      answered_by: actorRef(ctx.actor),
      answer: body.words,
    })
    ctx.clearTimers([TIMERS.reply_due], c.id)
    await announceStep(ctx, c, 'answered', { body: { late: before.status === 'silent' } })
    return answerWithCase(ctx, c.id)
  },
})
