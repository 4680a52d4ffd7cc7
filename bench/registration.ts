import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sealOrg } from '#server/audit/index.ts'
import { newId } from '#server/platform/clock.ts'
import { findPostmaster } from '#server/platform/postgres/postmaster.ts'
import { submitRegistration } from '#server/registrations/index.ts'
import { rangesOf } from './accounts.ts'
import { drive, measure, type Driven, type Measured } from './drive.ts'
import { driveHttp, startServerOver } from './http.ts'
import { findPgbench, runPgbench } from './pgbench.ts'
import { listeningDatabase, type Recorded } from './recorder.ts'
import { bareScriptOf, scriptOf, type Script, type Tokens } from './replay.ts'
import type { Options } from './run.ts'
import { submitOf } from './submits.ts'
import { fillRegistrations, makeBenchWorld, type BenchWorld } from './world.ts'

/** Submits that are recorded: enough to hold the mix of outcomes. */
const RECORDED = 60

/** The registration write with all its effects, beside the same statements and beside one bare insert. */
export async function benchRegistration({ accounts, seconds, rounds, clients }: Options): Promise<string[]> {
  const data_dir = mkdtempSync(join(tmpdir(), 'tributary-bench-'))
  const world = await makeBenchWorld(data_dir, accounts)
  const { runtime, org_id } = world
  let stop = async () => {}
  try {
    const { there, submitted } = rangesOf(accounts)
    await fillRegistrations(world, there)
    let next = 0
    const submit = async () => {
      const { partner, body, key } = submitOf(next++, submitted)
      const actor = world.partners[partner]!.admin
      await submitRegistration.run({ runtime, actor, request_id: 'bench', idempotency_key: key }, { body })
    }
    for (let n = 0; n < 200; n++) await submit()
    const { scripts, insert, statements } = await record(world, () => next++)

    const pgbench = findPgbench()
    // No two submits claim the same account or name the same company, so each run begins where the last one ended.
    const replay = (what: string, scripts: readonly Script[], start = 0) => ({
      what,
      run: async () => {
        const options = `-c app.org=${org_id} -c app.scope=org`
        const done = await runPgbench(pgbench ?? '', world.embedded.app, scripts, { clients, seconds, start, options })
        // The clients of pgbench count for themselves, and some are faster than others.
        start += done.count * 2
        return done
      },
    })
    const server = await startServerOver(world)
    stop = server.stop
    const columns: { what: string; run: () => Promise<Driven>; runs: Measured[] }[] = [
      { what: 'the verb', run: () => drive(clients, seconds, submit) },
      {
        what: 'the verb over HTTP, with the whole server',
        run: async () => {
          const done = await driveHttp({
            url: server.url,
            keys: server.keys,
            clients,
            seconds,
            first: next,
            range: submitted,
          })
          next += done.count
          return done
        },
      },
      ...(pgbench
        ? [
            replay(`pgbench: the same ${statements} statements`, scripts),
            replay('pgbench: one bare insert into registration', insert),
          ]
        : []),
    ].map((column) => ({ ...column, runs: [] }))

    const postmaster = findPostmaster(join(data_dir, 'postgres'))?.pid ?? 0
    for (let round = 0; round < rounds; round++) {
      for (const { what, run, runs } of columns) {
        // The server seals what it finds; what the others leave behind is not its work of that run.
        await sealOrg(runtime, org_id)
        const measured = await measure(postmaster, run)
        runs.push(measured)
        console.error(`round ${round + 1}: ${what}: ${measured.tps.toFixed(0)}/s`)
      }
    }
    if (!pgbench)
      console.error('pgbench is not installed (Debian: postgresql-contrib), so there is nothing to compare with')
    return [
      `${accounts.toLocaleString('en')} accounts, ${clients} clients, ${rounds} rounds of ${seconds} s`,
      '',
      ...table(columns),
    ]
  } finally {
    await stop()
    await world.close()
    rmSync(data_dir, { recursive: true, force: true })
  }
}

/** Records submits from the wire and makes scripts of them; the insert into registration alone is the bare one. */
async function record(world: BenchWorld, number: () => number) {
  const { submitted, replayed } = rangesOf(world.accounts)
  let heard: Recorded[] = []
  const db = await listeningDatabase(world.embedded.app, world.log, (_, statement) => heard.push(statement))
  const scripts = new Map<string, Script>()
  let bare: { statement: Recorded; tokens: Tokens; partner: string } | undefined
  let count = 0
  // The first ones fill what is kept in memory.
  for (let n = -3; n < RECORDED; n++) {
    heard = []
    const { partner, body, key, fresh, account } = submitOf(number(), submitted)
    const since = newId()
    const actor = world.partners[partner]!.admin
    await submitRegistration.run(
      { runtime: { ...world.runtime, db }, actor, request_id: 'bench', idempotency_key: key },
      { body },
    )
    if (n < 0) continue
    const claim_no = String(heard.find(({ rows }) => rows[0]?.['claim_no'])?.rows[0]?.['claim_no'])
    const tokens = { fresh, account, since, claim_no }
    count += heard.length
    // Submits that sent the same statements are one script; how many they are is its weight.
    const shape = heard.map(({ text }) => text).join()
    const known = scripts.get(shape)
    scripts.set(
      shape,
      known ? { ...known, weight: known.weight + 1 } : scriptOf(heard, tokens, replayed, `s${scripts.size}v`),
    )
    const statement = heard.find(({ text }) => text.startsWith('insert into registration'))
    if (statement && account !== null) bare = { statement, tokens, partner: actor.partner_id ?? '' }
  }
  await db.close()
  if (!bare) throw new Error('no submit of a known account was recorded')
  // Partners that the scripts submit for may claim the same accounts there.
  const others = world.partners
    .map(({ uuid }) => uuid)
    .filter((uuid) => ![...scripts.values()].some(({ variables }) => [...variables.values()].includes(uuid)))
  return {
    scripts: [...scripts.values()],
    insert: [bareScriptOf(bare.statement, bare.tokens, replayed, bare.partner, others)],
    statements: Math.round(count / RECORDED),
  }
}

function table(columns: { what: string; runs: Measured[] }[]): string[] {
  const middle = (runs: Measured[], pick: (run: Measured) => number) =>
    runs.reduce((sum, run) => sum + pick(run), 0) / runs.length
  const tps = columns.map(({ runs }) => middle(runs, (run) => run.tps))
  const to = (n: number | undefined, of: number | undefined) => (n && of ? (n / of).toFixed(2) : '')
  return [
    '| | a second | to the same statements | to the bare insert | median ms | 95 of 100 ms | cores of Node | cores of PostgreSQL |',
    '|---|--:|--:|--:|--:|--:|--:|--:|',
    ...columns.map(({ what, runs }, n) => {
      const p95 = runs.every((run) => run.p95_ms !== null) ? middle(runs, (run) => run.p95_ms ?? 0).toFixed(1) : ''
      const cells = [
        what,
        tps[n]?.toFixed(0),
        to(tps[n], tps[2]),
        to(tps[n], tps[3]),
        middle(runs, (run) => run.p50_ms).toFixed(1),
        p95,
        middle(runs, (run) => run.node_cores).toFixed(2),
        middle(runs, (run) => run.postgres_cores).toFixed(2),
      ]
      return `| ${cells.join(' | ')} |`
    }),
  ]
}
