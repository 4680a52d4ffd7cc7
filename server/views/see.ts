import { Refused } from '#kit/refusal.ts'
import { ACCESS_REFUSALS, personVerb } from '#server/access/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import * as contract from './contract.ts'
import * as store from './store.ts'

/** A look is nobody else's business, and happens all day: it stands in no audit. */
export const seeView = personVerb(contract.seeView, async ({ runtime, session }, { body }) => {
  const here = session.current
  if (!here || here.partner_id !== null) throw new Refused(ACCESS_REFUSALS.no_membership)
  const seen_at = wallNow()
  const scope = { org_id: here.org.id, scope: 'org', partner_id: null } as const
  const before = await runtime.db.transaction(scope, (tx) =>
    store.putSeen(tx, here.org.id, here.id, body.list, body.key, seen_at),
  )
  return { answer: { before, seen_at } }
})
