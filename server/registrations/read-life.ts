import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query, type Reading } from '#server/command/index.ts'
import * as contract from './contract-life.ts'
import * as life from './life-store.ts'
import { showActivities, showMessages } from './show-life.ts'
import { findRegistration } from './store.ts'

/** Its id, where the caller sees the registration. */
async function idOf({ tx, org_id }: Reading, wire_id: string): Promise<string> {
  const found = await findRegistration(tx, org_id, uuidOf('registration', wire_id))
  if (!found) throw new Refused(COMMON.not_found, { noun: 'registration' })
  return found.id
}

export const listActivities = query(contract.listActivities, async (reading, { params, query: q }) => {
  const registration_id = await idOf(reading, params.id)
  const before = decodeCursor(q.cursor, ['happened_on', 'id'])
  const rows = await life.listActivities(reading.tx, reading.org_id, { registration_id, before, limit: q.limit + 1 })
  const page = rows.slice(0, q.limit)
  const last = rows.length > q.limit ? page.at(-1) : undefined
  return {
    rows: await showActivities(reading.tx, page, reading.actor.side),
    next_cursor: last ? encodeCursor({ happened_on: last.happened_on, id: last.id }) : null,
  }
})

export const listMessages = query(contract.listMessages, async (reading, { params, query: q }) => {
  const registration_id = await idOf(reading, params.id)
  const before = decodeCursor(q.cursor, ['id'])?.id
  const rows = await life.listMessages(reading.tx, reading.org_id, { registration_id, before, limit: q.limit + 1 })
  const page = rows.slice(0, q.limit)
  const last = rows.length > q.limit ? page.at(-1) : undefined
  return {
    rows: await showMessages(reading.tx, page, reading.actor.side),
    next_cursor: last ? encodeCursor({ id: last.id }) : null,
  }
})
