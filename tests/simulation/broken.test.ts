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

type Scene = NonNullable<(typeof BREAKAGES)[number]['scene']>

/** Worlds in which a scene was played with nothing broken, and everything holds; several ways begin there. */
const played = new Map<Scene, Simulation>()
afterAll(() => Promise.all([...played.values()].map((it) => it.buried())))

async function afterScene(scene: Scene | undefined): Promise<Simulation> {
  if (!scene) return base
  const known = played.get(scene)
  if (known) return known
  const it = await base.copy()
  await scene(it)
  await tidy(it, null)
  expect(await it.violations()).toEqual([])
  await it.rest()
  played.set(scene, it)
  return it
}

const isShape = (statement: string) => /^(alter|drop|create)/.test(statement)

/** What does not hold after a scene in which something was broken, by the invariant's name, and what it was about. */
async function offended({
  scene,
  swap,
  wire,
  owner = [],
}: (typeof BREAKAGES)[number]): Promise<Record<string, string[]>> {
  // A row that somebody changes by hand needs no other scene than the unbroken one.
  const by_hand = !swap && !wire && !(scene && owner.some(isShape))
  const it = await (by_hand ? await afterScene(scene) : base).copy()
  try {
    // Constraints go before the scene, rows are changed after it.
    const shapes = by_hand ? [] : owner.filter(isShape)
    swap?.(it)
    for (const statement of shapes) await it.asOwner(statement)
    if (wire) it.wire.sabotage = wire
    if (!by_hand) await scene?.(it)
    it.wire.sabotage = null
    for (const statement of owner) if (!shapes.includes(statement)) await it.asOwner(statement)
    await tidy(it, null)
    const found = await it.violations()
    return Object.fromEntries(found.map(({ invariant, what }) => [invariant, what.slice(0, 3)]))
  } finally {
    await it.away()
  }
}

test.each(BREAKAGES.map((breakage) => [breakage.what, breakage.caught_by, breakage] as const))(
  'sees that %s: %s',
  async (_, caught_by, breakage) => {
    const broken = await offended(breakage)
    expect(Object.keys(broken), JSON.stringify(broken)).toContain(caught_by)
    await afterScene(breakage.scene)
  },
)

test('at least twenty ways are seen, by invariants that there are', () => {
  const known = new Set(INVARIANTS.map(({ name }) => name))
  expect(BREAKAGES.filter(({ caught_by }) => !known.has(caught_by))).toEqual([])
  expect(BREAKAGES.length).toBeGreaterThanOrEqual(20)
  expect(new Set(BREAKAGES.map(({ caught_by }) => caught_by)).size).toBeGreaterThanOrEqual(20)
})
