import { rarityFrom, usualRarity, type Rarity } from '#kit/word-meanings.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { listCommonWords } from './rarity-store.ts'

/** Words that are kept in memory of an org, the most common first. */
const KEPT_WORDS = 4000
/** How long a table of words is good for; words grow common slowly. */
const FRESH_MS = 10 * 60_000
const KEPT_ORGS = 200

const kept = new Map<string, { rarity: Rarity; until_ms: number }>()

/** How much a word of a name says in this org, in bits: what half of all names have says one, what one of a million has twenty. */
export async function rarityIn(tx: Tx, org_id: string): Promise<Rarity> {
  const known = kept.get(org_id)
  const now = performance.now()
  if (known && known.until_ms > now) return known.rarity
  const { accounts, words } = await listCommonWords(tx, org_id, KEPT_WORDS)
  const rarity = accounts === 0 ? usualRarity : rarityFrom((word) => words.get(word) ?? 0, accounts)
  const [oldest] = kept.keys()
  if (kept.size >= KEPT_ORGS && oldest !== undefined) kept.delete(oldest)
  kept.delete(org_id)
  kept.set(org_id, { rarity, until_ms: now + FRESH_MS })
  return rarity
}
