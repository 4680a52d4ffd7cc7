import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, command, type Context } from '#server/command/index.ts'
import { contactTerms } from './contact.ts'
import * as contract from './contract.ts'
import { endOfConsent, settleMove, takeInHand } from './settle.ts'
import { answerConsent } from './show.ts'
import * as store from './store.ts'

/** The consent, at the caller's scope. */
async function loadConsent(ctx: Context, wire_id: string): Promise<store.Shown> {
  const found = await store.findConsent(ctx.tx, ctx.org_id, uuidOf('consent', wire_id))
  if (!found) throw new Refused(COMMON.not_found, { noun: 'consent' })
  return found
}

/** The partner lets direct sales make contact until a day. */
export const grantConsent = command(contract.grantConsent, {
  load: (ctx, { params }) => loadConsent(ctx, params.id),
  gather: async (ctx, { body }, loaded) => {
    const c = await takeInHand(ctx, loaded, 'grant')
    const terms = contactTerms(await ctx.program())
    return { c, terms, ends_at: endOfConsent(ctx.now, terms, body.until, c.wanted_until) }
  },
  write: async (ctx, { input: { body }, facts: { c, terms, ends_at } }) => {
    const said = { answered_at: ctx.now, answered_by: actorRef(ctx.actor), note: body.note || null }
    await settleMove(ctx, c, 'grant', { ...said, ends_at }, terms)
    return answerConsent(ctx, c.id)
  },
})

/** The partner says no. */
export const declineConsent = command(contract.declineConsent, {
  load: (ctx, { params }) => loadConsent(ctx, params.id),
  gather: (ctx, _, loaded) => takeInHand(ctx, loaded, 'decline'),
  write: async (ctx, { input: { body }, facts: c }) => {
    const said = { answered_at: ctx.now, answered_by: actorRef(ctx.actor), note: body.reason }
    await settleMove(ctx, c, 'decline', said, null)
    return answerConsent(ctx, c.id)
  },
})

/** The partner takes its consent back: what was begun under it stays, nothing new begins. */
export const revokeConsent = command(contract.revokeConsent, {
  load: (ctx, { params }) => loadConsent(ctx, params.id),
  gather: (ctx, _, loaded) => takeInHand(ctx, loaded, 'revoke'),
  write: async (ctx, { input: { body }, facts: c }) => {
    await settleMove(ctx, c, 'revoke', { end_reason: body.reason }, null)
    return answerConsent(ctx, c.id)
  },
})

/** Whoever asked takes it back; one whose asker has left, or was a key, somebody who resolves conflicts. */
export const withdrawConsent = command(contract.withdrawConsent, {
  load: (ctx, { params }) => loadConsent(ctx, params.id),
  policy: (actor, c) =>
    c.asked_by === actorRef(actor) ||
    actor.permissions.has('conflict:resolve') || {
      why: 'Somebody else asked for this.',
      who: 'whoever asked, or somebody who resolves conflicts',
    },
  gather: (ctx, _, loaded) => takeInHand(ctx, loaded, 'withdraw'),
  write: async (ctx, { input: { body }, facts: c }) => {
    await settleMove(ctx, c, 'withdraw', { end_reason: body.reason || null }, null)
    return answerConsent(ctx, c.id)
  },
})
