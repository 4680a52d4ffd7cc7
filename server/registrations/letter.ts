import { lockAccounts, type Context, type Event, type Listener } from '#server/command/index.ts'
import { decideRegistration, DECIDER } from './decide.ts'
import { gatherFacts } from './gather.ts'
import { settleMove } from './settle.ts'
import * as store from './store.ts'

/**
 * The customer's letter came after the registration: it is on record from now on, and where the program lets it outrank
 * the queue, a claim that waits is decided again at once.
 */
async function letterCame(ctx: Context, event: Event): Promise<void> {
  if (event.subject.noun !== 'registration' || event.body['kind'] !== 'customer_letter') return
  const before = await store.findRegistration(ctx.tx, ctx.org_id, event.subject.id)
  if (!before || before.has_letter) return
  if (before.account_id) await lockAccounts(ctx, [before.account_id])
  store.keepLetter(ctx.tx, ctx.org_id, before.id)
  const r = await store.findRegistration(ctx.tx, ctx.org_id, before.id)
  if (r?.status !== 'queued') return
  const { facts, terms, program_version } = await gatherFacts(ctx, r, null)
  const decision = decideRegistration(facts, terms, ctx.now)
  if (decision.outcome.status !== 'in_review') return
  await settleMove(
    ctx,
    r,
    { ...decision, kind: 'registration', decider: DECIDER, facts, terms, program_version, decision_reason: null },
    'registration.letter_came',
  )
}

export const letterListeners: { type: string; listen: Listener }[] = [{ type: 'file.attached', listen: letterCame }]
