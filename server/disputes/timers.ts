import type { Context, TimerKind } from '#server/command/index.ts'
import { addWorkingHours } from '#kit/calendar.ts'
import { answered } from './answer.ts'
import { decisionDueAt } from './due.ts'
import { isOpen, TIMERS } from './dispute.ts'
import { goUp } from './escalate.ts'
import { announce, takeInHand, watch, type InHand } from './hand.ts'
import { close } from './settle.ts'
import * as store from './store.ts'
import * as writes from './writes-store.ts'

/** The clock at a dispute. It looks at the state again: what has happened meanwhile needs no clock. */
export const disputeTimers: TimerKind[] = [
  { kind: TIMERS.acknowledge, fire: acknowledgeDue },
  { kind: TIMERS.remind, fire: remind },
  { kind: TIMERS.due, fire: due },
  { kind: TIMERS.answer, fire: answerDue },
  { kind: TIMERS.close, fire: appealOver },
]

async function inHand(ctx: Context, party_id: string): Promise<InHand | null> {
  const party = await store.findParty(ctx.tx, ctx.org_id, party_id)
  return party ? takeInHand(ctx, party, null) : null
}

/** Nobody has said that it arrived: those who run the program hear of it, and hear again until somebody does. */
async function acknowledgeDue(ctx: Context, id: string): Promise<void> {
  const h = await inHand(ctx, id)
  if (h?.d.status !== 'opened') return
  await announce(ctx, h.d, 'unread', { due_at: h.d.acknowledge_due_at })
  const due_at = addWorkingHours(ctx.now, h.terms.acknowledge_within_working_hours, h.calendar)
  ctx.setTimer({ kind: TIMERS.acknowledge, subject_id: id, account_id: h.d.account_id, due_at })
}

async function remind(ctx: Context, id: string): Promise<void> {
  const h = await inHand(ctx, id)
  if (!h || !isOpen(h.d.status) || h.d.paused_at) return
  await announce(ctx, h.d, 'reminded', { due_at: h.d.due_at })
}

/** It was not decided in time: it goes one level up, which has as many days again; from the last level everybody there is told. */
async function due(ctx: Context, id: string): Promise<void> {
  const h = await inHand(ctx, id)
  if (!h || !isOpen(h.d.status) || h.d.paused_at || ctx.now < h.d.due_at) return
  const change = { overdue_at: h.d.overdue_at ?? ctx.now, due_at: decisionDueAt(ctx.now, h.terms, h.calendar) }
  await announce(ctx, h.d, 'overdue', { due_at: h.d.due_at })
  if (h.d.status === 'escalated' && h.d.level === h.d.path.length) {
    Object.assign(h.d, change)
    writes.updateDispute(ctx.tx, ctx.org_id, h.d)
    watch(ctx, h)
  } else await goUp(ctx, h, change)
}

/** A side had its time and said nothing: it goes on without it. */
async function answerDue(ctx: Context, party_id: string): Promise<void> {
  const h = await inHand(ctx, party_id)
  if (!h?.party.answer_due_at) return
  await answered(ctx, h, h.party, 'not_answered')
}

/** Nobody appealed. */
async function appealOver(ctx: Context, id: string): Promise<void> {
  const h = await inHand(ctx, id)
  if (h?.d.status !== 'decided') return
  await close(ctx, h)
}
