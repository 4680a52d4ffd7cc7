import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { toWireId } from '#kit/ids.ts'
import { unreadable } from '#kit/readable.ts'
import { readWireId, withWireIds } from '#kit/wire-ids.ts'
import { query } from '#server/command/index.ts'
import type { EventAnswer } from './contract.ts'
import * as contract from './contract.ts'
import * as store from './store.ts'

export const listEvents = query(contract.listEvents, async ({ tx, org_id, actor }, { query: filter }) => {
  const { after = '0', limit, cursor } = filter
  const types = filter.types?.split(',')
  const hidden = unreadable(actor.permissions)
  const subject_id = filter.subject_id && readWireId(filter.subject_id)?.uuid
  if (subject_id) {
    const before = decodeCursor(cursor, ['id'])?.id
    const found = await store.listTimeline(tx, org_id, { subject_id, types, hidden, before, limit: limit + 1 })
    const last = found.length > limit ? found[limit - 1] : undefined
    return { rows: found.slice(0, limit).map(showEvent), next_cursor: last ? encodeCursor({ id: last.id }) : null }
  }
  const from = decodeCursor(cursor, ['seq'])?.seq ?? after
  const { partner_id } = actor
  const found = await store.listFeed(tx, org_id, { after: from, types, hidden, partner_id, limit: limit + 1 })
  const last = found.length > limit ? found[limit - 1] : undefined
  return { rows: found.slice(0, limit).map(showEvent), next_cursor: last?.seq ? encodeCursor({ seq: last.seq }) : null }
})

/** An event as the API tells it. */
export function showEvent(event: store.KeptEvent): EventAnswer {
  return {
    id: toWireId('event', event.id),
    seq: event.seq === null ? null : Number(event.seq),
    type: event.type,
    subject: { noun: event.subject_noun, id: toWireId(event.subject_noun, event.subject_id) },
    partner_id: event.partner_id && toWireId('partner', event.partner_id),
    at: event.at,
    recorded_at: event.recorded_at,
    body: withWireIds(JSON.parse(event.body)) as Record<string, unknown>, // emit() takes bodies of this shape only
  }
}
