import { toWireId } from '#kit/ids.ts'
import type { ImportRowAnswer } from './contract.ts'
import type { ImportRow } from './store.ts'

/** An import as a list answers it. */
export function showRow(it: ImportRow): ImportRowAnswer {
  const touched = it.state === 'undoing' || it.state === 'undone'
  return {
    id: toWireId('import', it.id),
    object: it.object,
    file_name: it.file_name,
    state: it.state,
    size_bytes: Number(it.size_bytes),
    rows_total: it.rows_total,
    rows_done: it.rows_done,
    created: it.created_count,
    updated: it.updated_count,
    unchanged: it.unchanged_count,
    refused: it.refused_count,
    left_out: it.left_out_count,
    skipped: it.skipped_count,
    recognised: it.recognised_count,
    asked: it.asked_count,
    problem: it.problem,
    created_at: it.created_at,
    finished_at: it.finished_at,
    partner_id: it.partner_id && toWireId('partner', it.partner_id),
    undo_until: it.undo_until,
    undone: touched
      ? { at: it.undone_at, removed: it.removed_count, restored: it.restored_count, kept: it.kept_count }
      : null,
    revision: it.revision,
  }
}
