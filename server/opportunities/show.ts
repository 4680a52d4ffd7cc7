import { toWireId, type Noun } from '#kit/ids.ts'
import type { Actor } from '#server/command/index.ts'
import type { OpportunityAnswer } from './contract.ts'
import type { NamedOpportunity } from './opportunity.ts'

/** An opportunity as the API answers it. */
export function showOpportunity(it: NamedOpportunity, actor: Actor): OpportunityAnswer {
  const { account_id, account_name, product_id, product_name, owner_id, owner_name, conflict_id, ...fields } = it
  const { amount_minor, currency, ...rest } = fields
  return {
    ...rest,
    id: toWireId('opportunity', it.id),
    account: named('account', account_id, account_name),
    product: named('product', product_id, product_name),
    owner: named('member', owner_id, owner_name),
    amount: amount_minor !== null && currency !== null ? { amount_minor, currency } : null,
    conflict_id: conflict_id && toWireId('conflict', conflict_id),
    abilities: actor.permissions.has('opportunity:edit') ? ['edit'] : [],
  }
}

function named(noun: Noun, id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id: toWireId(noun, id), name: name ?? '' }
}
