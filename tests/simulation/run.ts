import { DAY_MS } from '#kit/instant.ts'
import { Simulation, type Options, type Violation } from './simulation.ts'
import { takeStep, tidy } from './steps.ts'

/** What a run came to. */
export type Result = {
  seed: number
  /** The step after which something did not hold; null where everything did. */
  step: number | null
  violations: Violation[]
  /** What was done, the last steps last. */
  log: { step: number; what: string }[]
  took_s: number
  lived_s: number
  figures: Record<string, number>
  came: Record<string, number>
  /** A word for everything that was written: equal for two runs that did the same. */
  trace: string
}

export type Run = Options & {
  /** These steps, in order; a number is so many from the first. */
  steps: number | readonly number[]
  /** Stops when so many seconds of real time are over. */
  seconds?: number
  /** Looks only at the end: how a sabotage that lasts is found late is no matter. */
  looks_every?: number
}

/** Lives some steps of a year and looks after each whether everything holds; stops where it does not. */
export async function run({ steps, seconds = Infinity, ...options }: Run): Promise<Result> {
  const began = performance.now()
  const it = await Simulation.begin(options)
  const took_s = () => (performance.now() - began) / 1000
  try {
    const numbers = typeof steps === 'number' ? Array.from({ length: steps }, (_, n) => n) : steps
    let violations: Violation[] = []
    let step: number | null = null
    for (const number of numbers) {
      if (took_s() > seconds) break
      await takeStep(it, number)
      violations = await it.violations()
      step = violations.length > 0 ? number : null
      if (step !== null) break
    }
    if (step === null) {
      await tidy(it, null)
      violations = await it.violations()
      step = violations.length > 0 ? (numbers.at(-1) ?? 0) : null
    }
    return {
      ...{ seed: it.seed, step, violations, log: it.log, took_s: took_s(), lived_s: (await it.lived_ms()) / 1000 },
      ...{ figures: { ...it.figures }, came: Object.fromEntries([...it.came].sort()), trace: await it.trace() },
    }
  } finally {
    await it.end()
  }
}

/** A run in words: what does not hold, where, what was done last, and how to see it again. */
export function inWords(result: Result): string {
  const { seed, step, violations, log } = result
  if (step === null) return `${summary(result)}: everything held`
  return [
    `seed ${seed}, step ${step}: ${violations.map(({ invariant }) => invariant).join(', ')}`,
    ...violations.flatMap(({ invariant, why, what }) => [
      `  ${invariant}: ${why}`,
      ...what.slice(0, 5).map((one) => `    ${one}`),
    ]),
    `done last:`,
    ...log.slice(-12).map((done) => `  ${done.step}  ${done.what}`),
    `again: SEED=${seed} STEPS=${step + 1} npx vitest run --project simulation simulation.test`,
  ].join('\n')
}

export function summary({ seed, took_s, lived_s, figures, log }: Result): string {
  const days = (lived_s * 1000) / DAY_MS
  return `seed ${seed}: ${log.length} steps, ${days.toFixed(0)} days in ${took_s.toFixed(0)} s (${Math.round(lived_s / took_s).toLocaleString('en')} simulated seconds a second), ${Object.entries(
    figures,
  )
    .map(([name, n]) => `${n} ${name}`)
    .join(', ')}`
}
