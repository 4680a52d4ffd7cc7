import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, lockAccounts, type Context } from '#server/command/index.ts'
import { CONFLICT_REFUSALS as R, CONFLICT_TIMERS as TIMERS, type Conflict } from './conflict.ts'
import * as store from './store.ts'
import { endInWords } from './words.ts'

/** The conflict again, under the locks of its account and its row; refused where it is over. */
export async function takeInHand(ctx: Context, loaded: Conflict): Promise<store.Shown> {
  await lockAccounts(ctx, [...new Set([loaded.account_id, loaded.held_account_id])])
  await store.lockConflict(ctx.tx, ctx.org_id, loaded.id)
  const fresh = await store.findConflict(ctx.tx, ctx.org_id, loaded.id)
  if (!fresh) throw new Refused(COMMON.not_found, { noun: 'conflict' })
  if (fresh.status !== 'open') throw new Refused(R.wrong_state, { status: endInWords(fresh, ctx.actor.side) ?? '' })
  return fresh
}

type End = Pick<Conflict, 'status'> &
  Partial<Pick<Conflict, 'resolution' | 'moot_why' | 'consent_id' | 'resolution_ruling_id'>>

/** Makes an end of a conflict, with the clock, the record and the news for both sides. */
export async function settle(ctx: Context, c: Conflict, end: End): Promise<Conflict> {
  const next: Conflict = { ...c, ...end, resolved_at: ctx.now, resolved_by: actorRef(ctx.actor) }
  if (!(await store.updateConflict(ctx.tx, ctx.org_id, next))) throw new Refused(COMMON.stale)
  ctx.clearTimers(Object.values(TIMERS), c.id)
  const subject = { noun: 'conflict' as const, id: c.id }
  const change = { before: c.status, after: next.status, moot_why: next.moot_why, ruling: next.resolution_ruling_id }
  ctx.record('conflict.resolved', { ...subject, partner_id: c.partner_id }, change)
  const { status, moot_why, registration_id } = next
  const what = status === 'moot' ? 'conflict.moot' : 'conflict.resolved'
  await ctx.emit(what, subject, c.partner_id, { registration_id, status, moot_why })
  return { ...next, revision: c.revision + 1 }
}
