import { decodeCursor, encodeCursor } from '#kit/cursor.ts'
import { toWireId } from '#kit/ids.ts'
import { epochMs, instant } from '#kit/instant.ts'
import { actorFromWire, actorOnWire, readWireId, withWireIds } from '#kit/wire-ids.ts'
import { query } from '#server/command/index.ts'
import { actorNames } from '#server/people/index.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import * as contract from './contract.ts'
import type { AuditAnswer } from './contract.ts'
import * as store from './store.ts'

const toInstant = (text: string | undefined) => text && instant(epochMs(text))

export const listAudit = query(contract.listAudit, async ({ tx, org_id }, { query: asked }) => {
  const { limit, cursor } = asked
  const filter: store.AuditFilter = {
    verb: asked.verb,
    subject_id: asked.subject_id && readWireId(asked.subject_id)?.uuid,
    actor: asked.actor && actorFromWire(asked.actor),
    from: toInstant(asked.from),
    to: toInstant(asked.to),
  }
  if (filter.from || filter.to) {
    const found = await store.listSpan(tx, org_id, filter, decodeCursor(cursor, ['id'])?.id, limit + 1)
    return answer(tx, found, limit)
  }
  // First what waits for its seal, by id; then what is sealed, by number. A cursor without a number is among the former.
  const at = decodeCursor(cursor, ['id', 'seq'])
  const inSealed = at !== undefined && at.seq !== '0'
  const unsealed = inSealed ? [] : await store.listUnsealed(tx, org_id, filter, at?.id, limit + 1)
  // Rows that were sealed since the page before stand above its last one, and were on it.
  const newest = unsealed.at(-1)?.id ?? at?.id
  const before = inSealed ? { seq: at.seq } : newest ? { id: newest } : {}
  const sealed =
    unsealed.length > limit ? [] : await store.listSealed(tx, org_id, filter, before, limit + 1 - unsealed.length)
  return answer(tx, [...unsealed, ...sealed], limit)
})

async function answer(tx: Tx, found: readonly store.ListedRow[], limit: number) {
  const rows = found.slice(0, limit)
  const names = await actorNames(tx, [...new Set(rows.map(({ actor }) => actor))])
  const last = found.length > limit ? rows.at(-1) : undefined
  return {
    rows: rows.map((row) => showRow(row, names)),
    next_cursor: last ? encodeCursor({ id: last.id, seq: last.seq ?? '0' }) : null,
  }
}

function showRow(row: store.ListedRow, names: ReadonlyMap<string, string>): AuditAnswer {
  const { subject_noun, subject_id, actor } = row
  return {
    id: toWireId('audit', row.id),
    seq: row.seq === null ? null : Number(row.seq),
    verb: row.verb,
    actor: { id: actorOnWire(actor), name: names.get(actor) ?? actor },
    subject: { noun: subject_noun, id: subject_id && toWireId(subject_noun, subject_id) },
    partner_id: row.partner_id && toWireId('partner', row.partner_id),
    at: row.at,
    recorded_at: row.recorded_at,
    request_id: row.request_id,
    change: withWireIds(JSON.parse(row.change), subject_noun),
  }
}

export const listSeals = query(contract.listSeals, async ({ tx, org_id }, { query: { limit, cursor } }) => {
  const before = decodeCursor(cursor, ['seal_no'])?.seal_no
  const found = await store.listSeals(tx, org_id, before, limit + 1)
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    rows: found.slice(0, limit).map((seal) => ({
      ...seal,
      no: Number(seal.no),
      first_seq: Number(seal.first_seq),
      last_seq: Number(seal.last_seq),
    })),
    next_cursor: last ? encodeCursor({ seal_no: last.no }) : null,
  }
})
