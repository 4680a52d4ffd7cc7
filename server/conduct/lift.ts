import { actorRef, command, type Context } from '#server/command/index.ts'
import { announceStep, checkPerson, keepCase, loadCase, takeCase } from './case-in-hand.ts'
import type { ConductCase } from './conduct.ts'
import * as contract from './contract.ts'
import { answerWithCase } from './show.ts'
import { restore } from './suspend.ts'
import { TIMERS } from './timers.ts'

/** Ends what a case led to. `counts`: it was served, and counts on; otherwise it is taken back, and counts no more. */
export async function endCase(
  ctx: Context,
  c: ConductCase,
  { by, reason, counts }: { by: string; reason: string | null; counts: boolean },
): Promise<void> {
  const next = await keepCase(ctx, c, {
    status: 'lifted',
    ended_at: ctx.now,
    ended_by: by,
    end_reason: reason,
    counts_until: counts ? c.counts_until : null,
  })
  const enrollments = c.status === 'suspended' ? await restore(ctx, c) : 0
  ctx.clearTimers(counts ? [TIMERS.lift] : [TIMERS.lift, TIMERS.lapse], c.id)
  await announceStep(ctx, next, 'lifted', { body: { before: c.status, served: counts, enrollments } })
}

/** Takes back a note, a warning or a suspension; the partner may register again at once. Disputes use it too. */
export const liftCase = command(contract.liftCase, {
  load: (ctx, { params }) => loadCase(ctx, params.id),
  async gather(ctx, _, loaded) {
    checkPerson(ctx.actor)
    return takeCase(ctx, loaded.id, 'lift')
  },
  async write(ctx, { input: { body }, facts: c }) {
    await endCase(ctx, c, { by: actorRef(ctx.actor), reason: body.reason, counts: false })
    return answerWithCase(ctx, c.id)
  },
})
