/** Chance that falls the same way every time: a world made twice is the same world. */
export type Chance = {
  /** A number in [0, 1). */
  next(): number
  /** True with this probability. */
  is(probability: number): boolean
  /** A whole number in [least, most]. */
  between(least: number, most: number): number
  pick<T>(from: readonly T[]): T
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough for a story. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    is: (probability) => next() < probability,
    between,
    pick: <T>(from: readonly T[]): T => {
      const one = from[between(0, from.length - 1)]
      if (one === undefined) throw new Error('there is nothing to pick from')
      return one
    },
  }
}
