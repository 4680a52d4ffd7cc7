import type { Context, TimerKind } from '#server/command/index.ts'
import { CONFLICT_TIMERS as TIMERS, waitsFor, type Conflict } from './conflict.ts'
import * as store from './store.ts'

/** The clock at a conflict. The sweeper and commands hold the account's lock when they fire these. */
export const conflictTimers: TimerKind[] = [
  { kind: TIMERS.remind, fire: remind },
  { kind: TIMERS.answer_due, fire: answerDue },
]

async function tell(ctx: Context, c: Conflict, what: string, body: Record<string, unknown>): Promise<void> {
  const subject = { noun: 'conflict' as const, id: c.id }
  ctx.record(`conflict.${what}`, { ...subject, partner_id: c.partner_id }, body)
  await ctx.emit(`conflict.${what}`, subject, c.partner_id, body)
}

/** Whoever has not answered is reminded on the last day. */
async function remind(ctx: Context, id: string): Promise<void> {
  const c = await store.findConflict(ctx.tx, ctx.org_id, id)
  if (c?.status === 'open' && c.waits_for !== 'manager')
    await tell(ctx, c, 'reminded', { answer_due_at: c.answer_due_at })
}

/** The promised time is over. Silence grants nothing: it is the manager's turn. */
async function answerDue(ctx: Context, id: string): Promise<void> {
  const c = await store.findConflict(ctx.tx, ctx.org_id, id)
  if (c?.status !== 'open') return
  const next = { ...c, overdue_at: ctx.now }
  await store.updateConflict(ctx.tx, ctx.org_id, { ...next, waits_for: waitsFor(next) })
  await tell(ctx, c, 'overdue', { answer_due_at: c.answer_due_at })
}
