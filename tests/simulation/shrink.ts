import type { Result, Run } from './run.ts'

/** A failure is looked for among fewer steps for so long, in seconds. */
const PATIENCE_S = Number(process.env['SHRINK'] ?? 60)

/**
 * The fewest steps that are found after which the same thing does not hold: parts are left out, halves first, as long as
 * it still breaks (Zeller's ddmin). A step draws the same numbers whatever was left out before it.
 */
export async function shrink(
  found: Result,
  options: Run,
  fresh: () => Promise<(options: Run) => Promise<Result>>,
): Promise<Result> {
  const until = performance.now() + PATIENCE_S * 1000
  const broken = new Set(found.violations.map(({ invariant }) => invariant))
  const breaks = async (steps: readonly number[]): Promise<Result | null> => {
    const result = await (await fresh())({ ...options, steps })
    return result.violations.some(({ invariant }) => broken.has(invariant)) ? result : null
  }
  let best = found
  let steps = found.log.map(({ step }) => step)
  for (let size = Math.ceil(steps.length / 2); size >= 1 && performance.now() < until;) {
    let shorter: readonly number[] | null = null
    for (let from = 0; from < steps.length && performance.now() < until; from += size) {
      const rest = [...steps.slice(0, from), ...steps.slice(from + size)]
      const result = rest.length > 0 ? await breaks(rest) : null
      if (!result) continue
      best = result
      shorter = result.log.map(({ step }) => step)
      break
    }
    if (shorter) steps = [...shorter]
    else if (size === 1) break
    else size = Math.ceil(size / 2)
  }
  return best
}
