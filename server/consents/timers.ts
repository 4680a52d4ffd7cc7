import type { Context, TimerKind } from '#server/command/index.ts'
import { CONSENT_TIMERS as TIMERS } from './consent.ts'
import { settleMove, tell } from './settle.ts'
import * as store from './store.ts'

/** The clock at a consent. The sweeper and commands hold the account's lock when they fire these. */
export const consentTimers: TimerKind[] = [
  { kind: TIMERS.answer_due, fire: answerDue },
  { kind: TIMERS.remind, fire: remind },
  { kind: TIMERS.lapse, fire: lapse },
]

/** The partner did not answer. Nothing is granted by that: its manager is asked to look into it, and the ask stays open. */
async function answerDue(ctx: Context, id: string): Promise<void> {
  const c = await store.findConsent(ctx.tx, ctx.org_id, id)
  if (c?.status === 'asked') await tell(ctx, c, 'overdue', { answer_due_at: c.answer_due_at })
}

async function remind(ctx: Context, id: string): Promise<void> {
  const c = await store.findConsent(ctx.tx, ctx.org_id, id)
  if (c?.status === 'granted') await tell(ctx, c, 'ending', { ends_at: c.ends_at })
}

/** Its last day is over. */
async function lapse(ctx: Context, id: string): Promise<void> {
  const c = await store.findConsent(ctx.tx, ctx.org_id, id)
  if (c?.status === 'granted') await settleMove(ctx, c, 'lapse', {}, null)
}
