import { Refused } from '#kit/refusal.ts'
import { command, type Context } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { decisionDueAt } from './due.ts'
import { DISPUTE_REFUSALS as R, TIMERS, type Dispute } from './dispute.ts'
import { announce, announceTo, checkOpener, isOpener, keep, loadParty, takeInHand, write, type InHand } from './hand.ts'
import { holdFor } from './open.ts'
import { openerOnly } from './propose.ts'
import { answerDispute } from './show.ts'
import { levelFrom, listCandidates } from './stake.ts'
import * as store from './store.ts'
import { openerOf } from './take-up.ts'
import * as writes from './writes-store.ts'

/** One level up, to where somebody without a stake is; from the last it stays there. What was proposed is off the table. */
export async function goUp(ctx: Context, h: InHand, change: Partial<Dispute> = {}): Promise<void> {
  const { d } = h
  const before = d.status
  const next = Math.min(d.level + 1, d.path.length)
  const level = levelFrom(next, d.path, await listCandidates(ctx, { ...d, ...change, level: next }))
  writes.keepEffects(ctx.tx, ctx.org_id, d.id, [])
  Object.assign(d, {
    status: 'escalated',
    level,
    handler_id: null,
    outcome: null,
    reason: null,
    proposed_by: null,
    proposed_at: null,
    ...change,
  } satisfies Partial<Dispute>)
  await keep(ctx, h, 'escalated', before, { level })
}

/** The opener says no to what is proposed; or whoever settles such things leaves it to the next level. The promise of when stays. */
export const escalateDispute = command(contract.escalateDispute, {
  load: (ctx, { params }) => loadParty(ctx, params.id),
  policy: openerOnly,
  async gather(ctx, _, party) {
    const h = await takeInHand(ctx, party, 'escalate')
    const { actor } = ctx
    const settles = actor.side === 'org' && actor.permissions.has('dispute:handle')
    // To anything but a proposal a partner says no by waiting: the clock moves it up.
    if (!settles && !(h.d.status === 'proposed' && isOpener(actor, h.d))) throw new Refused(R.opener_only)
    return h
  },
  async write(ctx, { input: { body }, facts: h }) {
    const own = isOpener(ctx.actor, h.d)
    if (body.reason) write(ctx, openerOf(h), own ? 'said' : 'note', body.reason, own ? h.d.partner_id : null)
    await goUp(ctx, h)
    return answerDispute(ctx, h.party)
  },
})

/** Once, and for some days: somebody else decides again, on a higher level where there is one. */
export const appealDispute = command(contract.appealDispute, {
  load: (ctx, { params }) => loadParty(ctx, params.id),
  policy: openerOnly,
  async gather(ctx, _, party) {
    const h = await takeInHand(ctx, party, null)
    checkOpener(ctx.actor, h.d)
    const { status, appealed_at, appeal_until } = h.d
    if (appealed_at || status === 'closed' || (appeal_until && ctx.now >= appeal_until))
      throw new Refused(R.appeal_over)
    if (status !== 'decided') throw new Refused(R.wrong_state, { status: status.replace('_', ' ') })
    return h
  },
  async write(ctx, { input: { body }, facts: h }) {
    const { d } = h
    write(ctx, openerOf(h), 'said', body.reason)
    ctx.clearTimers([TIMERS.close], d.id)
    const about = await store.findAbout(ctx.tx, ctx.org_id, d.about_noun, d.about_id)
    await holdFor(ctx, d, about?.partner_id ?? null)
    writes.endParties(ctx.tx, ctx.org_id, d.id, null)
    await announce(ctx, d, 'appealed', { by: ctx.actor.side })
    await goUp(ctx, h, {
      appealed_at: ctx.now,
      appeal_until: null,
      decided_before: d.decided_by,
      decided_by: null,
      decided_at: null,
      overdue_at: null,
      due_at: decisionDueAt(ctx.now, h.terms, h.calendar),
    })
    for (const party of h.parties) if (!party.is_opener) await announceTo(ctx, party, 'reopened')
    return answerDispute(ctx, h.party)
  },
})
