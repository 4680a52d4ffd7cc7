import { factsOf, findCandidatesFor, recognise, taxKey } from '#server/accounts/index.ts'
import { recognitionSection } from '#server/accounts/terms.ts'
import { command, lockAccounts } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { openMatches, type Doubt } from './open.ts'
import * as store from './store.ts'

/**
 * Holds the next accounts against those that came before them, and asks a person where two could be one: the later one
 * waits, the earlier ones are what it could be. So each pair is met once. What somebody kept apart is not asked again.
 */
export const lookForMatches = command(contract.lookForMatches, {
  gather: async (ctx, { body }) => {
    await store.lockLook(ctx.tx, ctx.org_id)
    const before = body.from_start ? undefined : await store.findLook(ctx.tx, ctx.org_id)
    const accounts = await store.listToLook(ctx.tx, ctx.org_id, before?.after_id ?? null, body.limit)
    const seen = await findCandidatesFor(
      ctx.tx,
      ctx.org_id,
      accounts.map(({ id, tax_id, ...known }) => ({
        ...known,
        account_id: null,
        tax: taxKey(known.country, tax_id),
        self: id,
      })),
    )
    const terms = await ctx.terms(recognitionSection)
    const doubts = accounts.flatMap(({ id, postcode: _, ...asked }, place): Doubt[] => {
      const found = (seen[place]?.found ?? []).filter((one) => one.account_id < id)
      const domain_count = found.filter(({ domain }) => domain === 'same' || domain === 'alias').length
      const who = recognise({ v: 2, candidates: found.map(factsOf), domain_count, picked: null }, terms)
      if (who.verdict === 'new') return []
      return [{ source: 'look', subject: { noun: 'account', id }, asked, seen: { found, domain_count } }]
    })
    // Nobody merges one away between its look-up and the question about it.
    await lockAccounts(
      ctx,
      doubts.map(({ subject }) => subject.id),
    )
    return { before, accounts, doubts }
  },
  write: async (ctx, { input: { body }, facts: { before, accounts, doubts } }) => {
    const opened_count = await openMatches(ctx, doubts)
    const looked_count = accounts.length
    store.putLook(ctx.tx, ctx.org_id, {
      after_id: accounts.at(-1)?.id ?? before?.after_id ?? null,
      looked_count: (before?.looked_count ?? 0) + looked_count,
      at: ctx.now,
    })
    ctx.record('match.looked', { noun: 'match', id: null }, { looked_count, opened_count, from_start: body.from_start })
    return { looked_count, opened_count, is_done: looked_count < body.limit }
  },
})
