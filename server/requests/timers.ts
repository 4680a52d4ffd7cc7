import { addWorkingHours } from '#kit/calendar.ts'
import type { Context, TimerKind } from '#server/command/index.ts'
import { askHelpers, gatherAround, putStep, takeInHand, TIMERS, type InHand } from './chain.ts'
import type { Step } from './request.ts'
import * as store from './store.ts'
import * as writes from './writes-store.ts'

/** The clock at a request. It does not wait for a request that somebody has in hand: it comes again at once. */
export const requestTimers: TimerKind[] = [
  { kind: TIMERS.remind, fire: remind },
  { kind: TIMERS.escalate, fire: escalate },
  { kind: TIMERS.expire, fire: expire },
]

/** The step, if it still waits. */
async function waiting(ctx: Context, step_id: string): Promise<{ h: InHand; step: Step } | null> {
  const found = await store.findStep(ctx.tx, ctx.org_id, step_id)
  if (!found) return null
  const h = await takeInHand(ctx, found.request_id, false)
  const step = h.steps.find((one) => one.id === step_id)
  return step?.status === 'open' && h.r.status === 'in_review' ? { h, step } : null
}

/** Whoever has not answered is reminded, again and again until others are asked too. */
async function remind(ctx: Context, step_id: string): Promise<void> {
  const found = await waiting(ctx, step_id)
  if (!found || found.step.escalated_at) return
  const { h, step } = found
  const { calendar, terms } = await gatherAround(ctx, h.r)
  const subject = { noun: 'request' as const, id: h.r.id }
  ctx.record('request.reminded', { ...subject, partner_id: h.r.partner_id }, { step: step.key, due_at: step.due_at })
  const body = { step_id, step: step.key, stage: step.stage, due_at: step.due_at }
  await ctx.emit('request.reminded', subject, h.r.partner_id, body)
  const due_at = addWorkingHours(ctx.now, terms.answers.remind_after_working_hours, calendar)
  ctx.setTimer({ kind: TIMERS.remind, subject_id: step_id, account_id: null, due_at })
}

/** It takes too long: those of the program's roles are asked as well. Nothing is approved by that. */
async function escalate(ctx: Context, step_id: string): Promise<void> {
  const found = await waiting(ctx, step_id)
  if (!found) return
  const { h, step } = found
  const seats = askHelpers(ctx, h, step, await gatherAround(ctx, h.r))
  putStep(ctx, step, { escalated_at: ctx.now, short: step.short && seats.length === 0 })
  ctx.clearTimers([TIMERS.remind], step_id)
  const subject = { noun: 'request' as const, id: h.r.id }
  const asked = seats.map((one) => one.asked_id)
  ctx.record('request.escalated', { ...subject, partner_id: h.r.partner_id }, { step: step.key, asked })
  await ctx.emit('request.escalated', subject, h.r.partner_id, { step_id, step: step.key, stage: step.stage })
}

/** What was approved for a time is over. */
async function expire(ctx: Context, id: string): Promise<void> {
  const { r } = await takeInHand(ctx, id, false)
  if (r.status !== 'approved') return
  writes.updateRequest(ctx.tx, ctx.org_id, { ...r, status: 'expired' })
  const subject = { noun: 'request' as const, id }
  const { kind, registration_id, valid_until } = r
  ctx.record(
    'request.expired',
    { ...subject, partner_id: r.partner_id },
    { before: r.status, after: 'expired', valid_until },
  )
  await ctx.emit('request.expired', subject, r.partner_id, { before: r.status, kind, registration_id, valid_until })
}
