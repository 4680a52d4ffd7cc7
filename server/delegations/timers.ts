import type { Context, TimerKind } from '#server/command/index.ts'
import * as store from './store.ts'

export const TIMERS = { start: 'delegation.start', end: 'delegation.end' } as const

/** The first day comes, the last one ends: whoever hands things on hears of both. */
export const delegationTimers: TimerKind[] = [
  { kind: TIMERS.start, fire: (ctx, id) => tell(ctx, id, 'started') },
  { kind: TIMERS.end, fire: (ctx, id) => tell(ctx, id, 'ended') },
]

async function tell(ctx: Context, id: string, what: 'started' | 'ended'): Promise<void> {
  const d = await store.findDelegation(ctx.tx, ctx.org_id, id)
  if (!d || d.called_off_at) return
  const subject = { noun: 'delegation' as const, id }
  const body = { from_id: d.from_id, to_id: d.to_id }
  ctx.record(`delegation.${what}`, subject, body)
  await ctx.emit(`delegation.${what}`, subject, null, body)
}
