/** Numbers that follow from a seed, so that what was drawn once is drawn again. */
export class Random {
  #state: number
  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 to 1, without 1: mulberry32, 32 bits of state, which is plenty for what is drawn in one step. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number between two, both among them. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  chance(p: number): boolean {
    return this.next() < p
  }

  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('nothing to pick from')
    return from[this.int(0, from.length - 1)] as T // the place is one of those there are
  }

  maybe<T>(from: readonly T[]): T | undefined {
    return from.length === 0 ? undefined : this.pick(from)
  }

  weighted<T extends { weight: number }>(from: readonly T[]): T {
    let left = this.next() * from.reduce((sum, { weight }) => sum + weight, 0)
    for (const one of from) {
      left -= one.weight
      if (left < 0) return one
    }
    return this.pick(from)
  }

  shuffled<T>(from: readonly T[]): T[] {
    const all = [...from]
    for (let last = all.length - 1; last > 0; last--) {
      const other = this.int(0, last)
      const [a, b] = [all[last], all[other]]
      if (a !== undefined && b !== undefined) [all[last], all[other]] = [b, a]
    }
    return all
  }
}

/** The numbers of one step: they depend on the seed and the step alone, so that leaving other steps out changes none. */
export function randomOf(seed: number, step: number): Random {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(step + 1, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d)
  return new Random(h ^ (h >>> 15))
}
