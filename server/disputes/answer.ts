import { Refused } from '#kit/refusal.ts'
import { command, type Context } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { resumedAt } from './due.ts'
import { DISPUTE_REFUSALS as R, isOpen, TIMERS, type Party } from './dispute.ts'
import { announceTo, isOpener, keep, loadParty, takeInHand, write, type InHand } from './hand.ts'
import { attachEvidence } from './open.ts'
import { answerDispute } from './show.ts'
import * as writes from './writes-store.ts'

/** Is this side the caller's own? A partner's side is all its people's; the org's opener answers for itself. */
function checkOwn(ctx: Context, h: InHand): void {
  if (ctx.actor.side === 'org' && !(h.party.is_opener && isOpener(ctx.actor, h.d))) throw new Refused(R.opener_only)
}

/** One side less is asked. The clock goes on when none is: with the working time that was left when it was stopped. */
export async function answered(ctx: Context, h: InHand, party: Party, verb: string): Promise<void> {
  const { d } = h
  writes.updateParty(ctx.tx, ctx.org_id, { ...party, answer_due_at: null })
  ctx.clearTimers([TIMERS.answer], party.id)
  await announceTo(ctx, party, verb)
  const others = h.parties.some((one) => one.id !== party.id && one.answer_due_at)
  if (others || d.status !== 'awaiting_party') return
  const due_at = resumedAt(d.due_at, d.paused_at ?? ctx.now, ctx.now, h.calendar)
  Object.assign(d, { status: 'under_review', due_at, paused_at: null })
  await keep(ctx, h, 'resumed', 'awaiting_party', { due_at })
}

/** A side tells what it was asked. */
export const answerAsk = command(contract.answerAsk, {
  load: (ctx, { params }) => loadParty(ctx, params.id),
  async gather(ctx, _, party) {
    const h = await takeInHand(ctx, party, null)
    checkOwn(ctx, h)
    if (!h.party.answer_due_at || h.d.status !== 'awaiting_party') throw new Refused(R.nothing_asked)
    return h
  },
  async write(ctx, { input: { body }, facts: h }) {
    write(ctx, h.party, 'answer', body.text)
    await attachEvidence(ctx, h.party, body.file_ids)
    await answered(ctx, h, h.party, 'answered')
    return answerDispute(ctx, h.party)
  },
})

/** A side adds something, unasked. */
export const saySomething = command(contract.saySomething, {
  load: (ctx, { params }) => loadParty(ctx, params.id),
  async gather(ctx, _, party) {
    const h = await takeInHand(ctx, party, null)
    checkOwn(ctx, h)
    if (!isOpen(h.d.status) && h.d.status !== 'decided') throw new Refused(R.wrong_state, { status: 'closed' })
    return h
  },
  async write(ctx, { input: { body }, facts: h }) {
    write(ctx, h.party, 'said', body.text)
    await announceTo(ctx, h.party, 'said')
    return answerDispute(ctx, h.party)
  },
})
