import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { query, type Actor } from '#server/command/index.ts'
import * as contract from './contract.ts'
import type { Hold } from './hold.ts'
import * as store from './store.ts'
import { holdInWords } from './words.ts'

export function showHold(hold: Hold, actor: Pick<Actor, 'side'>): contract.HoldAnswer {
  const org = actor.side === 'org'
  return {
    id: toWireId('hold', hold.id),
    kind: hold.kind,
    text: holdInWords(hold.kind, org ? 'org' : 'partner'),
    subject: { noun: hold.noun, id: toWireId(hold.noun, hold.subject_id) },
    account_id: org && hold.account_id ? toWireId('account', hold.account_id) : null,
    by: org ? { noun: hold.by_noun, id: toWireId(hold.by_noun, hold.by_id) } : null,
    placed_at: hold.placed_at,
  }
}

export const listHolds = query(contract.listHolds, async ({ tx, org_id, actor }, { query: q }) => {
  // A partner knows neither accounts nor opportunities by id.
  if (actor.side === 'partner' && (q.account_id || q.opportunity_id)) return { rows: [], next_cursor: null }
  const subject = q.registration_id
    ? { noun: 'registration' as const, id: uuidOf('registration', q.registration_id) }
    : q.opportunity_id
      ? { noun: 'opportunity' as const, id: uuidOf('opportunity', q.opportunity_id) }
      : undefined
  const rows = await store.pageHolds(tx, org_id, {
    account_id: q.account_id && uuidOf('account', q.account_id),
    subject,
    partner_id: actor.partner_id ?? undefined,
    before: decodeCursor(q.cursor, ['id'])?.id,
    limit: q.limit + 1,
  })
  const last = rows.length > q.limit ? rows[q.limit - 1] : undefined
  return {
    rows: rows.slice(0, q.limit).map((hold) => showHold(hold, actor)),
    next_cursor: last ? encodeCursor({ id: last.id }) : null,
  }
})
