import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { doerOf } from '#db/worlds/doer.ts'
import { uuidOf } from '#kit/ids.ts'
import { permissionsOf } from '#server/access/index.ts'
import { operatorActor, type Actor } from '#server/command/index.ts'
import { createOrg } from '#server/orgs/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import { findPostmaster } from '#server/platform/postgres/postmaster.ts'
import { accountOf, PARTNERS } from './accounts.ts'
import { childSeconds, postgresSeconds } from './cpu.ts'
import { drive, type Driven } from './drive.ts'
import { findPgbench, runPgbench } from './pgbench.ts'
import { listeningDatabase, type Recorded } from './recorder.ts'
import { scriptOf, type Script } from './replay.ts'
import type { Options } from './run.ts'
import { fill, fillAccounts, fillRegistrations, makeBenchWorld, type BenchPartner, type BenchWorld } from './world.ts'

const ORGS = 200
const PARTNERS_EACH = 5
/** Orgs whose reads are recorded for pgbench: it prepares each again for every client, which must not be what is measured. */
const RECORDED_ORGS = 3

type Org = { org_id: string; manager: Actor; partners: BenchPartner[] }
type Read = 'registration.list' | 'registration.summary' | 'registration.pace' | 'registration.load'
type Asked = { what: string; actor: Actor; query: Record<string, unknown>; read?: Read }

/** What people ask of the queue: as the org and as a partner, filtered and sorted. */
function askedOf({ manager, partners }: Org, n: number): Asked[] {
  const partner = partners[n % PARTNERS_EACH]!
  const account = accountOf(1 + ((n * 7919) % 4000))
  return [
    { what: 'the queue by deadline', actor: manager, query: { status: 'in_review', order: 'deadline' } },
    { what: 'the newest', actor: manager, query: {} },
    { what: 'approved, the next to end first', actor: manager, query: { due: 'ending', order: 'ending' } },
    { what: 'decided last', actor: manager, query: { order: 'decided' } },
    { what: 'of a partner, in review', actor: manager, query: { partner_id: partner.id, status: 'in_review' } },
    { what: 'by the beginning of a name', actor: manager, query: { q: account.name.slice(0, -8) } },
    { what: 'overdue', actor: manager, query: { due: 'overdue', order: 'deadline' } },
    { what: 'changed last', actor: manager, query: { order: 'changed' } },
    { what: 'the largest, held', actor: manager, query: { status: 'approved', order: 'amount' } },
    { what: 'of a country, decided lately', actor: manager, query: { country: 'DE', order: 'decided' } },
    { what: 'by name', actor: manager, query: { order: 'name' } },
    { what: 'sums of the board', actor: manager, query: {}, read: 'registration.summary' },
    { what: 'sums of what waits', actor: manager, query: { status: 'in_review' }, read: 'registration.summary' },
    { what: 'pace', actor: manager, query: {}, read: 'registration.pace' },
    { what: 'load of managers', actor: manager, query: {}, read: 'registration.load' },
    { what: 'as a partner', actor: partner.admin, query: {} },
    { what: 'as a partner, approved', actor: partner.admin, query: { status: 'approved' } },
  ]
}

/** The list of registrations and its sums through the product, beside the same statements under pgbench, by processor time. */
export async function benchQueue({ accounts, seconds, rounds, clients }: Options): Promise<string[]> {
  const data_dir = mkdtempSync(join(tmpdir(), 'tributary-bench-'))
  const world = await makeBenchWorld(data_dir, 0)
  try {
    const orgs: Org[] = []
    for (let n = 0; n < ORGS; n++) orgs.push(await makeOrg(world, n, Math.floor(accounts / ORGS)))
    await fill(world.embedded, world.org_id, 0, () => [])
    const act = doerOf(world.app, world.runtime)
    const postmaster = findPostmaster(join(data_dir, 'postgres'))?.pid ?? 0
    const pgbench = findPgbench()
    if (!pgbench)
      console.error('pgbench is not installed (Debian: postgresql-contrib), so there is nothing to compare with')
    const kinds = askedOf(orgs[0]!, 0).map(({ what }) => what)
    const lines: string[] = []
    let all = { product: 0, same: 0 }
    for (const [kind, what] of kinds.entries()) {
      let turn = 0
      const product = await cost(postmaster, rounds, () =>
        drive(clients, seconds, async () => {
          turn += 1
          const { actor, query, read = 'registration.list' } = askedOf(orgs[(turn * 37) % ORGS]!, turn)[kind]!
          await act(actor, read, { query })
        }),
      )
      const scripts = await record(world, orgs, kind)
      const same =
        pgbench &&
        (await cost(postmaster, rounds, () =>
          runPgbench(pgbench, world.embedded.app, scripts, { clients, seconds, start: 0, options: '' }),
        ))
      if (same) all = { product: all.product + product.ms, same: all.same + same.ms }
      lines.push(
        `| ${what} | ${[product.tps.toFixed(0), product.p50_ms.toFixed(1), product.ms.toFixed(2), same ? same.ms.toFixed(2) : '', same ? (product.ms / same.ms).toFixed(2) : ''].join(' | ')} |`,
      )
      console.error(lines.at(-1))
    }
    if (all.same > 0)
      lines.push(
        `| all together | | | ${all.product.toFixed(2)} | ${all.same.toFixed(2)} | ${(all.product / all.same).toFixed(2)} |`,
      )
    return [
      `${accounts.toLocaleString('en')} registrations in ${ORGS} orgs, pages of 50, ${clients} clients, ${rounds} rounds of ${seconds} s`,
      '',
      '| the read | a second | median ms | processor ms: the product | the same statements under pgbench | ratio |',
      '|---|--:|--:|--:|--:|--:|',
      ...lines,
    ]
  } finally {
    await world.close()
    rmSync(data_dir, { recursive: true, force: true })
  }
}

