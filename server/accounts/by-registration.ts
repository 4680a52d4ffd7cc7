import { nameKey } from '#kit/company-name.ts'
import type { LocalDate } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Context } from '#server/command/index.ts'
import type { Account, AccountChange } from './account.ts'
import * as store from './store.ts'

/** What becomes of accounts through registrations. The caller holds the account's lock. */

async function change(ctx: Context, id: string, to: AccountChange): Promise<void> {
  const account = await store.findAccount(ctx.tx, ctx.org_id, id)
  if (!account) throw new Refused(COMMON.not_found, { noun: 'account' })
  const after = await store.updateAccount(ctx.tx, ctx.org_id, account, to, nameKey(to.name ?? account.name))
  if (!after) throw new Refused(COMMON.stale)
  const fields = Object.keys(to)
  const before = Object.fromEntries(fields.map((field) => [field, account[field as keyof Account]])) // a change has only fields of an account
  ctx.record('account.edited', { noun: 'account', id }, { before, after: to })
  await ctx.emit('account.edited', { noun: 'account', id }, null, { fields })
}

/** The partner corrected what it had brought: the account is the company it meant all along. */
export async function correctAccount(
  ctx: Context,
  id: string,
  to: {
    account_name: string
    account_domain: string | null
    account_country: string | null
    account_tax_id: string | null
  },
): Promise<void> {
  await change(ctx, id, {
    name: to.account_name,
    domain: to.account_domain,
    country: to.account_country,
    tax_id: to.account_tax_id,
  })
}

/** The account was another one all along: nothing is recognised as this one any more, and what points at it means that. */
export async function retireAccount(ctx: Context, id: string, into: string): Promise<void> {
  store.retireAccount(ctx.tx, ctx.org_id, id, into)
  ctx.record('account.retired', { noun: 'account', id }, { merged_into: into })
  await ctx.emit('account.edited', { noun: 'account', id }, null, { fields: ['merged_into'] })
}

/** A sale was made there: from now on it is a customer. */
export async function becomeCustomer(ctx: Context, id: string, since: LocalDate): Promise<void> {
  const account = await store.findAccount(ctx.tx, ctx.org_id, id)
  if (account && !account.is_customer) await change(ctx, id, { is_customer: true, customer_since: since })
}
