import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { uuidOf } from '#kit/ids.ts'
import { query } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { showParticipants } from './show.ts'
import * as store from './store.ts'

export const listParticipants = query(contract.listParticipants, async ({ tx, org_id, actor }, { query: q }) => {
  const after = decodeCursor(q.cursor, ['id'])
  const org = actor.side === 'org'
  const asked = q.partner_id && uuidOf('partner', q.partner_id)
  // A partner knows neither opportunities nor accounts by id, and no other partner's roles.
  if (!org && (q.opportunity_id || q.account_id || (asked && asked !== actor.partner_id)))
    return { rows: [], next_cursor: null }
  const rows = await store.listParticipants(tx, org_id, {
    opportunity_id: q.opportunity_id && uuidOf('opportunity', q.opportunity_id),
    account_id: q.account_id && uuidOf('account', q.account_id),
    registration_id: q.registration_id && uuidOf('registration', q.registration_id),
    partner_id: actor.partner_id ?? asked,
    before: after?.id,
    limit: q.limit + 1,
  })
  const last = rows.length > q.limit ? rows[q.limit - 1] : undefined
  return {
    rows: await showParticipants(tx, rows.slice(0, q.limit), actor),
    next_cursor: last ? encodeCursor({ id: last.id }) : null,
  }
})
