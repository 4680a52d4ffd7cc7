import { nameKey } from '#kit/company-name.ts'
import type { Tried } from '#server/command/index.ts'
import { scopeOf } from '#server/command/index.ts'
import { submitRegistration } from '#server/registrations/contract.ts'
import { keepAsk } from './facts-store.ts'

/** Names longer than a company's add nothing to what is known. */
const NAME_MAX = 200

/**
 * What a partner tried out without registering it. A dry run rolls back, so this is written beside it, in a transaction
 * of its own: one small row per company and hour. Only partners' own tries count; the org may look as often as it likes.
 */
const triedRegistration: Tried = async ({ runtime, actor, now }, input) => {
  const { account_name = '' } = (input as { body: { account_name?: string } }).body // parsed by the contract that names it
  const name_key = nameKey(account_name).slice(0, NAME_MAX)
  const { partner_id } = actor
  if (!partner_id || !name_key) return
  await runtime.db.transaction({ ...scopeOf(actor), scope: 'org', partner_id: null }, async (tx) => {
    keepAsk(tx, actor.org_id, { partner_id, at: now, name_key, name: account_name.slice(0, NAME_MAX) })
    await tx.settle()
  })
}

export const conductTried = new Map([[submitRegistration.id, triedRegistration]])
