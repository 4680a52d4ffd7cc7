import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { query } from '#server/command/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import * as contract from './contract.ts'
import { showRun } from './show.ts'
import * as store from './store.ts'

export async function findRun(tx: Tx, org_id: string, wire_id: string): Promise<store.Counted> {
  const run = await store.findRun(tx, org_id, uuidOf('bulk', wire_id))
  if (!run) throw new Refused(COMMON.not_found, { noun: 'bulk run' })
  return run
}

export const getBulk = query(contract.getBulk, async ({ tx, org_id, actor }, { params }) =>
  showRun(tx, await findRun(tx, org_id, params.id), actor),
)

export const listBulk = query(contract.listBulk, async ({ tx, org_id, actor }, { query: q }) => {
  const after = decodeCursor(q.cursor, ['id'])
  const runs = await store.listRuns(tx, org_id, actor.id, after?.id, q.limit + 1)
  const page = runs.slice(0, q.limit)
  const last = runs.length > q.limit ? page.at(-1) : undefined
  return {
    rows: await Promise.all(page.map((run) => showRun(tx, run, actor))),
    next_cursor: last ? encodeCursor({ id: last.id }) : null,
  }
})

export const listBulkRows = query(contract.listBulkRows, async ({ tx, org_id }, { params, query: q }) => {
  const run = await findRun(tx, org_id, params.id)
  const after = decodeCursor(q.cursor, ['place_no'])
  const rows = await store.listRows(tx, org_id, run.id, {
    state: q.state,
    after: Math.min(Number(after?.place_no ?? 0), 2_147_483_647),
    limit: q.limit + 1,
  })
  const page = rows.slice(0, q.limit)
  const last = rows.length > q.limit ? page.at(-1) : undefined
  return {
    rows: page.map((row) => ({
      registration_id: toWireId('registration', row.registration_id),
      account: row.account_name,
      partner: row.partner_name,
      state: row.state,
      seen: { status: row.seen_status, revision: row.seen_revision },
      now: { status: row.status, revision: row.revision, changed_at: row.changed_at, manager: row.manager_name },
      why: row.code && row.says && row.next ? { code: row.code, says: row.says, next: row.next } : null,
    })),
    next_cursor: last ? encodeCursor({ place_no: last.place }) : null,
  }
})
