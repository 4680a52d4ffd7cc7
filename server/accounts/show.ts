import { toWireId } from '#kit/ids.ts'
import type { Account } from './account.ts'
import type { AccountAnswer } from './contract.ts'

/** An account as the API answers it. */
export function showAccount({ revenue_minor, currency, merged_into: _, ...account }: Account): AccountAnswer {
  return {
    ...account,
    id: toWireId('account', account.id),
    parent_id: account.parent_id && toWireId('account', account.parent_id),
    revenue: revenue_minor !== null && currency !== null ? { amount_minor: revenue_minor, currency } : null,
  }
}
