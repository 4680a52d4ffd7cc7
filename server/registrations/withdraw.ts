import { command } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { checkMove, loadRegistration, lockRegistration } from './decide-by-person.ts'
import { endRegistration } from './end.ts'
import { answerRegistration } from './show.ts'

/** The partner, or the org for it, takes a registration back: the account comes free at once. */
export const withdrawRegistration = command(contract.withdrawRegistration, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, _, loaded) => {
    const r = await lockRegistration(ctx, loaded)
    checkMove('withdraw', r)
    return r
  },
  write: async (ctx, { input, facts }) => {
    await endRegistration(ctx, facts, 'withdrawn', input.body.reason || null)
    return answerRegistration(ctx, facts.id)
  },
})
