import { afterAll, beforeAll, expect, test } from 'vitest'
import { BREAKAGES } from './breakages.ts'
import { INVARIANTS } from './catalogue.ts'
import { Simulation } from './simulation.ts'
import { takeStep, tidy } from './steps.ts'

/**
 * Does the simulation see? The product is broken on purpose, one way after the other, on copies of one world, and each
 * time the invariant that it offends has to say so. What happens there unbroken offends none.
 */
let base: Simulation
beforeAll(async () => {
  base = await Simulation.begin({ seed: 5 })
  for (let step = 0; step < 30; step++) await takeStep(base, step)
  await tidy(base, null)
  expect(await base.violations()).toEqual([])
  await base.rest()
}, 120_000)
afterAll(() => base.buried())

/** The names of what does not hold after a scene, and what it was about. */
async function offended(breakage: (typeof BREAKAGES)[number], is_broken: boolean): Promise<Record<string, string[]>> {
  const it = await base.copy()
  try {
    if (is_broken) breakage.swap?.(it)
    // Constraints go before the scene, rows are changed after it.
    const [before = [], after = []] = [breakage.owner?.filter(isShape), breakage.owner?.filter((one) => !isShape(one))]
    if (is_broken) for (const statement of before) await it.asOwner(statement)
    if (is_broken) it.wire.sabotage = breakage.wire ?? null
    await breakage.scene?.(it)
    it.wire.sabotage = null
    if (is_broken) for (const statement of after) await it.asOwner(statement)
    await tidy(it, null)
    const found = await it.violations()
    return Object.fromEntries(found.map(({ invariant, what }) => [invariant, what.slice(0, 3)]))
  } finally {
    await it.away()
  }
}

/** Scenes that were played without anything broken; several ways share one. */
const unbroken = new Set<unknown>()

const isShape = (statement: string) => /^(alter|drop|create)/.test(statement)

test.each(BREAKAGES.map((breakage) => [breakage.what, breakage.caught_by, breakage] as const))(
  'sees that %s: %s',
  async (_, caught_by, breakage) => {
    const broken = await offended(breakage, true)
    expect(Object.keys(broken), JSON.stringify(broken)).toContain(caught_by)
    const { scene } = breakage
    if (!scene || unbroken.has(scene)) return
    unbroken.add(scene)
    expect(await offended(breakage, false)).toEqual({})
  },
)

test('at least twenty ways are seen, by invariants that there are', () => {
  const known = new Set(INVARIANTS.map(({ name }) => name))
  expect(BREAKAGES.filter(({ caught_by }) => !known.has(caught_by))).toEqual([])
  expect(BREAKAGES.length).toBeGreaterThanOrEqual(20)
  expect(new Set(BREAKAGES.map(({ caught_by }) => caught_by)).size).toBeGreaterThanOrEqual(20)
})
