import { expect, test, vi } from 'vitest'
import type { Result, Run } from './run.ts'
import { shrink } from './shrink.ts'

/**
 * A program year at random: partners, reps, managers and the CRM act, race, lose connections and answers, while the clock
 * moves; after every step everything that must hold is looked at.
 *
 *   npx vitest run --project simulation                        the seeds below
 *   SEED=7 STEPS=2000 npx vitest run --project simulation      one seed, longer
 *   SEED=7 MINUTES=30 npx vitest run --project simulation      seeds from 7 on, for half an hour
 */
const { SEED, STEPS, MINUTES } = process.env

const SEEDS = SEED ? [Number(SEED)] : [1, 2]
const STEPS_EACH = Number(STEPS ?? 100)

/** With modules of its own, so that a second run begins as the first did: not even ids are left over. */
async function fresh(): Promise<(options: Run) => Promise<Result>> {
  vi.resetModules()
  return (await import('./run.ts')).run
}

async function held(options: Run): Promise<Result> {
  const { inWords, summary } = await import('./run.ts')
  const result = await (await fresh())(options)
  if (result.step === null) {
    console.log(summary(result))
    if (process.env['SAY']) console.log(result.came, result.log.map(({ step, what }) => `${step} ${what}`).join('\n'))
    return result
  }
  const last = await shrink(result, options, fresh)
  throw new Error(
    `${inWords(result)}\nshrunk to steps ${last.log.map(({ step }) => step).join(' ')}:\n${inWords(last)}`,
  )
}

if (MINUTES) {
  test(
    `holds for ${MINUTES} minutes, seed after seed`,
    async () => {
      const until = performance.now() + Number(MINUTES) * 60_000
      for (let seed = Number(SEED ?? 1); performance.now() < until; seed++)
        await held({ seed, steps: Number(STEPS ?? 600) })
    },
    Infinity,
  )
} else {
  test.each(SEEDS)(
    'everything holds after every step of a year at random: seed %i',
    async (seed) => {
      const { lived_s, took_s } = await held({ seed, steps: STEPS_EACH })
      // A short run may have drawn no week.
      if (STEPS_EACH >= 100) expect(lived_s / took_s, 'simulated seconds a second').toBeGreaterThan(5000)
    },
    Infinity,
  )

  test('a run is the same again from its seed, to the last id', async () => {
    const steps = 30
    const first = await (await fresh())({ seed: 3, steps })
    const again = await (await fresh())({ seed: 3, steps })
    expect(again.log).toEqual(first.log)
    expect(again.trace).toBe(first.trace)
  }, 120_000)
}
