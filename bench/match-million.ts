import { nameKeysOf } from '#kit/name-keys.ts'
import { readName } from '#kit/name-reading.ts'
import { rowsOf } from './match-sets.ts'

/** Keys hold the line at a million: names made of the halves of real ones, and how many of them one asked key names. */
const NAMES = 1_000_000
/** The store reads as many rows of a key. */
const READ_ROWS = [50, 100, 200]

export function millionTable(): string[] {
  const companies = rowsOf('company-financedb/companies.csv')
  const pairs = rowsOf('match-company-listings/true_pairs.csv')
  if (!companies || !pairs) return []
  const names = companies.map((row) => row['name'] ?? '')
  const asked = pairs
    .filter((row) => row['label_tier'] === 'A')
    .map((row) => ({
      keys: nameKeysOf(readName(row['variant_name'] ?? '')).ask,
      stored: new Set(nameKeysOf(readName(row['official_name'] ?? '')).store),
    }))
  const rows = new Map(asked.flatMap(({ keys }) => keys).map((key) => [key, 0]))
  let stored = 0
  for (let n = 0; n < NAMES; n++) {
    const keys = nameKeysOf(readName(madeName(names, n))).store
    stored += keys.length
    for (const key of keys) {
      const count = rows.get(key)
      if (count !== undefined) rows.set(key, count + 1)
    }
  }
  const lengths = [...rows.values()].toSorted((a, b) => a - b)
  const at = (part: number) => lengths[Math.floor((lengths.length - 1) * part)] ?? 0
  const found = READ_ROWS.map((limit) => {
    const sure = asked.filter(({ keys, stored: known }) =>
      keys.some((key) => known.has(key) && (rows.get(key) ?? 0) < limit),
    )
    return `${((100 * sure.length) / asked.length).toFixed(1)} % with ${limit} rows a key`
  })
  return [
    `Among ${NAMES} names made of halves of real ones: ${(stored / NAMES).toFixed(1)} keys stored a name, ${(asked.reduce((sum, { keys }) => sum + keys.length, 0) / asked.length).toFixed(1)} asked; an asked key names ${at(0.5)} in the middle, ${at(0.9)} at 90 of 100, ${at(0.99)} at 99, ${at(1)} at most.`,
    `So the right company is certainly read for ${found.join(', ')}.`,
  ]
}

/** The first half of one name with the second half of another. */
function madeName(names: readonly string[], n: number): string {
  const half = (name: string, second: boolean) => {
    const words = name.split(' ')
    const middle = Math.ceil(words.length / 2)
    return words.slice(second ? middle : 0, second ? undefined : middle).join(' ')
  }
  const one = names[n % names.length] ?? ''
  const other = names[Math.imul(n, 7919) % names.length] ?? names[(n * 31) % names.length] ?? ''
  return `${half(one, false)} ${half(other, true)}`
}
