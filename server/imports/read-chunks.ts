import type { Tx } from '#server/platform/postgres/sql.ts'
import * as store from './store.ts'

/** The file as it was uploaded, or the chosen sheet of it, piece by piece. */
export async function* readChunks(
  tx: Tx,
  org_id: string,
  import_id: string,
  sheet: number | null,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let no = 0; ; no++) {
    const bytes = await store.findChunk(tx, org_id, import_id, sheet ?? 0, no)
    if (!bytes) return
    yield bytes
  }
}
