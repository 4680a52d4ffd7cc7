import { command } from '#server/command/index.ts'
import * as contract from './contract-life.ts'
import { checkMove, checkSeen, loadRegistration, lockRegistration } from './decide-by-person.ts'
import { endRegistration } from './end.ts'
import { answerRegistration } from './show.ts'

/** The org takes an approval back, with a reason the partner reads: the account comes free at once. */
export const revokeRegistration = command(contract.revokeRegistration, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, { body }, loaded) => {
    const r = await lockRegistration(ctx, loaded)
    checkMove('revoke', r)
    checkSeen(r, body.seen_revision)
    return r
  },
  write: async (ctx, { input, facts }) => {
    await endRegistration(ctx, facts, 'revoked', input.body.reason)
    return answerRegistration(ctx, facts.id)
  },
})
