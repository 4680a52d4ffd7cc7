import { toWireId, uuidOf } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import { ACCOUNT_REFUSALS } from '#server/accounts/account.ts'
import { findAccount } from '#server/accounts/index.ts'
import { command } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { decideRegistration, DECIDER } from './decide.ts'
import { checkMove, loadRegistration } from './decide-by-person.ts'
import { gatherFacts } from './gather.ts'
import { REGISTRATION_REFUSALS as R } from './registration.ts'
import { settleMove } from './settle.ts'
import { answerRegistration } from './show.ts'

/** A person says which account an unsure registration means; it keeps its rank and is decided again on that. */
export const pickAccount = command(contract.pickAccount, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, { body }, r) => {
    checkMove('pick_account', r)
    if (r.account_id) throw new Refused(R.wrong_state, { status: 'already tied to an account' })
    const account_id = body.account_id && uuidOf('account', body.account_id)
    if (account_id && !(await findAccount(ctx.tx, ctx.org_id, account_id)))
      throw new Refused(ACCOUNT_REFUSALS.not_an_account)
    const gathered = await gatherFacts(ctx, r, account_id ? { account_id } : 'none')
    if (gathered.own_open)
      throw new Refused(R.already_open, { registration: toWireId('registration', gathered.own_open) })
    return gathered
  },
  decide: ({ facts, terms }, { now }) => decideRegistration(facts, terms, now),
  write: async (ctx, { subject, facts: { facts, terms, program_version }, decision }) => {
    const tied = { ...subject, account_id: facts.account?.id ?? null }
    const settlement = {
      ...decision,
      kind: 'registration',
      decider: DECIDER,
      facts,
      terms,
      program_version,
      decision_reason: null,
    }
    await settleMove(ctx, tied, settlement, 'registration.account_picked')
    return answerRegistration(ctx, subject.id)
  },
})
