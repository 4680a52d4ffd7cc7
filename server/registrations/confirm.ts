import { Refused } from '#kit/refusal.ts'
import { command } from '#server/command/index.ts'
import * as contract from './contract-life.ts'
import { decideRegistration, DECIDER } from './decide.ts'
import { checkMove, loadRegistration, lockRegistration } from './decide-by-person.ts'
import { gatherFacts } from './gather.ts'
import { moveQueue } from './queue.ts'
import { REGISTRATION_REFUSALS as R } from './registration.ts'
import { settleMove } from './settle.ts'
import { answerRegistration } from './show.ts'
import { checkNotSuspended } from './suspended.ts'

/** The partner still wants what came free: its claim is decided on the facts as they are now. */
export const confirmRegistration = command(contract.confirmRegistration, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, _, loaded) => {
    const r = await lockRegistration(ctx, loaded)
    checkMove('confirm', r)
    if (!r.confirm_due_at) throw new Refused(R.nothing_offered)
    const gathered = await gatherFacts(ctx, r, null)
    checkNotSuspended(gathered.facts.partner.status)
    return { r, ...gathered }
  },
  decide: ({ facts, terms }, { now }) => decideRegistration(facts, terms, now),
  write: async (ctx, { facts: { r, facts, terms, program_version }, decision }) => {
    const subject = { noun: 'registration' as const, id: r.id }
    ctx.record('registration.confirmed', { ...subject, partner_id: r.partner_id }, { before: r.status })
    await ctx.emit('registration.confirmed', subject, r.partner_id, { before: r.status })
    const kind = { kind: 'registration', decider: DECIDER, decision_reason: null }
    await settleMove(ctx, r, { ...decision, ...kind, facts, terms, program_version }, 'registration.came_free')
    if (r.account_id) await moveQueue(ctx, r.account_id)
    return answerRegistration(ctx, r.id)
  },
})
