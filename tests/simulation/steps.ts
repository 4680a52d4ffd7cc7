import { DAY_MS } from '#kit/instant.ts'
import { sealOrg } from '#server/audit/index.ts'
import { moveClock, refreshClock, sweepOrg } from '#server/command/index.ts'
import { programDocument } from '#server/document.ts'
import { runImports } from '#server/imports/index.ts'
import { programReader } from '#server/program/index.ts'
import { foldCounts } from '#server/registrations/index.ts'
import { followRegistrations } from '#server/reports/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { ask, troubleOf } from './ask.ts'
import { ACTS } from './catalogue.ts'
import { randomOf, type Random } from './random.ts'
import { readAsPartner } from './readers.ts'
import type { Act, Intent, Somebody } from './scene.ts'
import type { Simulation } from './simulation.ts'
import { meet, workOf, type Trouble } from './wire.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

type Kind = { weight: number; take: (it: Simulation, random: Random, step: number) => Promise<string> }

/** One step of a year; all of it follows from the seed, the number of the step, and what stands there. */
export async function takeStep(it: Simulation, step: number): Promise<void> {
  const random = randomOf(it.seed, step)
  it.is_tidy = false
  it.wall.pass(random.int(50, 4000))
  const { take } = random.weighted(KINDS)
  const what = await take(it, random, step)
  it.log.push({ step, what })
  if (random.chance(0.3)) await readAsPartner(it, random)
}

/** Somebody who wants something, and what it is. Tries a few times, where there is nothing to do it to. */
async function drawIntent(it: Simulation, random: Random): Promise<{ who: Somebody; intent: Intent; act: Act } | null> {
  const scene = await it.scene(random)
  for (let tries = 0; tries < 8; tries++) {
    const act = random.weighted(ACTS)
    // One in fifty does not care whether they may.
    const who = random.maybe(it.people.filter((one) => !one.has_left && (act.may(one) || random.chance(0.02))))
    const intent = who && (await act.do(scene, who))
    if (who && intent) return { who, intent, act }
  }
  return null
}

async function act(it: Simulation, random: Random, step: number): Promise<string> {
  const drawn = await drawIntent(it, random)
  if (!drawn) return 'nothing to do'
  return ask(it, drawn.who, drawn.intent, `sim:${step}`, random, workOf(troubleOf(random)))
}

/** Two to four at once, most of them after the same thing; where each waits for the others is drawn. */
async function race(it: Simulation, random: Random, step: number): Promise<string> {
  const first = await drawIntent(it, random)
  if (!first || !('verb' in first.intent)) return 'nothing to race for'
  const runners = [first]
  const rivals = random.int(1, 3)
  for (let n = 0; n < rivals; n++) {
    const rival = random.chance(0.6) ? await rivalOf(it, random, first) : await drawIntent(it, random)
    if (rival && 'verb' in rival.intent) runners.push(rival)
  }
  it.figures.races += 1
  const words: string[] = []
  const works = runners.map(({ who, intent }, n) => {
    const trouble = random.chance(0.1) ? troubleOf(random) : null
    const work = workOf(trouble, random.int(1, 40))
    // Each has numbers of its own, so that who is faster changes nothing of what is drawn.
    const own = randomOf(it.seed, step * 1000 + n)
    const run = async () => void words.push(await ask(it, who, intent, `sim:${step}:${n}`, own, work))
    return { work, run }
  })
  await meet(works, random.shuffled(works.map((_, n) => n)), (pid) => it.isBlocked(pid))
  return `at once: ${words.join(' | ')}`
}

