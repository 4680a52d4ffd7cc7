import { COMMON, Refused } from '#kit/refusal.ts'
import type { Context, TimerKind } from '#server/command/index.ts'
import { announceStep, keepCase } from './case-in-hand.ts'
import { endCase } from './lift.ts'
import { lookTimer } from './look.ts'
import * as store from './store.ts'
import { TIMERS } from './timers.ts'

/** The clock at a case. It does not wait for one that somebody has in hand: it comes again at once. */
export const conductTimers: TimerKind[] = [
  lookTimer,
  { kind: TIMERS.reply_due, fire: replyDue },
  { kind: TIMERS.lapse, fire: lapse },
  { kind: TIMERS.lift, fire: liftServed },
]

async function inHand(ctx: Context, id: string) {
  const c = await store.lockCase(ctx.tx, ctx.org_id, id, false)
  if (!c) throw new Refused(COMMON.not_found, { noun: 'conduct case' })
  return c
}

/** The partner's days are over. Its silence decides nothing: a person may do that now. */
async function replyDue(ctx: Context, id: string): Promise<void> {
  const c = await inHand(ctx, id)
  if (c.status !== 'notified') return
  await announceStep(ctx, await keepCase(ctx, c, { status: 'silent', silent_at: ctx.now }), 'silent')
}

/** What was held against the partner counts no more. */
async function lapse(ctx: Context, id: string): Promise<void> {
  const c = await inHand(ctx, id)
  if (c.status !== 'noted' && c.status !== 'warned') return
  const next = await keepCase(ctx, c, { status: 'lapsed', ended_at: ctx.now, ended_by: 'clock' })
  await announceStep(ctx, next, 'lapsed', { body: { before: c.status } })
}

/** The suspension was served. */
async function liftServed(ctx: Context, id: string): Promise<void> {
  const c = await inHand(ctx, id)
  if (c.status === 'suspended') await endCase(ctx, c, { by: 'clock', reason: null, counts: true })
}
