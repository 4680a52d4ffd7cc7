import { Status, type Tone } from '../../ui/index.ts'
import type { ImportRow } from './fields.ts'
import { words } from './words.ts'

const tones: Record<ImportRow['state'], Tone> = {
  uploaded: 'neutral',
  mapped: 'info',
  running: 'accent',
  finished: 'success',
  failed: 'danger',
  cancelled: 'warn',
  undoing: 'accent',
  undone: 'neutral',
}

/** Where an import stands; while it runs, how far it is. */
export function ImportState({ row }: { row: Pick<ImportRow, 'state' | 'rows_done' | 'rows_total'> }) {
  return (
    <Status tone={tones[row.state]}>
      {words.states[row.state]}
      {row.state === 'running' && (
        <span className="flex items-center gap-2 text-ink-faint">
          <span aria-hidden className="h-1 w-16 overflow-hidden rounded-full bg-pressed">
            <span
              className="block h-full rounded-full bg-accent transition-[width]"
              style={{ width: `${shareDone(row)}%` }}
            />
          </span>
          <span className="text-xs tabular-nums">{words.of(row.rows_done, row.rows_total)}</span>
        </span>
      )}
    </Status>
  )
}

/** In percent. */
export function shareDone({ rows_done, rows_total }: Pick<ImportRow, 'rows_done' | 'rows_total'>): number {
  return rows_total > 0 ? Math.min(100, (rows_done / rows_total) * 100) : 0
}
