import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, type Context } from '#server/command/index.ts'
import { lapseExtension } from './life-store.ts'
import { moveQueue } from './queue.ts'
import { HOLDING, type Registration, type Status } from './registration.ts'
import { TIMERS } from './settle.ts'
import * as store from './store.ts'

/** How a registration can be over without a ruling. */
export type Ending = Extract<Status, 'withdrawn' | 'expired' | 'won' | 'lost' | 'revoked'>

/** Makes an end of a registration, and lets its account go: whoever waits there is decided at once, unless the queue stays. */
export async function endRegistration(
  ctx: Context,
  r: Registration,
  status: Ending,
  reason: string | null,
  queue: 'moves' | 'stays' = 'moves',
): Promise<void> {
  const next: Registration = {
    ...r,
    status,
    recommendation: null,
    answer_due_at: null,
    reply_due_at: null,
    confirm_due_at: null,
    follow_up_due_at: null,
    ended_at: ctx.now,
    ended_by: actorRef(ctx.actor),
    end_reason: reason,
  }
  if ((await store.moveRegistration(ctx.tx, ctx.org_id, next, r.status)) === undefined) throw new Refused(COMMON.stale)
  if (HOLDING.includes(r.status)) {
    store.endProtection(ctx.tx, ctx.org_id, r.id, ctx.now)
    lapseExtension(ctx.tx, ctx.org_id, r.id, ctx.now)
  }
  ctx.clearTimers(Object.values(TIMERS), r.id)
  const subject = { noun: 'registration' as const, id: r.id }
  ctx.record(
    `registration.${status}`,
    { ...subject, partner_id: r.partner_id },
    { before: r.status, after: status, reason },
  )
  await ctx.emit(`registration.${status}`, subject, r.partner_id, { before: r.status })
  if (r.account_id && queue === 'moves') await moveQueue(ctx, r.account_id)
}
