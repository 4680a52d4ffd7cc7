import { permissionsOf } from '#server/access/roles.ts'
import { clockActor, command, type Actor, type Context } from '#server/command/index.ts'
import * as contract from './contract.ts'
import type { Dispute } from './dispute.ts'
import { carryOut, effectsOf, listChoices } from './effects.ts'
import { checkOpener, keep, loadParty, takeInHand } from './hand.ts'
import { settle } from './settle.ts'
import { answerDispute } from './show.ts'
import { checkStake } from './stake.ts'
import { listColleagues } from './stake-store.ts'
import * as store from './store.ts'
import { byPerson } from './take-up.ts'
import { DECIDING_ROLES } from './terms.ts'
import * as writes from './writes-store.ts'

/** Only whoever opened it says yes or no to a proposal. Asked of a partner before anything of the dispute's state is. */
export const openerOnly = (actor: Actor, party: { is_opener: boolean }) =>
  actor.side === 'org' ||
  party.is_opener || { why: 'This was asked of you, and is somebody else’s to settle.', who: 'nobody of your company' }

/** Whoever has it in hand says how it could be settled; nothing changes before the opener says yes. */
export const proposeOutcome = command(contract.proposeOutcome, {
  load: (ctx, { params }) => loadParty(ctx, params.id),
  policy: byPerson,
  async gather(ctx, { body }, party) {
    const h = await takeInHand(ctx, party, 'propose')
    await checkStake(ctx, h.d)
    return { h, effects: effectsOf(ctx, h.d, body.effects, await listChoices(ctx, h.d)) }
  },
  async write(ctx, { input: { body }, facts: { h, effects } }) {
    const { d } = h
    const before = d.status
    writes.keepEffects(ctx.tx, ctx.org_id, d.id, effects)
    Object.assign(d, {
      status: 'proposed',
      outcome: body.outcome,
      reason: body.reason,
      proposed_by: ctx.actor.membership_id,
      proposed_at: ctx.now,
      handler_id: ctx.actor.membership_id,
    } satisfies Partial<Dispute>)
    await keep(ctx, h, 'proposed', before, { outcome: body.outcome })
    // A dry run shows what would happen at a yes; what could not be carried out is refused now and not then.
    if (ctx.dry_run) await carryOut(ctx, d, effects, body.reason)
    return answerDispute(ctx, h.party)
  },
})

/** In whose name a proposal is carried out: its author's, while they are here; else the program's. */
async function inNameOf(ctx: Context, membership_id: string | null): Promise<Context> {
  const it = (await listColleagues(ctx.tx, ctx.org_id, DECIDING_ROLES)).find((one) => one.id === membership_id)
  if (!it) return ctx.as(clockActor(ctx.org_id), ctx.now)
  const actor: Actor = {
    kind: 'person',
    id: it.person_id,
    org_id: ctx.org_id,
    side: 'org',
    partner_id: null,
    role: it.role,
    permissions: permissionsOf(it.role),
    membership_id: it.id,
  }
  return ctx.as(actor, ctx.now)
}

/** Whoever disagreed agrees: what was proposed happens now, and is as good as decided. */
export const acceptProposal = command(contract.acceptProposal, {
  load: (ctx, { params }) => loadParty(ctx, params.id),
  policy: openerOnly,
  async gather(ctx, _, party) {
    const h = await takeInHand(ctx, party, 'accept')
    checkOpener(ctx.actor, h.d)
    return { h, effects: await store.listEffects(ctx.tx, ctx.org_id, h.d.id) }
  },
  async write(ctx, { facts: { h, effects } }) {
    const { outcome, reason, proposed_by } = h.d
    if (!outcome || !reason || !proposed_by) throw new Error(`dispute ${h.d.id} is proposed without a proposal`)
    const acting = await inNameOf(ctx, proposed_by)
    const open = effects.filter(({ done_at }) => !done_at)
    await settle(ctx, h, { by: 'agreement', membership_id: proposed_by, outcome, reason, effects: open }, acting)
    return answerDispute(ctx, h.party)
  },
})
