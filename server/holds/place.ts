import type { Context } from '#server/command/index.ts'
import type { Noun } from '#kit/ids.ts'
import type { Cause, Hold, HoldKind } from './hold.ts'
import * as store from './store.ts'

/**
 * Holds something until its cause is settled. Placing the same again changes nothing. Whoever holds an account has its
 * lock (`lockAccounts`), so that an approval under way is either before it or sees it.
 */
export async function placeHold(
  ctx: Context,
  it: { kind: HoldKind; noun: Noun; id: string; account_id: string | null; partner_id?: string | null; by: Cause },
): Promise<void> {
  const hold: Hold = {
    id: ctx.newId(),
    kind: it.kind,
    noun: it.noun,
    subject_id: it.id,
    account_id: it.account_id,
    partner_id: it.partner_id ?? null,
    by_noun: it.by.noun,
    by_id: it.by.id,
    placed_at: ctx.now,
    released_at: null,
  }
  if (await store.insertHold(ctx.tx, ctx.org_id, hold)) await tell(ctx, 'hold.placed', hold)
}

/**
 * Ends everything that was held for a cause. `between` is what has to happen after the holds are off and before anybody
 * hears of it: a decision that gives an account to somebody does so there, ahead of the queue, which moves when it hears.
 */
export async function releaseHolds(ctx: Context, by: Cause, between?: () => Promise<void>): Promise<void> {
  const ended = await store.endHolds(ctx.tx, ctx.org_id, by, ctx.now)
  await between?.()
  for (const hold of ended) await tell(ctx, 'hold.released', hold)
}

/** In the history of what is held. The cause stands in the audit only: a partner hears that something is held, not for what. */
async function tell(ctx: Context, type: 'hold.placed' | 'hold.released', hold: Hold): Promise<void> {
  const subject = { noun: hold.noun, id: hold.subject_id }
  const { kind, partner_id } = hold
  ctx.record(type, { ...subject, partner_id }, { kind, hold: hold.id })
  await ctx.emit(type, subject, partner_id, { hold_id: hold.id, kind })
}