/** Somebody else after the same: the same act again by whoever draws it, or the very same claim by another partner. */
async function rivalOf(it: Simulation, random: Random, first: { who: Somebody; intent: Intent; act: Act }) {
  const others = it.people.filter((one) => !one.has_left && first.act.may(one))
  const who = random.maybe(others)
  if (!who) return null
  if (first.act.name === 'registration.submit' && 'verb' in first.intent) {
    const { body } = first.intent.input as { body: Record<string, unknown> } // as that act fills it in
    const canary = who.partner?.canary ?? it.partners[0]?.canary
    const partner_id = who.partner ? undefined : it.partners[0]?.id
    const own = { contact_name: canary, contact_email: undefined, notes: undefined, track: undefined, partner_id }
    return { who, act: first.act, intent: { ...first.intent, input: { body: { ...body, ...own } } } }
  }
  // What is done with one thing is done with it again, or something else is.
  if (random.chance(0.5)) return { ...first, who }
  const intent = await first.act.do(await it.scene(random), who)
  return intent && { who, act: first.act, intent }
}

/** How far the clock is moved: mostly hours, now and then weeks. */
function stretch(random: Random): number {
  return random.pick([
    ...[10 * MINUTE_MS, 2 * HOUR_MS, 9 * HOUR_MS, 16 * HOUR_MS, DAY_MS, 2 * DAY_MS, 3 * DAY_MS, 5 * DAY_MS],
    ...[9 * DAY_MS, 21 * DAY_MS],
  ])
}

async function moveOn(it: Simulation, random: Random): Promise<string> {
  const ms = stretch(random)
  const trouble: Trouble | null = random.chance(0.15) ? { kind: 'killed', at: random.int(1, 60) } : null
  const work = workOf(trouble)
  const { runtime } = it.world
  try {
    const { fired } = await it.wire.during(work, () => moveClock(runtime, it.org.org_id, ms))
    it.figures.fired += fired
  } catch (error) {
    if (!work.struck) it.faults.push(`the clock: ${error instanceof Error ? (error.stack ?? '') : String(error)}`)
  }
  if (work.struck) it.figures.killed += 1
  await sweepUp(it)
  return `the clock goes on by ${(ms / HOUR_MS).toFixed(1)} h${work.struck ? ', broken off' : ''}`
}

/** Fires what is due; a timer whose transaction was broken off is tried again after minutes of wall time. */
export async function sweepUp(it: Simulation): Promise<void> {
  const { org_id } = it.org
  for (let tries = 0; tries < 7; tries++) {
    it.figures.fired += await sweepOrg(it.world.runtime, org_id)
    const [left] = await it.rows<{ n: number }>(
      sql`select count(*)::int as n from timer where org_id = ${org_id} and retry_at is not null and parked_at is null`,
    )
    if (!left?.n) break
    it.wall.pass(MINUTE_MS * 2 ** tries)
  }
  it.swept_at = await it.now()
  // What passed while it was looked at is due with the next.
  it.figures.fired += await sweepOrg(it.world.runtime, org_id)
}

/** Nobody sweeps for a while: what is due then is fired by whoever comes to its account first. */
async function lag(it: Simulation, random: Random): Promise<string> {
  const ms = random.pick([HOUR_MS, 6 * HOUR_MS, DAY_MS, 3 * DAY_MS])
  it.wall.pass(ms)
  return `nobody sweeps for ${ms / HOUR_MS} h`
}

/** What goes on beside requests: numbers of the feed, counts, reports, imports that were broken off. */
export async function tidy(it: Simulation, random: Random | null): Promise<string> {
  const { runtime } = it.world
  const { org_id } = it.org
  const programs = programReader(programDocument)
  const all = async () => {
    await runImports(runtime)
    await refreshClock(runtime, org_id)
    await foldCounts(runtime, org_id)
    await sealOrg(runtime, org_id)
    await followRegistrations(runtime, programs, org_id)
  }
  const work = workOf(random?.chance(0.2) ? { kind: 'killed', at: random.int(1, 40) } : null)
  await it.wire.during(work, all).catch((error: unknown) => {
    if (!work.struck) it.faults.push(`tidying: ${error instanceof Error ? (error.stack ?? '') : String(error)}`)
  })
  if (work.struck) await all()
  it.is_tidy = true
  return 'tidied up'
}

const KINDS: readonly Kind[] = [
  { weight: 66, take: act },
  { weight: 9, take: race },
  { weight: 16, take: moveOn },
  { weight: 4, take: lag },
  { weight: 5, take: tidy },
]
