/** Which rows of a list are selected: by their keys, in the order in which they stand. */

export type Selection = ReadonlySet<string>

/** One row more, or less. */
export function toggled(selected: Selection, key: string, on = !selected.has(key)): Set<string> {
  const next = new Set(selected)
  if (on) next.add(key)
  else next.delete(key)
  return next
}

/** Everything from the row that was touched last to this one takes its state; without such a row, this one alone. */
export function ranged(selected: Selection, keys: readonly string[], anchor: string | null, key: string): Set<string> {
  const from = anchor === null ? -1 : keys.indexOf(anchor)
  const to = keys.indexOf(key)
  if (from < 0 || to < 0) return toggled(selected, key, true)
  const on = selected.has(anchor ?? '') || !selected.has(key)
  const next = new Set(selected)
  for (const one of keys.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (on) next.add(one)
    else next.delete(one)
  }
  return next
}

/** Of these rows, those that are selected still: what left the list is not decided with it. */
export function stillThere(selected: Selection, keys: readonly string[]): Selection {
  const there = new Set(keys)
  const kept = [...selected].filter((key) => there.has(key))
  return kept.length === selected.size ? selected : new Set(kept)
}

/** Where the focus goes when its row leaves the list: to the row that takes its place. */
export function successor(before: readonly string[], after: readonly string[], key: string): string | null {
  const place = before.indexOf(key)
  if (place < 0 || after.length === 0) return null
  const there = new Set(after)
  const later = before.slice(place + 1).find((one) => there.has(one))
  return later ?? after[Math.min(place, after.length - 1)] ?? null
}
