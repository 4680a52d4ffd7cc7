import { nameKey } from '#kit/company-name.ts'
import { registrableDomain } from '#kit/domain.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import type { Money } from '#kit/money.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { command, type Context } from '#server/command/index.ts'
import { ACCOUNT_REFUSALS, type Account, type AccountChange } from './account.ts'
import * as contract from './contract.ts'
import { checkParent } from './family.ts'
import { showAccount } from './show.ts'
import * as store from './store.ts'
import { taxKey } from './tax-key.ts'

const WHY_NOT: Record<string, string> = {
  not_a_domain: 'it is not a domain',
  public_suffix: 'it is a suffix under which anybody registers',
  free_mail_host: 'it is a host of mail for everybody',
  ip_address: 'it is an address of a machine',
}

/** The registrable domain of what was typed; refused where that identifies no company. */
export function domainOf(typed: string | null | undefined, path: string): string | null {
  if (!typed?.trim()) return null
  const domain = registrableDomain(typed)
  if (domain.ok) return domain.domain
  const why = WHY_NOT[domain.why] ?? domain.why
  throw new Refused(
    ACCOUNT_REFUSALS.domain,
    { why },
    { fields: [{ path, message: `expected the company’s own domain: ${why}`, code: domain.why }] },
  )
}

function changeFrom(body: {
  revenue?: Money | null | undefined
  domain?: string | null | undefined
  parent_id?: string | null | undefined
}): AccountChange {
  const { revenue, domain, parent_id, ...rest } = body
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as AccountChange // the contract's fields are the account's
  if (domain !== undefined) known.domain = domainOf(domain, 'domain')
  if (parent_id !== undefined) known.parent_id = parent_id && uuidOf('account', parent_id)
  if (revenue !== undefined) {
    known.revenue_minor = revenue?.amount_minor ?? null
    known.currency = revenue?.currency ?? null
  }
  return known
}

async function refuseTakenTaxId(ctx: Context, tax: string | null, self: string | null): Promise<void> {
  const holder = tax ? await store.findTaxHolder(ctx.tx, ctx.org_id, tax) : undefined
  if (holder !== undefined && holder !== self) throw new Refused(ACCOUNT_REFUSALS.tax_taken)
}

export const createAccount = command(contract.createAccount, {
  gather: async (ctx, { body }) => {
    const change = changeFrom(body)
    const tax = taxKey(change.country ?? null, change.tax_id ?? null)
    const blank = store.newAccount({ name: body.name, domain: null, country: null, tax_id: null }, ctx.now)
    store.lockKeys(ctx.tx, ctx.org_id, { ...blank, ...change, tax })
    await refuseTakenTaxId(ctx, tax, null)
    if (change.parent_id) change.parent_id = await checkParent(ctx, blank.id, change.parent_id)
    return { ...blank, ...change }
  },
  write: async (ctx, { facts: account }) => {
    store.insertAccount(ctx.tx, ctx.org_id, account, nameKey(account.name))
    ctx.record('account.created', { noun: 'account', id: account.id }, { after: account })
    await ctx.emit('account.created', { noun: 'account', id: account.id }, null)
    return showAccount({ ...account, revision: 1 })
  },
})

export const editAccount = command(contract.editAccount, {
  load: async (ctx, { params }) => {
    const account = await store.findAccount(ctx.tx, ctx.org_id, uuidOf('account', params.id))
    if (!account) throw new Refused(COMMON.not_found, { noun: 'account' })
    if (account.merged_into)
      throw new Refused(ACCOUNT_REFUSALS.merged, { into: toWireId('account', account.merged_into) })
    return account
  },
  gather: async (ctx, { body, query }, account) => {
    if (account.revision !== query.if_match) throw new Refused(COMMON.stale)
    const change = changeFrom(body)
    const next = { ...account, ...change }
    const tax = taxKey(next.country, next.tax_id)
    store.lockKeys(ctx.tx, ctx.org_id, { ...next, tax })
    await refuseTakenTaxId(ctx, tax, account.id)
    if (change.parent_id) change.parent_id = await checkParent(ctx, account.id, change.parent_id)
    return change
  },
  write: async (ctx, { subject, facts }) => {
    const after = await store.updateAccount(ctx.tx, ctx.org_id, subject, facts, nameKey(facts.name ?? subject.name))
    if (!after) throw new Refused(COMMON.stale)
    const before = Object.fromEntries(Object.keys(facts).map((field) => [field, subject[field as keyof Account]])) // facts has only fields of an account
    ctx.record('account.edited', { noun: 'account', id: subject.id }, { before, after: facts })
    await ctx.emit('account.edited', { noun: 'account', id: subject.id }, null, { fields: Object.keys(facts) })
    return showAccount(after)
  },
})
