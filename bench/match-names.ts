import { likeness } from '#kit/name-likeness.ts'
import { nameKeysOf } from '#kit/name-keys.ts'
import { readName, type NameReading } from '#kit/name-reading.ts'
import { rarityFrom, type Rarity } from '#kit/word-meanings.ts'

/** Names in memory under their keys, looked up as the store does it: each key limited, the candidates limited. */
export type NameIndex = { readings: NameReading[]; postings: Map<string, number[]>; rarity: Rarity }

export type Hit = { at: number; score: number }

/** As many rows of one key are read, and as many candidates compared. */
const KEY_LIMIT = 100
const CANDIDATES = 50

export function indexNames(names: readonly string[]): NameIndex {
  const readings = names.map(readName)
  const postings = new Map<string, number[]>()
  const counts = new Map<string, number>()
  for (const [at, reading] of readings.entries()) {
    for (const key of nameKeysOf(reading).store) {
      const found = postings.get(key)
      if (found) found.push(at)
      else postings.set(key, [at])
    }
    for (const word of new Set(reading.core.flatMap((one) => one.means))) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return { readings, postings, rarity: rarityFrom((word) => counts.get(word) ?? 0, names.length) }
}

/** Those that share most keys, the rarer the key the more it counts. */
export function candidatesOf(index: NameIndex, reading: NameReading): number[] {
  const votes = new Map<number, number>()
  for (const key of nameKeysOf(reading).ask) {
    const found = index.postings.get(key)
    if (!found) continue
    const vote = 1 / Math.sqrt(found.length)
    for (const at of found.slice(0, KEY_LIMIT)) votes.set(at, (votes.get(at) ?? 0) + vote)
  }
  return [...votes]
    .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, CANDIDATES)
    .map(([at]) => at)
}

export function bestHits(index: NameIndex, reading: NameReading): Hit[] {
  return candidatesOf(index, reading)
    .map((at) => ({ at, score: likeness(reading, index.readings[at] as NameReading, index.rarity).score }))
    .toSorted((a, b) => b.score - a.score || a.at - b.at)
}
