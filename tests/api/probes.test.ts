import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '#kit/contract.ts'
import type { Runtime } from '#server/command/index.ts'
import type { MountedVerb } from '#server/edge/mount.ts'
import { makeWorld, type World } from '#tests/make/world.ts'
import { leavesNothing, throughEdge, throughVerb, type Answered } from './probe-calls.ts'
import { crossed, nameOf, probeOf, probersOf, ROUTES, unbound, type Probe, type Prober } from './probes.ts'
import { castWorld, type Cast } from './realms.ts'
import { serve, type Served } from './serve.ts'

/**
 * A hundred thousand questions by people and keys of two orgs and their partners, with the ids, words and cursors of one
 * another: no answer holds what is somebody else's. A failure names its seed and number; `PROBE_SEED=7 PROBE_AT=1234 npm
 * test -- probes` asks that one again, and `PROBES=1000000` asks more.
 */
const PROBES = Number(process.env['PROBES'] ?? 100_000)
const SEED = Number(process.env['PROBE_SEED'] ?? 1)
const AT = process.env['PROBE_AT']
/** Of them through the whole edge, headers and all. */
const THROUGH_EDGE = Math.floor(PROBES / 5)
/** With one wall down, and with both. */
const WALLED = 5000
const AT_ONCE = 12

let world: World
let cast: Cast
let served: Served
let probers: Prober[]
let verbs: Map<string, MountedVerb>

beforeAll(async () => {
  world = await makeWorld()
  cast = await castWorld(world)
  served = await serve(world)
  probers = await probersOf(world, cast)
  verbs = new Map(world.app.verbs.map((verb) => [verb.route.id, verb]))
}, 120_000)
afterAll(async () => {
  await served.close()
  await world.drop()
})

type Run = { asked: number; by_status: Record<number, number>; wrong: string[] }

/** Ids that people of an org wrote into what its audit keeps, a list's filter: who reads that audit reads what they wrote. */
const written = new Map<string, Set<string>>()
const ID = /[a-z]{3,4}_[0-9a-f]{32}/g

function keepWritten({ prober, ask: asked }: Probe): Set<string> {
  const org = prober.actor?.org_id ?? prober.name
  const ids = written.get(org) ?? new Set()
  written.set(org, ids)
  for (const [id] of JSON.stringify(asked).toLowerCase().matchAll(ID)) ids.add(id)
  return ids
}

