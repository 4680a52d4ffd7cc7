import type { Context } from '#server/command/index.ts'
import { decideRegistration, DECIDER } from './decide.ts'
import { gatherFacts } from './gather.ts'
import { lineIds, overlaps, type Registration } from './registration.ts'
import { settleMove } from './settle.ts'
import * as store from './store.ts'

/**
 * When an account came free: decides the head of its queue again, at once and on fresh facts. Until a head is answered,
 * those behind it stay; one that is turned down lets the next move up. The caller holds the account's lock.
 */
export async function moveQueue(ctx: Context, account_id: string): Promise<void> {
  for (;;) {
    const open = await store.listQueue(ctx.tx, ctx.org_id, account_id)
    const head = open.find((claim) => claim.status === 'queued' && !open.some((other) => isAhead(other, claim)))
    if (!head) return
    const { facts, terms, program_version } = await gatherFacts(ctx, head, null)
    const decision = decideRegistration(facts, terms, ctx.now)
    // Nothing stands ahead, so the ladder cannot queue it again; this keeps a changed ladder from turning in a circle.
    if (decision.outcome.status === 'queued') return
    await settleMove(
      ctx,
      head,
      { ...decision, kind: 'registration', decider: DECIDER, facts, terms, program_version, decision_reason: null },
      'registration.came_free',
    )
  }
}

function isAhead(other: Registration, claim: Registration): boolean {
  return (
    other.id !== claim.id &&
    BigInt(other.claim_no) < BigInt(claim.claim_no) &&
    overlaps(lineIds(other.lines), lineIds(claim.lines))
  )
}
