import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command, type Context } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { checkMove, loadRegistration, lockRegistration } from './decide-by-person.ts'
import { moveQueue } from './queue.ts'
import type { Registration } from './registration.ts'
import { TIMERS } from './settle.ts'
import { answerRegistration } from './show.ts'
import * as store from './store.ts'

/** Ends a registration that decided nothing new: withdrawn by somebody, or expired by the clock. Releases its account. */
export async function release(
  ctx: Context,
  r: Registration,
  status: 'withdrawn' | 'expired',
  reason: string | null,
): Promise<void> {
  const next: Registration = {
    ...r,
    status,
    recommendation: null,
    answer_due_at: null,
    decision_reason: reason ?? r.decision_reason,
  }
  const ended = status === 'withdrawn' ? { ...next, decided_at: ctx.now, decided_by: actorRef(ctx.actor) } : next
  if ((await store.moveRegistration(ctx.tx, ctx.org_id, ended, r.status)) === undefined) throw new Refused(COMMON.stale)
  if (r.status === 'approved') store.endProtection(ctx.tx, ctx.org_id, r.id, ctx.now)
  ctx.clearTimers(Object.values(TIMERS), r.id)
  const subject = { noun: 'registration' as const, id: r.id }
  ctx.record(
    `registration.${status}`,
    { ...subject, partner_id: r.partner_id },
    { before: r.status, after: status, reason },
  )
  await ctx.emit(`registration.${status}`, subject, r.partner_id, { before: r.status })
  if (r.account_id) await moveQueue(ctx, r.account_id)
}

/** The partner, or the org for it, takes a registration back: the account comes free at once. */
export const withdrawRegistration = command(contract.withdrawRegistration, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, _, loaded) => {
    const r = await lockRegistration(ctx, loaded)
    checkMove('withdraw', r)
    return r
  },
  write: async (ctx, { input, facts }) => {
    await release(ctx, facts, 'withdrawn', input.body.reason || null)
    return answerRegistration(ctx, facts.id)
  },
})
