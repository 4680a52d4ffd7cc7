import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command, type Context } from '#server/command/index.ts'
import { giveConsent } from '#server/consents/index.ts'
import { attachFile } from '#server/files/index.ts'
import { CONFLICT_REFUSALS as R, POSITIONS, waitsFor, type Conflict } from './conflict.ts'
import * as contract from './contract.ts'
import { carryOut } from './carry-out.ts'
import { settle, takeInHand } from './settle.ts'
import { answerWith } from './show.ts'
import * as store from './store.ts'

/** The conflict, at the caller's scope. */
export async function loadConflict(ctx: Context, wire_id: string): Promise<store.Shown> {
  const found = await store.findConflict(ctx.tx, ctx.org_id, uuidOf('conflict', wire_id))
  if (!found) throw new Refused(COMMON.not_found, { noun: 'conflict' })
  return found
}

/** A side says what it knows. A partner that consents, and direct sales that leaves, make an end of it. */
export const answerConflict = command(contract.answerConflict, {
  load: (ctx, { params }) => loadConflict(ctx, params.id),
  gather: async (ctx, { body }, loaded) => {
    const side = ctx.actor.side === 'partner' ? ('partner' as const) : ('direct' as const)
    if (!(POSITIONS[side] as readonly string[]).includes(body.position)) throw new Refused(R.position)
    return { c: await takeInHand(ctx, loaded), side }
  },
  write: async (ctx, { input: { body }, facts: { c, side } }) => {
    const { position, text } = body
    const subject = { noun: 'conflict' as const, id: c.id }
    store.insertAnswer(ctx.tx, ctx.org_id, {
      id: ctx.newId(),
      conflict_id: c.id,
      // What direct sales says stays in the org.
      partner_id: side === 'partner' ? c.partner_id : null,
      side,
      position,
      body: text,
      said_at: ctx.now,
      said_by: actorRef(ctx.actor),
    })
    const visibility = side === 'partner' ? 'both' : 'org'
    for (const file_id of body.file_ids ?? [])
      await attachFile(ctx, { file_id, subject, partner_id: c.partner_id, kind: 'evidence', visibility })
    const said = await keepWord(ctx, c, side, position)
    if (position === 'consents') {
      const { held_account_id: account_id, registration_id, partner_id } = c
      const to = { account_id, registration_id, partner_id, conflict_id: c.id, until: body.until, note: text }
      // What listens to the consent makes an end of this conflict, and of every other that it answers.
      await giveConsent(ctx, to)
    }
    if (position === 'leaves') {
      await settle(ctx, said, { status: 'stands_aside', resolution: null })
      await carryOut(ctx, said, 'stands_aside', { opportunity: 'close', role: 'influences' })
    }
    return answerWith(ctx, c.id)
  },
})

/** Notes that a side spoke; both having done so is the manager's turn. */
async function keepWord(ctx: Context, c: Conflict, side: 'partner' | 'direct', position: string): Promise<Conflict> {
  const next = { ...c, [side === 'partner' ? 'partner_answered_at' : 'direct_answered_at']: ctx.now }
  next.waits_for = waitsFor(next)
  if (!(await store.updateConflict(ctx.tx, ctx.org_id, next))) throw new Refused(COMMON.stale)
  const subject = { noun: 'conflict' as const, id: c.id }
  ctx.record('conflict.answered', { ...subject, partner_id: c.partner_id }, { side, position, text: 'changed' })
  // That direct sales answered, and how, is the org's own business.
  const reader = side === 'partner' ? c.partner_id : null
  await ctx.emit('conflict.answered', subject, reader, { side, position, waits_for: next.waits_for })
  return { ...next, revision: c.revision + 1 }
}
