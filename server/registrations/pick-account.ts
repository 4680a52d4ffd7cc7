import { toWireId, uuidOf } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import { ACCOUNT_REFUSALS } from '#server/accounts/account.ts'
import { addAliases, keepApart, recognise, survivorOf, type Found } from '#server/accounts/index.ts'
import { actorRef, command, type Context } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { decideRegistration, DECIDER } from './decide.ts'
import { checkMove, loadRegistration } from './decide-by-person.ts'
import { gatherFacts } from './gather.ts'
import { REGISTRATION_REFUSALS as R, type Registration } from './registration.ts'
import { settleMove } from './settle.ts'
import { answerRegistration } from './show.ts'
import { checkNotSuspended } from './suspended.ts'

/**
 * What a person says of a company sticks: by this name and this domain the account is known from now on, and whoever was
 * said to be another stays another, also for later registrations and imports.
 */
async function keepWord(ctx: Context, r: Registration, account_id: string, others: readonly Found[], count: number) {
  const by = { at: ctx.now, by: actorRef(ctx.actor), source_id: r.id }
  const { account_name: name, account_domain: domain, account_country: country } = r
  for (const other of others) keepApart(ctx.tx, ctx.org_id, other.account_id, { name, domain, country }, by)
  // A domain that others have too stays evidence; only the name is said of this one.
  await addAliases(ctx.tx, ctx.org_id, account_id, { name, country, domain: count === 0 ? domain : null }, by)
}

/** A person says which account an unsure registration means; it keeps its rank and is decided again on that. */
export const pickAccount = command(contract.pickAccount, {
  load: (ctx, { params }) => loadRegistration(ctx, params.id),
  gather: async (ctx, { body }, r) => {
    checkMove('pick_account', r)
    if (r.account_id) throw new Refused(R.wrong_state, { status: 'already tied to an account' })
    // One that was merged means the account that stands for it.
    const account_id = body.account_id && (await survivorOf(ctx.tx, ctx.org_id, uuidOf('account', body.account_id)))
    if (account_id === undefined) throw new Refused(ACCOUNT_REFUSALS.not_an_account)
    const gathered = await gatherFacts(ctx, r, account_id ? { account_id } : 'none')
    checkNotSuspended(gathered.facts.partner.status)
    if (gathered.own_open)
      throw new Refused(R.already_open, { registration: toWireId('registration', gathered.own_open) })
    return gathered
  },
  decide: ({ facts, terms }, { now }) => decideRegistration(facts, terms, now),
  write: async (ctx, { subject, facts: { facts, terms, program_version, candidates }, decision }) => {
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
    // Told before its effects: whoever asked for this word has its answer then.
    const it = { noun: 'registration', id: subject.id } as const
    await ctx.emit('registration.account_picked', it, null, { account_id: tied.account_id })
    const { account_id } = await settleMove(ctx, tied, settlement, 'registration.account_picked')
    const asked = recognise({ ...facts.match, picked: null }, terms.recognition).in_question
    const others = tied.account_id ? [] : candidates.filter((one) => asked.includes(one.account_id))
    if (account_id) await keepWord(ctx, subject, account_id, others, facts.match.domain_count)
    return answerRegistration(ctx, subject.id)
  },
})
