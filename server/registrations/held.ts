import { toWireId } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import { lockAccounts, type Context, type Event } from '#server/command/index.ts'
import { listHolds, type Hold } from '#server/holds/index.ts'
import { moveQueue } from './queue.ts'
import { REGISTRATION_REFUSALS as R } from './registration.ts'

/** What keeps an account from going to anybody new. The caller holds the account's lock. */
export async function accountHold(ctx: Context, account_id: string): Promise<Hold | undefined> {
  return (await listHolds(ctx.tx, ctx.org_id, account_id)).find((hold) => hold.kind === 'account')
}

/** Refuses to give a held account to somebody. */
export async function refuseHeld(ctx: Context, account_id: string | null): Promise<void> {
  const hold = account_id ? await accountHold(ctx, account_id) : undefined
  if (hold) throw new Refused(R.account_held, { dispute: toWireId(hold.by_noun, hold.by_id) })
}

/** Nothing holds an account any more, or one thing less: who waits there is decided now. */
async function onReleased(ctx: Context, event: Event): Promise<void> {
  if (event.body['kind'] !== 'account') return
  await lockAccounts(ctx, [event.subject.id])
  await moveQueue(ctx, event.subject.id)
}

export const holdListeners = [{ type: 'hold.released', listen: onReleased }]
