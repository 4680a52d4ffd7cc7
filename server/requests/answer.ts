import { addWorkingHours, workingMinutesBetween, type Calendar } from '#kit/calendar.ts'
import type { Instant } from '#kit/instant.ts'
import { actorRef, command } from '#server/command/index.ts'
import { asksOf, gatherAround, openSteps, putAsk, putStep, reseat, takeInHand, watch } from './chain.ts'
import * as contract from './contract.ts'
import { answerRequest } from './show.ts'
import { checkMove, loadRequest } from './turn.ts'
import * as writes from './writes-store.ts'

/** As much working time as was left when the clock was stopped. What was late then is due now. */
function resumed(due_at: Instant, paused_at: Instant, now: Instant, calendar: Calendar): Instant {
  return addWorkingHours(now, workingMinutesBetween(paused_at, due_at, calendar) / 60, calendar)
}

/** The partner, or the org for it, answers what was asked back: everybody has the time that was left to them. */
export const answerQuestion = command(contract.answerQuestion, {
  load: (ctx, { params }) => loadRequest(ctx, params.id),
  policy: (actor, r) =>
    actor.side === 'partner' ||
    r.on_behalf || { why: 'The partner was asked, and answers itself.', who: 'somebody of the partner' },
  async gather(ctx, _, loaded) {
    const h = await takeInHand(ctx, loaded.id)
    checkMove('answer', h.r)
    return { h, known: await gatherAround(ctx, h.r) }
  },
  async write(ctx, { input: { body }, facts: { h, known } }) {
    const { r } = h
    const paused_at = r.paused_at ?? ctx.now
    const { id, partner_id } = r
    writes.answerQuestion(ctx.tx, ctx.org_id, id, {
      answer: body.answer,
      answered_by: actorRef(ctx.actor),
      answered_at: ctx.now,
    })
    for (const step of openSteps(h)) {
      const due_at = resumed(step.due_at ?? ctx.now, paused_at, ctx.now, known.calendar)
      putStep(ctx, step, { due_at })
      for (const ask of asksOf(h, step)) if (ask.state === 'asked') putAsk(ctx, ask, { due_at })
      watch(ctx, step, known)
    }
    const answer_due_at = r.answer_due_at && resumed(r.answer_due_at, paused_at, ctx.now, known.calendar)
    Object.assign(r, { status: 'in_review', paused_at: null, answer_due_at })
    const subject = { noun: 'request' as const, id }
    ctx.record('request.answered', { ...subject, partner_id }, { answer: 'changed' })
    await ctx.emit('request.answered', subject, partner_id, { kind: r.kind, registration_id: r.registration_id })
    await reseat(ctx, h, known)
    writes.updateRequest(ctx.tx, ctx.org_id, r)
    return answerRequest(ctx, id)
  },
})
