import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { revokeSaid } from '#server/accounts/index.ts'
import { actorRef, command } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { MATCH_REFUSALS as R } from './match.ts'
import { answerMatch } from './show.ts'
import * as store from './store.ts'

/**
 * Takes a word back: nothing that comes later is bound by it. What was decided on it stands, as every ruling does; only a
 * merge would keep the two together all the same, and is undone by its own verb.
 */
export const takeBackMatch = command(contract.takeBackMatch, {
  load: async (ctx, { params }) => {
    const m = await store.findMatch(ctx.tx, ctx.org_id, uuidOf('match', params.id))
    if (!m) throw new Refused(COMMON.not_found, { noun: 'match' })
    return m
  },
  gather: async (ctx, _, loaded) => {
    const m = await store.lockMatch(ctx.tx, ctx.org_id, loaded.id)
    if (!m || (m.status !== 'same' && m.status !== 'other') || m.taken_back_at)
      throw new Refused(R.nothing_to_take_back)
    if (m.merge_id && (await store.isMerged(ctx.tx, ctx.org_id, m.merge_id)))
      throw new Refused(R.merged, { merge: toWireId('merge', m.merge_id) })
    return m
  },
  write: async (ctx, { facts: m }) => {
    const by = actorRef(ctx.actor)
    await store.updateMatch(ctx.tx, ctx.org_id, { ...m, taken_back_at: ctx.now, taken_back_by: by })
    // A registration's own verb says it under the registration's name.
    const source_ids = m.noun === 'registration' ? [m.id, m.subject_id] : [m.id]
    for (const source_id of source_ids) await revokeSaid(ctx.tx, ctx.org_id, { source_id }, { at: ctx.now, by })
    const it = { noun: 'match', id: m.id } as const
    ctx.record('match.taken_back', it, { verdict: m.status, account_id: m.account_id })
    await ctx.emit('match.taken_back', it, null, { verdict: m.status, account_id: m.account_id })
    return answerMatch(ctx, m.id)
  },
})
