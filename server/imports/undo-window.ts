import { plusMs, type Instant } from '#kit/instant.ts'
import type { Context } from '#server/command/index.ts'
import { UNDO_MS } from './import.ts'
import type { ImportRow } from './store.ts'

/** Until when an import that ends now can be undone; null where it did nothing, or nothing that is taken back like this. */
export function endsAt(ctx: Context, it: Pick<ImportRow, 'object' | 'rows_done'>): Instant | null {
  return it.object === 'registration' || it.rows_done === 0 ? null : plusMs(ctx.recorded_at, UNDO_MS)
}
