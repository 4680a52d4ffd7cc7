import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '#tests/make/world.ts'
import { fuzz } from './fuzz.ts'

/**
 * More by hand: `FUZZ_EACH=10000 npm test -- fuzz` sends ten thousand to each operation; FUZZ_SEED makes others, FUZZ_ONLY
 * (`registration`, `import.upload`) takes some of the operations.
 */
const EACH = Number(process.env['FUZZ_EACH'] ?? 44)
const SEED = Number(process.env['FUZZ_SEED'] ?? 1)

let world: World

beforeAll(async () => {
  world = await makeWorld()
}, 60_000)
afterAll(() => world.drop())

test(
  'whatever is sent to whatever address, the answer is clear and never 5xx, and the server goes on',
  async () => {
    const say = process.env['FUZZ_EACH'] ? (line: string) => void process.stderr.write(`${line}\n`) : undefined
    const seen = await fuzz(world, { each: EACH, seed: SEED, only: process.env['FUZZ_ONLY'], say })
    say?.(JSON.stringify({ ...seen, wrong: seen.wrong.length }))
    expect(seen.wrong, seen.wrong.join('\n')).toEqual([])
    expect(seen.requests).toBeGreaterThanOrEqual(EACH)
    // It is no test of anything when nothing gets through.
    if (!process.env['FUZZ_ONLY']) {
      const carried_out = (seen.by_status[200] ?? 0) + (seen.by_status[201] ?? 0)
      expect(carried_out / seen.requests).toBeGreaterThan(0.1)
    }
  },
  EACH * 6_000 + 60_000,
)
