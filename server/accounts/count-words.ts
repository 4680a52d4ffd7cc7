import { readName } from '#kit/name-reading.ts'
import type { Runtime } from '#server/command/index.ts'
import { wallMs } from '#server/platform/clock.ts'
import * as store from './rarity-store.ts'

const STRETCH = 1000
/** Stretches of one look, so that no org keeps the others waiting. */
const STRETCHES = 20
/** An id is made before its row is committed: so old, none is still on its way. */
const SETTLED_MS = 60_000
/** Of so many accounts, a word that only one has is forgotten again. */
const RARE = 20_000

/**
 * Goes on counting which words the names of an org's accounts have, behind the last that was counted. Renaming and merging
 * are left out: what is asked of the counts is only how common a word is.
 */
export async function countWords(runtime: Pick<Runtime, 'db'>, org_id: string): Promise<void> {
  const scope = { org_id, scope: 'org', partner_id: null } as const
  for (let n = 0; n < STRETCHES; n++) {
    const more = await runtime.db.transaction(scope, async (tx) => {
      const progress = await store.holdCount(tx, org_id)
      if (!progress) return false
      const before = firstIdAt(wallMs() - SETTLED_MS)
      const accounts = await store.listNamesAfter(tx, org_id, progress.after_id, before, STRETCH)
      const last = accounts.at(-1)
      if (!last) return false
      const counted = progress.accounts + accounts.length
      await store.addWords(tx, org_id, wordsOf(accounts), { after_id: last.id, accounts: counted })
      if (Math.floor(counted / RARE) > Math.floor(progress.accounts / RARE))
        await store.dropRareWords(tx, org_id, 1 + Math.floor(counted / (5 * RARE)))
      return accounts.length === STRETCH
    })
    if (!more) return
  }
}

/** In how many of the names each word stands, by what it means. */
function wordsOf(accounts: readonly { name: string }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { name } of accounts) {
    const words = new Set(readName(name).core.flatMap(({ means }) => means))
    for (const word of words) if (word.length <= 60) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

/** The smallest id that could have been made at an instant: UUIDv7 begins with its milliseconds. */
function firstIdAt(ms: number): string {
  const time = ms.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}