/** Milliseconds of processor, of the client and of PostgreSQL together, that one of a run's reads cost. */
async function cost(postmaster: number, rounds: number, run: () => Promise<Driven>) {
  const spent = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6 + childSeconds() + postgresSeconds(postmaster)
  }
  let [count, used, tps, p50_ms] = [0, 0, 0, 0]
  for (let round = 0; round < rounds; round++) {
    const before = spent()
    const driven = await run()
    used += spent() - before
    count += driven.count
    tps += driven.tps / rounds
    p50_ms += driven.p50_ms / rounds
  }
  return { tps, p50_ms, ms: (used * 1000) / count }
}

/** The statements of a read in some orgs, one script each. */
async function record(world: BenchWorld, orgs: readonly Org[], kind: number): Promise<Script[]> {
  let heard: Recorded[] = []
  const db = await listeningDatabase(world.embedded.app, world.log, (_, statement) => heard.push(statement))
  const act = doerOf(world.app, { ...world.runtime, db })
  const scripts: Script[] = []
  // Nothing in them is new with each run: every value stays as it was recorded.
  const tokens = { fresh: '\n', account: null, since: 'g', claim_no: '\n' }
  for (let n = 0; n < RECORDED_ORGS; n++) {
    const { actor, query, read = 'registration.list' } = askedOf(orgs[(n * 17) % ORGS]!, n)[kind]!
    heard = []
    await act(actor, read, { query })
    scripts.push(scriptOf(heard, tokens, { first: 1, span: 1 }, `r${n}v`))
  }
  await db.close()
  return scripts
}

/** One more org by the product's verbs, and its registrations in bulk. */
async function makeOrg(world: BenchWorld, n: number, count: number): Promise<Org> {
  const act = doerOf(world.app, world.runtime)
  const org_id = await world.db.transaction(null, (tx) =>
    createOrg(tx, { slug: `bench-${n}`, name: `Bench ${n}`, is_demo: true, created_at: wallNow() }),
  )
  const operator = operatorActor(org_id)
  const yaml = await readFile(new URL('../db/worlds/reference-program.yaml', import.meta.url), 'utf8')
  const draft = await act(operator, 'program.create_draft', { body: { yaml } })
  await act(operator, 'program.publish', { params: { n: draft.version }, body: { note: 'for the bench' } })
  const invite = async (role: string, email: string, partner: { id: string; uuid: string } | null): Promise<Actor> => {
    const body = { name: `Person ${email}`, email, role, partner_id: partner?.id ?? null }
    const invited = await act(operator, 'person.invite', { body })
    return {
      kind: 'person',
      id: uuidOf('person', invited.person_id),
      org_id,
      side: partner ? 'partner' : 'org',
      partner_id: partner?.uuid ?? null,
      role,
      permissions: permissionsOf(role),
      membership_id: uuidOf('membership', invited.id),
    }
  }
  const manager = await invite('channel_ops', `manager@bench${n}.example`, null)
  const partners: BenchPartner[] = []
  for (let p = 0; p < PARTNERS_EACH; p++) {
    const body = { name: `Partner ${p}`, enrollments: [{ track: 'reseller', tier: 'gold', status: 'active' }] }
    const { id } = await act(operator, 'partner.create', { body })
    const partner = { id, uuid: uuidOf('partner', id) }
    partners.push({
      ...partner,
      tier: 'gold',
      admin: await invite('partner_admin', `p${p}@bench${n}.example`, partner),
    })
  }
  await fill(world.embedded, org_id, count, fillAccounts, false)
  // The bulk is spread over as many places as one org of the other benches has partners.
  const places = Array.from({ length: PARTNERS }, (_, place) => partners[place % PARTNERS_EACH]!)
  await fillRegistrations({ embedded: world.embedded, org_id, manager, partners: places }, count, false)
  return { org_id, manager, partners }
}
