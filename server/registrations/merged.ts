import { COMMON, Refused } from '#kit/refusal.ts'
import { lockAccounts, type Context, type Event } from '#server/command/index.ts'
import { endRegistration } from './end.ts'
import { moveQueue } from './queue.ts'
import { HOLDING } from './registration.ts'
import * as store from './store.ts'

/**
 * Ends a claim so that two accounts can become one: revoked where it was granted, withdrawn where it was not yet. Nobody
 * moves up for it: who is next is decided on the account that both become. The caller holds the locks.
 */
export async function endForMerge(ctx: Context, id: string, reason: string): Promise<void> {
  const r = await store.findRegistration(ctx.tx, ctx.org_id, id)
  if (!r) throw new Refused(COMMON.not_found, { noun: 'registration' })
  await endRegistration(ctx, r, HOLDING.includes(r.status) ? 'revoked' : 'withdrawn', reason, 'stays')
}

/** Two accounts became one, or two again: whoever waits there is decided on what stands there now. */
async function onMerge(ctx: Context, event: Event): Promise<void> {
  const { loser_id, winner_id } = event.body
  const ids = [winner_id, event.type === 'account.merge_undone' ? loser_id : null].filter(
    (id) => typeof id === 'string',
  )
  await lockAccounts(ctx, ids)
  for (const id of ids.sort()) await moveQueue(ctx, id)
}

export const mergeListeners = ['account.merged', 'account.merge_undone'].map((type) => ({ type, listen: onMerge }))
