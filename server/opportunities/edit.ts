import type { z } from 'zod'
import { uuidOf, type Noun } from '#kit/ids.ts'
import { COMMON, Refused, type FieldProblem } from '#kit/refusal.ts'
import { command, lockAccounts, type Context } from '#server/command/index.ts'
import * as contract from './contract.ts'
import type { NamedOpportunity, Opportunity, OpportunityChange } from './opportunity.ts'
import { showOpportunity } from './show.ts'
import * as store from './store.ts'

function changeFrom(body: z.output<typeof contract.editOpportunity.body & {}>): OpportunityChange {
  const { account_id, product_id, owner_id, amount, ...rest } = body
  return {
    ...rest,
    ...(account_id !== undefined && { account_id: account_id && uuidOf('account', account_id) }),
    ...(product_id !== undefined && { product_id: product_id && uuidOf('product', product_id) }),
    ...(owner_id !== undefined && { owner_id: owner_id && uuidOf('member', owner_id) }),
    ...(amount !== undefined && { amount_minor: amount?.amount_minor ?? null, currency: amount?.currency ?? null }),
  }
}

/**
 * The opportunity with the names of what it points at; refused where that does not exist. Its accounts are locked, so
 * that nobody decides about them meanwhile on facts that this changes.
 */
async function gather(ctx: Context, next: Opportunity, before: Opportunity | null): Promise<NamedOpportunity> {
  const accounts = [next.account_id, before?.account_id].filter((id) => id !== null && id !== undefined)
  await lockAccounts(ctx, [...new Set(accounts)])
  const names = await store.findTargets(ctx.tx, ctx.org_id, next)
  const targets: [keyof typeof names, 'account_id' | 'product_id' | 'owner_id', Noun][] = [
    ['account_name', 'account_id', 'account'],
    ['product_name', 'product_id', 'product'],
    ['owner_name', 'owner_id', 'member'],
  ]
  const fields: FieldProblem[] = targets
    .filter(([name, id]) => next[id] !== null && names[name] === null)
    .map(([, id, noun]) => ({
      path: id,
      message: `expected the id of ${noun === 'account' ? 'an' : 'a'} ${noun} of this org`,
    }))
  if (fields.length > 0) throw new Refused(COMMON.invalid, {}, { fields })
  return { ...next, ...names }
}

export const createOpportunity = command(contract.createOpportunity, {
  gather: async (ctx, { body }) => {
    const blank = {
      account_id: null,
      product_id: null,
      owner_id: null,
      stage: 'open',
      raw_stage: null,
      amount_minor: null,
      currency: null,
      opened_on: null,
      expected_close_on: null,
      closed_on: null,
    } as const
    const next = { id: ctx.newId(), ...blank, ...changeFrom(body), name: body.name, created_at: ctx.now, revision: 1 }
    return gather(ctx, next, null)
  },
  write: async (ctx, { facts: it }) => {
    const { account_name: _a, product_name: _p, owner_name: _o, ...after } = it
    store.insertOpportunity(ctx.tx, ctx.org_id, it)
    ctx.record('opportunity.created', { noun: 'opportunity', id: it.id }, { after })
    await ctx.emit('opportunity.created', { noun: 'opportunity', id: it.id }, null, {
      account_id: it.account_id,
      stage: it.stage,
    })
    return showOpportunity(it, ctx.actor)
  },
})

export const editOpportunity = command(contract.editOpportunity, {
  load: async (ctx, { params }) => {
    const it = await store.findOpportunity(ctx.tx, ctx.org_id, uuidOf('opportunity', params.id))
    if (!it) throw new Refused(COMMON.not_found, { noun: 'opportunity' })
    return it
  },
  gather: async (ctx, { body, query }, before) => {
    if (before.revision !== query.if_match) throw new Refused(COMMON.stale)
    const change = changeFrom(body)
    return { change, next: await gather(ctx, { ...before, ...change }, before) }
  },
  write: async (ctx, { subject, facts: { change, next } }) => {
    if (!(await store.updateOpportunity(ctx.tx, ctx.org_id, next))) throw new Refused(COMMON.stale)
    const before = Object.fromEntries(Object.keys(change).map((field) => [field, subject[field as keyof Opportunity]])) // a change has only fields of an opportunity
    const it = { noun: 'opportunity', id: subject.id } as const
    ctx.record('opportunity.edited', it, { before, after: change })
    const body = { account_id: next.account_id, stage: next.stage, fields: Object.keys(change) }
    await ctx.emit('opportunity.edited', it, null, body)
    return showOpportunity({ ...next, revision: next.revision + 1 }, ctx.actor)
  },
})
