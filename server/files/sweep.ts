import { DAY_MS, instant } from '#kit/instant.ts'
import type { Runtime } from '#server/command/index.ts'
import { wallMs } from '#server/platform/clock.ts'
import * as store from './store.ts'

/** Files taken away in one look; the rest waits for the next. */
const AT_ONCE = 100

/** Removes files that were sent and hang on nothing for a day, and bytes that no file has any more. Answers how many. */
export async function dropLooseFiles(runtime: Runtime, org_id: string, wall_ms = wallMs()): Promise<number> {
  const scope = { org_id, scope: 'org' as const, partner_id: null }
  const before = instant(wall_ms - DAY_MS)
  const loose = await runtime.db.transaction(scope, (tx) => store.listLoose(tx, org_id, before, AT_ONCE))
  let gone = 0
  for (const { id, sha256 } of loose) {
    // One by one: whoever sends the same bytes at this moment waits for no other file.
    const is_gone = await runtime.db.transaction(scope, async (tx) => {
      await store.lockContent(tx, org_id, sha256)
      return store.deleteLoose(tx, org_id, id, sha256, before)
    })
    if (is_gone) gone += 1
  }
  return gone
}
