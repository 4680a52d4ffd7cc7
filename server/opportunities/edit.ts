import type { z } from 'zod'
import { uuidOf, type Noun } from '#kit/ids.ts'
import { COMMON, Refused, type FieldProblem } from '#kit/refusal.ts'
import { survivorOf } from '#server/accounts/index.ts'
import { command, lockAccounts, type Context } from '#server/command/index.ts'
import * as contract from './contract.ts'
import type { OpportunityAnswer } from './contract.ts'
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
async function gather(ctx: Context, asked: Opportunity, before: Opportunity | null): Promise<NamedOpportunity> {
  // An account that was merged means the one that stands for it.
  const account_id = asked.account_id && ((await survivorOf(ctx.tx, ctx.org_id, asked.account_id)) ?? asked.account_id)
  const next = { ...asked, account_id }
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
  return { ...next, ...names, conflict_id: null }
}

/** Whoever made or moved it learns at once where a partner objects: listeners have looked by now. */
async function answerOpportunity(ctx: Context, id: string): Promise<OpportunityAnswer> {
  const it = await store.findOpportunity(ctx.tx, ctx.org_id, id)
  if (!it) throw new Error(`opportunity ${id} was just written`)
  return showOpportunity(it, ctx.actor)
}

type Fields = z.output<typeof contract.createOpportunity.body & {}>

function gatherNew(ctx: Context, body: Fields): Promise<NamedOpportunity> {
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
}

async function keepNew(ctx: Context, it: NamedOpportunity, registration_id: string | null): Promise<void> {
  const { account_name: _a, product_name: _p, owner_name: _o, conflict_id: _c, ...after } = it
  store.insertOpportunity(ctx.tx, ctx.org_id, it)
  ctx.record('opportunity.created', { noun: 'opportunity', id: it.id }, { after })
  const body = { account_id: it.account_id, stage: it.stage, ...(registration_id && { registration_id }) }
  await ctx.emit('opportunity.created', { noun: 'opportunity', id: it.id }, null, body)
}

/** The sale that a registration becomes; it says so from the start, for direct sales has no part in it. */
export async function openOpportunityFor(ctx: Context, registration_id: string, body: Fields): Promise<string> {
  const it = await gatherNew(ctx, body)
  await keepNew(ctx, it, registration_id)
  return it.id
}

export const createOpportunity = command(contract.createOpportunity, {
  gather: (ctx, { body }) => gatherNew(ctx, body),
  write: async (ctx, { facts: it }) => {
    await keepNew(ctx, it, null)
    return answerOpportunity(ctx, it.id)
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
    const was = { account_id: subject.account_id, stage: subject.stage }
    const body = { account_id: next.account_id, stage: next.stage, fields: Object.keys(change), was }
    await ctx.emit('opportunity.edited', it, null, body)
    return answerOpportunity(ctx, subject.id)
  },
})
