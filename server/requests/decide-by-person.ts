import { actorRef, command, type Context } from '#server/command/index.ts'
import { advance, openSteps, putAsk, TIMERS } from './chain.ts'
import * as contract from './contract.ts'
import { answerRequest } from './show.ts'
import { gatherTurn, loadRequest, type Turn } from './turn.ts'
import * as writes from './writes-store.ts'

/** Gives every answer that is the caller's to give, and lets the request walk on. */
async function giveAnswers(
  ctx: Context,
  h: Turn,
  answer: 'approved' | 'rejected',
  said: { note: string | null; reason: string | null; way_to_yes: string | null },
): Promise<void> {
  for (const ask of h.mine) {
    putAsk(ctx, ask, { state: 'answered', answer, answered_by: h.me, answered_at: ctx.now, note: said.note })
    const step = h.steps.find((one) => one.id === ask.step_id)
    const change = { step: step?.key, answer, for_member: ask.member_id === h.me ? null : ask.member_id }
    ctx.record('request.step_answered', { noun: 'request', id: h.r.id, partner_id: h.r.partner_id }, change)
    // Who of the org said what is the org's own business.
    await ctx.emit('request.step_answered', { noun: 'request', id: h.r.id }, null, { step_id: ask.step_id, ...change })
  }
  await advance(ctx, h, h.known, said)
  writes.updateRequest(ctx.tx, ctx.org_id, h.r)
}

/** A yes. The last one that was wanted closes the step, the last step opens the next stage, the last stage approves. */
export const approveRequest = command(contract.approveRequest, {
  load: (ctx, { params }) => loadRequest(ctx, params.id),
  gather: (ctx, _, r) => gatherTurn(ctx, r, 'approve'),
  async write(ctx, { input: { body }, facts: h }) {
    await giveAnswers(ctx, h, 'approved', { note: body.note || null, reason: null, way_to_yes: null })
    return answerRequest(ctx, h.r.id)
  },
})

/** A no, with a reason that the partner reads when it is the last word. */
export const rejectRequest = command(contract.rejectRequest, {
  load: (ctx, { params }) => loadRequest(ctx, params.id),
  gather: (ctx, _, r) => gatherTurn(ctx, r, 'reject'),
  async write(ctx, { input: { body }, facts: h }) {
    const { reason } = body
    await giveAnswers(ctx, h, 'rejected', { note: reason, reason, way_to_yes: body.way_to_yes || null })
    return answerRequest(ctx, h.r.id)
  },
})

/** Whoever is asked wants to know more first: the clock stands still. */
export const askBack = command(contract.askBack, {
  load: (ctx, { params }) => loadRequest(ctx, params.id),
  gather: (ctx, _, r) => gatherTurn(ctx, r, 'ask'),
  async write(ctx, { input: { body }, facts: h }) {
    const { r } = h
    const by = actorRef(ctx.actor)
    const { id, partner_id } = r
    const question = {
      id: ctx.newId(),
      request_id: id,
      partner_id,
      question: body.question,
      asked_by: by,
      asked_at: ctx.now,
    }
    writes.insertQuestion(ctx.tx, ctx.org_id, question)
    for (const step of openSteps(h)) ctx.clearTimers([TIMERS.remind, TIMERS.escalate], step.id)
    writes.updateRequest(ctx.tx, ctx.org_id, { ...r, status: 'info_requested', paused_at: ctx.now })
    const subject = { noun: 'request' as const, id }
    ctx.record('request.info_requested', { ...subject, partner_id }, { before: r.status, question: 'changed' })
    await ctx.emit('request.info_requested', subject, partner_id, {
      before: r.status,
      kind: r.kind,
      registration_id: r.registration_id,
    })
    return answerRequest(ctx, id)
  },
})