/** Asks probes `from` to `to`, some at once. */
async function ask(
  from: number,
  to: number,
  one: (n: number) => { probe: Probe; answer: () => Promise<Answered> },
  broken = false,
): Promise<Run> {
  const run: Run = { asked: 0, by_status: {}, wrong: [] }
  let next = from
  const work = async () => {
    while (next < to && run.wrong.length < 40) {
      const { probe, answer } = one(next++)
      const own = keepWritten(probe)
      const reads_audit = /(^|\.)audit/.test(probe.route.id)
      const { status, text } = await answer()
      run.asked += 1
      run.by_status[status] = (run.by_status[status] ?? 0) + 1
      for (const what of crossed(probe, text)) {
        if (reads_audit && own.has(what)) continue
        const at = text.toLowerCase().indexOf(what)
        run.wrong.push(`${nameOf(probe)}: shows ${what} in ${status} …${text.slice(Math.max(0, at - 200), at + 80)}…`)
      }
      if (status >= 500 && !broken) run.wrong.push(`${nameOf(probe)}: ${status} ${text.slice(-300)}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return run
}

const answered = ({ by_status }: Run) => by_status[200] ?? 0

/** What ends the session that asks, or is too slow to be asked thousands of times, has tests of its own. */
const EDGE_ROUTES = ROUTES.filter((route) => leavesNothing(route) && !route.id.startsWith('session.'))
const OWN = ROUTES.filter(({ permission, side }) => permission !== 'public' && side !== 'person')
/** Reads twice: they show the most, and cost the least. */
const VERB_ROUTES = [...OWN, ...OWN.filter(({ method }) => method === 'GET')]

function straight(n: number, runtime: Runtime = world.runtime, from: readonly Prober[] = known()) {
  const probe = probeOf(SEED, n, from, VERB_ROUTES)
  const verb = verbs.get(probe.route.id)
  if (!verb) throw new Error(`${probe.route.id} has no verb`)
  return { probe, answer: () => throughVerb(runtime, verb, probe) }
}
const known = () => probers.filter(({ actor }) => actor !== null)

function edged(n: number) {
  const probe = probeOf(SEED, n, probers, EDGE_ROUTES)
  return { probe, answer: () => throughEdge(served.fetch, probe) }
}

if (AT !== undefined)
  test('one probe again', async () => {
    const n = Number(AT)
    const run = await ask(n, n + 1, n < THROUGH_EDGE ? edged : straight)
    expect(run.wrong).toEqual([])
  })

describe.runIf(AT === undefined)('whatever is asked, by whom, with whose ids and words', () => {
  test('through the edge nothing of others is answered, in body or headers', async () => {
    const run = await ask(0, THROUGH_EDGE, edged)
    expect(run.wrong).toEqual([])
    expect(run.asked).toBe(THROUGH_EDGE)
    // It is no proof of anything when nothing is answered.
    expect(answered(run) / run.asked).toBeGreaterThan(0.2)
  }, 1_200_000)

  test('straight through the verbs, whatever they would write, neither', async () => {
    const run = await ask(THROUGH_EDGE, PROBES, straight)
    expect(run.wrong).toEqual([])
    expect(run.asked).toBe(PROBES - THROUGH_EDGE)
    expect(answered(run) / run.asked).toBeGreaterThan(0.15)
  }, 1_200_000)
})

describe.runIf(AT === undefined)('one wall alone', () => {
  /** The policy taken away: everybody has every permission, no route has a side, nobody looks whose things are named. */
  async function withoutPolicy<T>(work: (runtime: Runtime, all: Prober[]) => Promise<T>): Promise<T> {
    const sides = new Map(VERB_ROUTES.map((route) => [route, route.side]))
    for (const route of VERB_ROUTES) sideOf(route, 'both')
    try {
      return await work({ ...world.runtime, owned: [] }, known().map(unbound))
    } finally {
      for (const [route, side] of sides) sideOf(route, side)
    }
  }
  // Contracts never change; here one of them is broken and mended again.
  const sideOf = (route: Route, side: Route['side']) => void ((route as { side: Route['side'] }).side = side)

  /** The database's wall taken away by who owns the tables. */
  async function withoutRows<T>(work: () => Promise<T>): Promise<T> {
    const owner = new pg.Client(world.owner)
    await owner.connect()
    const { rows } = await owner.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relrowsecurity and not relispartition`,
    )
    const all = (what: string) =>
      owner.query(rows.map(({ name }) => `alter table "${name}" ${what} row level security`).join(';'))
    await all('disable')
    try {
      return await work()
    } finally {
      await all('enable')
      await owner.end()
    }
  }

  test('holds without the policy: the rows of others are not there', async () => {
    const run = await withoutPolicy((runtime, all) => ask(0, WALLED, (n) => straight(n, runtime, all), true))
    expect(run.wrong).toEqual([])
    expect(run.asked).toBe(WALLED)
  }, 300_000)

  test('holds without row-level security: the code says no by itself', async () => {
    const run = await withoutRows(() => ask(0, WALLED, (n) => straight(n), true))
    expect(run.wrong).toEqual([])
    expect(run.asked).toBe(WALLED)
  }, 300_000)

  test('and without both these probes see it', async () => {
    const run = await withoutRows(() =>
      withoutPolicy((runtime, all) => ask(0, WALLED, (n) => straight(n, runtime, all), true)),
    )
    expect(run.wrong.length).toBeGreaterThanOrEqual(40)
  }, 300_000)
})
