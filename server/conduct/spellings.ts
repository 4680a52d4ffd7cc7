import { likeness } from '#kit/name-likeness.ts'
import { nameKeysOf } from '#kit/name-keys.ts'
import { readName } from '#kit/name-reading.ts'
import { usualRarity } from '#kit/word-meanings.ts'

/** Names at least so alike are spellings of one. */
const ALIKE = 700

/** More names than these are not compared: whoever asks for so many is found by their number. */
const NAMES_MAX = 400

/**
 * For each key the first, in order of text, of the keys whose names are spellings of one; itself where it stands alone.
 * Names are compared where they share a key of the recognition, so that a list of different companies costs no more than
 * reading it.
 */
export function groupSpellings(asked: readonly { name_key: string; name: string }[]): Map<string, string> {
  const names = new Map(
    asked
      .toSorted((a, b) => (a.name < b.name ? 1 : -1))
      .map(({ name_key, name }) => [name_key, name] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
  const root = new Map([...names.keys()].map((key) => [key, key]))
  const rootOf = (key: string): string => {
    const up = root.get(key) ?? key
    return up === key ? key : rootOf(up)
  }
  const readings = new Map([...names].slice(0, NAMES_MAX).map(([key, name]) => [key, readName(name)]))
  const met = new Map<string, string[]>()
  for (const [key, reading] of readings) {
    for (const shared of nameKeysOf(reading).store) {
      for (const other of met.get(shared) ?? []) {
        const before = readings.get(other)
        if (!before || rootOf(other) === rootOf(key)) continue
        if (likeness(reading, before, usualRarity).score < ALIKE) continue
        const [first = '', second = ''] = [rootOf(other), rootOf(key)].sort()
        root.set(second, first)
      }
      met.set(shared, [...(met.get(shared) ?? []), key])
    }
  }
  return new Map([...names.keys()].map((key) => [key, rootOf(key)]))
}
