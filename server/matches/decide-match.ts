import { nameKey } from '#kit/company-name.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { ACCOUNT_REFUSALS } from '#server/accounts/account.ts'
import {
  addAliases,
  insertAccount,
  keepApart,
  lockKeys,
  newAccount,
  survivorOf,
  taxKey,
  type SaidBy,
} from '#server/accounts/index.ts'
import { actorRef, command, lockAccounts, type Context } from '#server/command/index.ts'
import { mergeAccounts } from '#server/merges/index.ts'
import { editOpportunity, findOpportunity } from '#server/opportunities/index.ts'
import { pickAccount } from '#server/registrations/index.ts'
import * as contract from './contract.ts'
import { leftOf, MATCH_REFUSALS as R, type Match } from './match.ts'
import { settleByWord } from './settle.ts'
import { answerMatch } from './show.ts'
import * as store from './store.ts'

async function loadMatch(ctx: Context, wire_id: string): Promise<Match> {
  const m = await store.findMatch(ctx.tx, ctx.org_id, uuidOf('match', wire_id))
  if (!m) throw new Refused(COMMON.not_found, { noun: 'match' })
  return m
}

const saidBy = (ctx: Context, source_id: string): SaidBy => ({ at: ctx.now, by: actorRef(ctx.actor), source_id })

/** The one that it is: what waited for the answer is tied to it, and what was said sticks. */
async function tie(ctx: Context, m: Match, account_id: string): Promise<void> {
  const { tx, org_id } = ctx
  const wire_id = toWireId('account', account_id)
  if (m.noun === 'registration') {
    // Its own verb keeps the word, decides again, and tells this question, which keeps its ruling then.
    await pickAccount.within(ctx, {
      params: { id: toWireId('registration', m.subject_id) },
      query: undefined,
      body: { account_id: wire_id },
    })
    return
  }
  if (m.noun === 'account') {
    const kept = await settleByWord(ctx, m, 'same', account_id)
    const { id } = await mergeAccounts.within(ctx, {
      params: { id: toWireId('account', m.subject_id) },
      query: undefined,
      body: {
        into: wire_id,
        reason: 'Two records of one company, as somebody said who held them side by side.',
        // Whoever says now that they are one knows better than whoever said otherwise before.
        resolve: { end: [], keep_tax_id: false, despite_word: true },
      },
    })
    await store.updateMatch(tx, org_id, { ...kept, merge_id: uuidOf('merge', id) })
    return
  }
  await settleByWord(ctx, m, 'same', account_id)
  await tieOpportunity(ctx, m, account_id)
  const domain = m.domain_count === 0 ? m.asked.domain : null
  await addAliases(tx, org_id, account_id, { name: m.asked.name, country: m.asked.country, domain }, saidBy(ctx, m.id))
}

async function tieOpportunity(ctx: Context, m: Match, account_id: string): Promise<void> {
  const it = await findOpportunity(ctx.tx, ctx.org_id, m.subject_id)
  if (!it || it.account_id !== null) throw new Refused(R.over)
  await editOpportunity.within(ctx, {
    params: { id: toWireId('opportunity', it.id) },
    query: { if_match: it.revision },
    body: { account_id: toWireId('account', account_id) },
  })
}

/** None of them: what waited becomes a company of its own. */
async function partFromAll(ctx: Context, m: Match): Promise<void> {
  const { tx, org_id } = ctx
  if (m.noun === 'registration') {
    await pickAccount.within(ctx, {
      params: { id: toWireId('registration', m.subject_id) },
      query: undefined,
      body: { account_id: null },
    })
    return
  }
  await settleByWord(ctx, m, 'other', null)
  const by = saidBy(ctx, m.id)
  for (const { facts } of leftOf(m)) part(ctx, m, facts.account_id, by)
  if (m.noun === 'account') return
  const { name, domain, country, tax_id, city, street, phone } = m.asked
  const account = { ...newAccount({ name, domain, country, tax_id }, ctx.now), city, street, phone }
  insertAccount(tx, org_id, account, nameKey(name))
  ctx.record('account.created', { noun: 'account', id: account.id }, { by_match: m.id })
  await ctx.emit('account.created', { noun: 'account', id: account.id }, null)
  await addAliases(tx, org_id, account.id, { name, country }, by)
  await tieOpportunity(ctx, m, account.id)
}

/** This one is another company, whatever else it turns out to be. */
function part(ctx: Context, m: Match, account_id: string, by: SaidBy): void {
  const { name, domain, country } = m.asked
  const from = m.noun === 'account' ? { account_id: m.subject_id } : { name, domain, country }
  keepApart(ctx.tx, ctx.org_id, account_id, from, by)
}

/** A person says which account a company is, or which it is not. What they say sticks, until it is taken back. */
export const decideMatch = command(contract.decideMatch, {
  load: (ctx, { params }) => loadMatch(ctx, params.id),
  policy: (actor, m, { body }) =>
    m.noun !== 'account' || body.verdict === 'other' || actor.permissions.has('account:merge')
      ? true
      : { why: 'This merges two accounts', who: 'somebody who may merge accounts' },
  gather: async (ctx, { body }, loaded) => {
    const said = body.account_id ? uuidOf('account', body.account_id) : null
    const account_id = said && ((await survivorOf(ctx.tx, ctx.org_id, said)) ?? null)
    if (said && !account_id) throw new Refused(ACCOUNT_REFUSALS.not_an_account)
    if (account_id !== null && account_id === loaded.subject_id) throw new Refused(R.not_a_candidate)
    const is_ruled_out = body.verdict === 'other' && said !== null
    const left = leftOf(loaded).filter((one) => one.facts.account_id !== said)
    if (is_ruled_out && left.length === leftOf(loaded).length) throw new Refused(R.not_a_candidate)
    // The locks of what is about to happen, in the order in which all take them: keys, accounts, rows.
    const none = body.verdict === 'other' && left.length === 0
    if (loaded.noun !== 'account' && (none || (body.verdict === 'other' && said === null)))
      lockKeys(ctx.tx, ctx.org_id, {
        ...loaded.asked,
        tax: taxKey(loaded.asked.country, loaded.asked.tax_id),
      })
    const own = loaded.noun === 'account' ? [loaded.subject_id] : []
    await lockAccounts(ctx, [...new Set([...own, ...(account_id ? [account_id] : [])])].sort())
    const fresh = await store.findMatch(ctx.tx, ctx.org_id, loaded.id)
    if (fresh?.status !== 'open') throw new Refused(R.over)
    if (body.seen_revision !== undefined && body.seen_revision !== fresh.revision) throw new Refused(COMMON.stale)
    return { m: fresh, said, account_id, is_all: body.verdict === 'other' && (said === null || none) }
  },
  write: async (ctx, { input: { body }, facts: { m, said, account_id, is_all } }) => {
    if (body.verdict === 'same' && account_id) await tie(ctx, m, account_id)
    else if (is_all) await partFromAll(ctx, m)
    else if (said) {
      await settleByWord(ctx, m, 'other', said)
      part(ctx, m, said, saidBy(ctx, m.noun === 'registration' ? m.subject_id : m.id))
    }
    return answerMatch(ctx, m.id)
  },
})
