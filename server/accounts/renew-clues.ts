import type { Runtime } from '#server/command/index.ts'
import { listOrgs } from '#server/orgs/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { CLUES_VERSION } from './clues.ts'
import { countWords } from './count-words.ts'
import * as store from './recognition-store.ts'
import { restoreClues } from './said.ts'

const STRETCH = 500

/** Orgs of which this process knows that their clues are today's. */
const renewed = new WeakMap<Pick<Runtime, 'db'>, Set<string>>()

/**
 * Makes clues anew where they were made by another way of folding, or not at all: after an upgrade, or in an org that was
 * restored. A stretch is a transaction that remembers how far it came, so any server may go on where another was ended.
 * Until it is through, accounts are found by the clues that they have.
 */
export async function renewClues(runtime: Pick<Runtime, 'db'>, org_id: string, stopping?: AbortSignal): Promise<void> {
  const known = renewed.get(runtime) ?? new Set()
  renewed.set(runtime, known)
  if (known.has(org_id)) return
  const scope = { org_id, scope: 'org', partner_id: null } as const
  for (let more = true; more;) {
    if (stopping?.aborted) return
    more = await runtime.db.transaction(scope, (tx) => renewStretch(tx, org_id))
  }
  known.add(org_id)
}

/** Keeps up what recognition stands on, of every org: clues by today's way of folding, and how common words are. */
export async function keepRecognition(runtime: Runtime, stopping: AbortSignal): Promise<void> {
  for (const { id: org_id } of await runtime.db.transaction(null, listOrgs)) {
    await renewClues(runtime, org_id, stopping)
    if (stopping.aborted) return
    await countWords(runtime, org_id)
  }
}

async function renewStretch(tx: Tx, org_id: string): Promise<boolean> {
  const progress = await store.holdProgress(tx, org_id)
  if (!progress || (progress.version === CLUES_VERSION && progress.finished_at !== null)) return false
  // Nothing was ever noted of an org whose accounts were all written with their clues.
  if (progress.version === 0 && !(await store.isAnyWithoutClues(tx, org_id))) {
    store.keepProgress(tx, org_id, { version: CLUES_VERSION, after_id: null, finished_at: wallNow() })
    return false
  }
  const after_id = progress.version === CLUES_VERSION ? progress.after_id : null
  const ids = await store.holdAccountsAfter(tx, org_id, after_id, STRETCH)
  await restoreClues(tx, org_id, ids)
  const more = ids.length === STRETCH
  store.keepProgress(tx, org_id, {
    version: CLUES_VERSION,
    after_id: ids.at(-1) ?? after_id,
    finished_at: more ? null : wallNow(),
  })
  return more
}
