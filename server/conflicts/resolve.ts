import { COMMON, Refused } from '#kit/refusal.ts'
import { command } from '#server/command/index.ts'
import { contactTerms } from '#server/consents/index.ts'
import type { ContactFacts } from '#server/consents/facts.ts'
import { newId } from '#server/platform/clock.ts'
import { loadConflict } from './answer.ts'
import { carryOut } from './carry-out.ts'
import { CONFLICT_REFUSALS as R } from './conflict.ts'
import * as contract from './contract.ts'
import { decideResolution, RESOLUTION_DECIDER } from './decide.ts'
import type { ResolutionFacts } from './facts.ts'
import { settle, takeInHand } from './settle.ts'
import { answerWith } from './show.ts'
import { stakeOf } from './stake.ts'
import * as store from './store.ts'
import { effectsOf } from './words.ts'

/** Somebody without a stake decides, with a written reason, and what follows from it is done at once. */
export const resolveConflict = command(contract.resolveConflict, {
  load: (ctx, { params }) => loadConflict(ctx, params.id),
  policy: (actor) => actor.kind !== 'key' || { why: R.person_needed.says, who: 'somebody who may resolve conflicts' },
  gather: async (ctx, { body }, loaded) => {
    const c = await takeInHand(ctx, loaded)
    if (body.seen_revision !== undefined && body.seen_revision !== c.revision) throw new Refused(COMMON.stale)
    const why = await stakeOf(ctx.tx, ctx.org_id, c, ctx.actor)
    if (why) throw new Refused(R.has_stake, { why })
    const [ruled, answers, program] = await Promise.all([
      store.findRuled(ctx.tx, ctx.org_id, c.ruling_id),
      store.listAnswers(ctx.tx, ctx.org_id, c.id),
      ctx.program(),
    ])
    if (!ruled) throw new Error(`conflict ${c.id} was raised without a ruling`)
    const last = (side: 'partner' | 'direct') => answers.findLast((one) => one.side === side)?.position
    const partner = last('partner')
    const direct = last('direct')
    const facts: ResolutionFacts = {
      v: 1,
      conflict_id: c.id,
      contact: JSON.parse(ruled.facts) as ContactFacts, // kept by `raise`
      partner_objects: partner ? partner === 'objects' : null,
      direct_stays: direct ? direct === 'stays' : null,
      resolution: body.resolution,
    }
    return { c, facts, terms: contactTerms(program), program_version: program.version }
  },
  decide: ({ facts, terms }) => decideResolution(facts, terms),
  write: async (ctx, { input: { body }, facts: { c, facts, program_version }, decision }) => {
    const { resolution, reason, opportunity, role } = body
    const resolution_ruling_id = newId()
    ctx.rule({
      id: resolution_ruling_id,
      kind: 'conflict_person',
      subject_id: c.id,
      partner_id: c.partner_id,
      program_version,
      decider: RESOLUTION_DECIDER,
      facts,
      ...decision,
    })
    // Over before it is carried out: what the effects announce finds nothing open here any more.
    const ended = await settle(ctx, c, { status: resolution, resolution: reason, resolution_ruling_id })
    await carryOut(ctx, ended, resolution, { opportunity, role })
    const names = { opportunity: c.opportunity_name ?? '', partner: c.partner_name }
    return answerWith(ctx, c.id, effectsOf(resolution, { opportunity, role }, names))
  },
})
