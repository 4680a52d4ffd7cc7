import { addWorkingDays, localDate, plusLocalDays, startOfLocalDate } from '#kit/calendar.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Context } from '#server/command/index.ts'
import { decideRegistration, DECIDER, type Terms } from './decide.ts'
import { listHolds } from '#server/holds/index.ts'
import { gatherFacts } from './gather.ts'
import { HOLDING, lineIds, overlaps, type Registration } from './registration.ts'
import { settleMove, TIMERS } from './settle.ts'
import * as store from './store.ts'
import { registrationSection } from './terms.ts'

/**
 * When an account came free: decides the head of its queue again, at once and on fresh facts. Where the program wants
 * its partner to confirm first, it is offered to that, and decided when it confirms; a claim that would be turned down
 * anyway is not offered. Until a head is answered, those behind it stay; one that is turned down lets the next move up.
 * While the account is held nobody moves; its release does. The caller holds the account's lock.
 */
export async function moveQueue(ctx: Context, account_id: string): Promise<void> {
  if ((await listHolds(ctx.tx, ctx.org_id, account_id)).some((hold) => hold.kind === 'account')) return
  for (;;) {
    const open = await store.listQueue(ctx.tx, ctx.org_id, account_id)
    // Who answers the same tender stands beside, not ahead, where the program lets several do so.
    const { tender } = await ctx.terms(registrationSection)
    const shares = tender.allowed && tender.several_partners
    const head = open.find((claim) => claim.status === 'queued' && !open.some((other) => isAhead(other, claim, shares)))
    // One that is offered already waits for its partner's word.
    if (!head || head.confirm_due_at) return
    const { facts, terms, program_version } = await gatherFacts(ctx, head, null)
    // Of a suspended partner nothing is decided, and nobody passes it: the queue goes on when that ends.
    if (facts.partner.status === 'suspended') return
    const decision = decideRegistration(facts, terms, ctx.now)
    // Nothing stands ahead, so the ladder cannot queue it again; this keeps a changed ladder from turning in a circle.
    if (decision.outcome.status === 'queued') return
    const { confirm_within_working_days: days } = terms.registration.queue
    if (days !== null && decision.outcome.status !== 'rejected') return offer(ctx, head, days, terms)
    await settleMove(
      ctx,
      head,
      { ...decision, kind: 'registration', decider: DECIDER, facts, terms, program_version, decision_reason: null },
      'registration.came_free',
    )
  }
}

/** Asks the partner whether it still wants what came free: through the last of the program's working days. */
async function offer(ctx: Context, head: Registration, days: number, terms: Terms): Promise<void> {
  const { calendar } = terms
  const lastDay = addWorkingDays(localDate(ctx.now, calendar.zone), days, calendar)
  const confirm_due_at = startOfLocalDate(plusLocalDays(lastDay, 1), calendar.zone)
  const revision = await store.moveRegistration(ctx.tx, ctx.org_id, { ...head, confirm_due_at }, head.status)
  if (revision === undefined) throw new Refused(COMMON.stale)
  ctx.setTimer({ kind: TIMERS.confirm_due, subject_id: head.id, account_id: head.account_id, due_at: confirm_due_at })
  const subject = { noun: 'registration' as const, id: head.id }
  ctx.record('registration.offered', { ...subject, partner_id: head.partner_id }, { confirm_due_at })
  await ctx.emit('registration.offered', subject, head.partner_id, { confirm_due_at })
}

function isAhead(other: Registration, claim: Registration, shares: boolean): boolean {
  const is_beside = shares && claim.tender_key !== null && other.tender_key === claim.tender_key
  return (
    other.id !== claim.id &&
    !is_beside &&
    (BigInt(other.claim_no) < BigInt(claim.claim_no) || HOLDING.includes(other.status)) &&
    overlaps(lineIds(other.lines), lineIds(claim.lines))
  )
}
