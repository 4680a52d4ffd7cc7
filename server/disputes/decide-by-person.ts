import { command } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { effectsOf, listChoices } from './effects.ts'
import { loadParty, takeInHand } from './hand.ts'
import { settle } from './settle.ts'
import { answerDispute } from './show.ts'
import { checkStake } from './stake.ts'
import { byPerson } from './take-up.ts'

/** Somebody of the level, without a stake, decides: with a written reason, and with effect at once. */
export const decideDispute = command(contract.decideDispute, {
  load: (ctx, { params }) => loadParty(ctx, params.id),
  policy: byPerson,
  async gather(ctx, { body }, party) {
    const h = await takeInHand(ctx, party, 'decide')
    await checkStake(ctx, h.d)
    return { h, effects: effectsOf(ctx, h.d, body.effects, await listChoices(ctx, h.d)) }
  },
  async write(ctx, { input: { body }, facts: { h, effects } }) {
    const { outcome, reason } = body
    await settle(ctx, h, { by: 'decision', membership_id: ctx.actor.membership_id ?? '', outcome, reason, effects })
    return answerDispute(ctx, h.party)
  },
})
