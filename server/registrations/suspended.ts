import { Refused } from '#kit/refusal.ts'
import { lockAccounts, type Context, type Listener } from '#server/command/index.ts'
import { findPartnerForClaim } from '#server/partners/index.ts'
import { moveQueue } from './queue.ts'
import { REGISTRATION_REFUSALS as R, type Registration } from './registration.ts'
import * as store from './store.ts'

/**
 * While a partner is suspended its open registrations wait where they are: none is decided, so none loses its place. What
 * it has protected stands until it ends. New ones are turned down by the ladder, which knows who may register.
 */
export function checkNotSuspended(status: string | undefined): void {
  if (status === 'suspended') throw new Refused(R.partner_suspended)
}

/** How the partner of a registration stands in its track. */
export async function standingOf(
  ctx: Context,
  r: Pick<Registration, 'partner_id' | 'track'>,
): Promise<string | undefined> {
  const partner = await findPartnerForClaim(ctx.tx, ctx.org_id, r.partner_id)
  return partner?.enrollments.find((one) => one.track === r.track)?.status
}

/** A suspension ended: whoever waited at the head of a queue is decided now. */
const resume: Listener = async (ctx, { subject, body }) => {
  // Bodies of this event are written by the partners' shop.
  const [before, after] = [body['before'], body['after']] as { status: string }[]
  if (before?.status !== 'suspended' || after?.status === 'suspended') return
  const accounts = await store.listQueuedAccounts(ctx.tx, ctx.org_id, subject.id)
  await lockAccounts(ctx, accounts)
  for (const account_id of accounts) await moveQueue(ctx, account_id)
}

export const suspensionListeners = [{ type: 'partner.enrollment_edited', listen: resume }]
