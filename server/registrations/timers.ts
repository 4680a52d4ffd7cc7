import type { Context, TimerKind } from '#server/command/index.ts'
import { gatherTerms } from './gather.ts'
import { nextReminder, TIMERS } from './settle.ts'
import * as store from './store.ts'
import { release } from './withdraw.ts'

/** The clock at a registration. The sweeper and commands hold the account's lock when they fire these. */
export const registrationTimers: TimerKind[] = [
  { kind: TIMERS.expire, fire: expire },
  { kind: TIMERS.remind, fire: remind },
  { kind: TIMERS.answer_due, fire: answerDue },
]

/** The last day of a protection is over: the registration expires, and the queue of its account moves. */
async function expire(ctx: Context, id: string): Promise<void> {
  const r = await store.findRegistration(ctx.tx, ctx.org_id, id)
  if (r?.status === 'approved') await release(ctx, r, 'expired', null)
}

/** Reminds the partner that a protection ends, and sets the next reminder. */
async function remind(ctx: Context, id: string): Promise<void> {
  const r = await store.findRegistration(ctx.tx, ctx.org_id, id)
  if (r?.status !== 'approved' || !r.ends_at) return
  const subject = { noun: 'registration' as const, id }
  ctx.record('registration.reminded', { ...subject, partner_id: r.partner_id }, { ends_at: r.ends_at })
  await ctx.emit('registration.protection_ending', subject, r.partner_id, { ends_at: r.ends_at })
  const { terms } = await gatherTerms(ctx)
  const due_at = nextReminder(ctx.now, r.ends_at, terms)
  if (due_at) ctx.setTimer({ kind: TIMERS.remind, subject_id: id, account_id: r.account_id, due_at })
}

/** The promised time to answer is over. Nothing is approved by that: the manager is told, and the lateness is on record. */
async function answerDue(ctx: Context, id: string): Promise<void> {
  const r = await store.findRegistration(ctx.tx, ctx.org_id, id)
  if (r?.status !== 'in_review') return
  const subject = { noun: 'registration' as const, id }
  ctx.record(
    'registration.answer_overdue',
    { ...subject, partner_id: r.partner_id },
    { answer_due_at: r.answer_due_at },
  )
  await ctx.emit('registration.answer_overdue', subject, r.partner_id, { answer_due_at: r.answer_due_at })
}
