import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { uuidOf } from '#kit/ids.ts'
import type { Calendar } from '#kit/calendar.ts'
import { query } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { showDelegation } from './show.ts'
import * as store from './store.ts'

export const listDelegations = query(contract.listDelegations, async (reading, { query: q }) => {
  const { tx, org_id, actor } = reading
  const now = await reading.now()
  const [rows, { document }] = await Promise.all([
    store.listDelegations(tx, org_id, {
      from_id: q.from_id && uuidOf('membership', q.from_id),
      after: decodeCursor(q.cursor, ['id'])?.id,
      limit: q.limit + 1,
    }),
    reading.runtime.programs.inForce(tx, org_id, now),
  ])
  const { zone } = document['calendar'] as Calendar // parsed when published
  const last = rows.length > q.limit ? rows[q.limit - 1] : undefined
  return {
    rows: rows.slice(0, q.limit).map((row) => showDelegation(row, now, zone, actor)),
    next_cursor: last ? encodeCursor({ id: last.id }) : null,
  }
})
