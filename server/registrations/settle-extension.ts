import type { Context } from '#server/command/index.ts'
import type { Terms } from './decide.ts'
import { prolongProtection, type Extension } from './life-store.ts'
import type { Registration } from './registration.ts'
import { timeProtection, TIMERS } from './settle.ts'

/** What an answer about more time brings with it: a later end, or nothing; and the clock on an answer that is owed. */
export async function settleExtension(ctx: Context, r: Registration, it: Extension, terms: Terms): Promise<void> {
  const subject = { noun: 'registration' as const, id: r.id }
  if (it.status === 'asked') {
    const timer = { kind: TIMERS.extension_due, subject_id: r.id, account_id: r.account_id }
    ctx.setTimer({ ...timer, due_at: it.answer_due_at ?? it.before_ends_at })
    return
  }
  ctx.clearTimers([TIMERS.extension_due], r.id)
  const change = { extension: it.id, ruling: it.ruling_id, before: it.before_ends_at, after: it.ends_at }
  if (it.status === 'granted' && it.ends_at) {
    prolongProtection(ctx.tx, ctx.org_id, r.id, it.ends_at)
    timeProtection(ctx, r, it.ends_at, terms)
    ctx.record('registration.extended', { ...subject, partner_id: r.partner_id }, change)
    await ctx.emit('registration.extended', subject, r.partner_id, {
      extension_id: it.id,
      ruling_id: it.ruling_id,
      before_ends_at: it.before_ends_at,
      ends_at: it.ends_at,
    })
  } else {
    ctx.record('registration.extension_declined', { ...subject, partner_id: r.partner_id }, change)
    await ctx.emit('registration.extension_declined', subject, r.partner_id, {
      extension_id: it.id,
      ruling_id: it.ruling_id,
    })
  }
}
