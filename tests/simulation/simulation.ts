import pg from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { localDate } from '#kit/calendar.ts'
import { epochMs, instant, type Instant } from '#kit/instant.ts'
import { uuidOf } from '#kit/ids.ts'
import { permissionsOf } from '#server/access/index.ts'
import { doerOf } from '#db/worlds/doer.ts'
import { composeApp } from '#server/app.ts'
import { newId } from '#server/platform/clock.ts'
import { readConfig } from '#server/platform/config.ts'
import { Database, type Connection } from '#server/platform/postgres/database.ts'
import { sql, type Sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, SECRETS_KEY, type OrgWorld, type World } from '#tests/make/world.ts'
import { DECIDERS, INVARIANTS } from './catalogue.ts'
import { makeCompanies, type Company } from './companies.ts'
import type { Asked, Look } from './invariants/invariant.ts'
import { randomOf, type Random } from './random.ts'
import type { PartnerHere, Scene, Somebody } from './scene.ts'
import { Wall } from './wall.ts'
import { Wire, type Sabotage } from './wire.ts'

/** A Monday morning. The wall clock of a run starts here, and business time with it. */
const BEGINS = Date.parse('2027-01-04T07:00:00Z')
const ZONE = 'Europe/Berlin'
const COMPANIES = 16

const PARTNERS = [
  { name: 'Brasswick', tier: 'gold' },
  { name: 'Cobalt Bay', tier: 'silver' },
  { name: 'Dunmore', tier: 'registered' },
  { name: 'Elmhurst', tier: 'silver' },
  { name: 'Foxglove', tier: 'gold' },
  { name: 'Adviser Gull', tier: 'registered', track: 'agency' },
]
const ORG_ROLES = ['admin', 'partner_manager', 'partner_manager', 'channel_ops', 'sales_rep', 'sales_rep']

export type Violation = { invariant: string; why: string; what: string[] }

export type Options = {
  seed: number
  /** Breaks on purpose what the product says to its database. */
  sabotage?: Sabotage | undefined
  /** Breaks on purpose anything of the world, once it stands. */
  prepare?: ((simulation: Simulation) => Promise<void>) | undefined
}

/** One program's world, made from a seed: who acts in it, what they have asked for, and what must hold. */
export class Simulation {
  readonly seed: number
  readonly wall: Wall
  readonly figures = {
    tried: 0,
    answered: 0,
    refused: 0,
    killed: 0,
    lost: 0,
    races: 0,
    fired: 0,
    checks: 0,
    read: 0,
    copies: 0,
  }
  /** How often each thing was done, by name and what came of it. */
  readonly came = new Map<string, number>()
  readonly asked: Asked[] = []
  readonly people: Somebody[] = []
  readonly partners: PartnerHere[] = []
  readonly faults: string[] = []
  readonly log: { step: number; what: string }[] = []
  swept_at: Instant = instant(BEGINS)
  is_tidy = false
  companies: Company[] = []
  deciders = DECIDERS
  readonly #kept = new Map<string, string>()
  #made: { world: World; org: OrgWorld; wire: Wire; eyes: Database } | undefined

  private constructor(seed: number, wall: Wall) {
    this.seed = seed
    this.wall = wall
  }

  static async begin({ seed, sabotage, prepare }: Options): Promise<Simulation> {
    const it = new Simulation(seed, new Wall(seed, BEGINS))
    it.wall.start(newId)
    try {
      await it.#settle()
      it.wire.sabotage = sabotage ?? null
      await prepare?.(it)
      return it
    } catch (error) {
      it.wall.stop()
      throw error
    }
  }

  async end(): Promise<void> {
    await this.#made?.eyes.close()
    await this.#made?.world.drop()
    this.wall.stop()
  }

  /** Drops a database that was put to rest. */
  async buried(): Promise<void> {
    const { owner } = this.world
    await asOwner(owner, 'postgres', `drop database ${owner.database}`)
    this.wall.stop()
  }

  /** Lets go of its database, which stays: copies are made of it. */
  async rest(): Promise<void> {
    await this.#parts.eyes.close()
    await this.#parts.world.db.close()
  }

  /** The same world once more, on a database of its own: what becomes of it there changes nothing here. */
  async copy(): Promise<Simulation> {
    const { world, org } = this.#parts
    const database = `copy_${this.figures.copies++}_${world.owner.database}`
    await asOwner(
      world.owner,
      'postgres',
      `create database ${database} template ${world.owner.database} strategy file_copy`,
    )
    const connection = { ...inject('postgres').app, database }
    const log = pino({ level: 'silent' })
    const db = new Database(connection, log, 8)
    const config = readConfig({ DEMO: 'false', LOG_LEVEL: 'silent', SECRETS_KEY, OUTGOING_ALLOW_PRIVATE: 'true' })
    const app = composeApp({ db, log, config })
    const it = new Simulation(this.seed, this.wall)
    const drop = async () => {
      await db.close()
      await asOwner(world.owner, 'postgres', `drop database ${database}`)
    }
    const owner = { ...world.owner, database }
    const copied = { ...world, owner, db, app, runtime: app.runtime, act: doerOf(app, app.runtime), drop }
    const eyes = new Database(connection, log, 3)
    it.#made = { world: copied, org, wire: new Wire(db, () => this.wall.pass(1)), eyes }
    it.companies = this.companies
    it.people.push(...this.people)
    it.partners.push(...this.partners)
    it.asked.push(...this.asked)
    it.swept_at = this.swept_at
    for (const [name, value] of this.#kept) it.#kept.set(name, value)
    return it
  }

  /** Does something to the database that the app's own role may not: how it is broken on purpose. */
  async asOwner(statement: string): Promise<void> {
    const { owner } = this.world
    await asOwner(
      owner,
      owner.database ?? '',
      `select set_config('app.org', '${this.org.org_id}', false), set_config('app.scope', 'org', false)`,
      statement,
    )
  }

  /** A copy is put away with its database; the clock goes on. */
  async away(): Promise<void> {
    await this.#parts.eyes.close()
    await this.world.drop()
  }

  get world(): World {
    return this.#parts.world
  }
  get org(): OrgWorld {
    return this.#parts.org
  }
  get wire(): Wire {
    return this.#parts.wire
  }
  get #parts() {
    if (!this.#made) throw new Error('the world is not made yet')
    return this.#made
  }

  async #settle(): Promise<void> {
    const random = randomOf(this.seed, -1)
    const world = await makeWorld()
    const wire = new Wire(world.db, () => this.wall.pass(1))
    const connection = { ...inject('postgres').app, database: world.owner.database }
    const eyes = new Database(connection, pino({ level: 'silent' }), 3)
    const offers = random.chance(0.5)
    const org = await world.makeOrg('here', (yaml) =>
      offers ? yaml.replace('confirm_within_working_days: null', 'confirm_within_working_days: 3') : yaml,
    )
    this.#made = { world, org, wire, eyes }
    this.companies = makeCompanies(random, COMPANIES)
    const managers: Somebody[] = []
    for (const role of ORG_ROLES) {
      const actor = await org.member(role)
      const somebody = { name: `${role} ${this.people.length}`, actor, partner: null, has_left: false }
      this.people.push(somebody)
      if (role === 'partner_manager') managers.push(somebody)
    }
    for (const { name, tier, track = 'reseller' } of PARTNERS) {
      const made = await org.partner(name, { track, tier, status: 'active' })
      const canary = `canary-${name.toLowerCase().replaceAll(' ', '-')}`
      const partner = { id: made.id, uuid: made.uuid, name, canary }
      this.partners.push(partner)
      this.people.push({ name: `admin of ${name}`, actor: made.admin, partner, has_left: false })
      const seller = await made.person('partner_seller')
      this.people.push({ name: `seller of ${name}`, actor: seller, partner, has_left: false })
    }
    // The CRM sends what it has by a key of its own.
    const scopes = [...permissionsOf('channel_ops')]
    const key = await world.act(org.operator, 'key.create', { body: { name: 'crm', scopes, expires_in_days: null } })
    const who = { kind: 'key', id: uuidOf('key', key.id), org_id: org.org_id, side: 'org', partner_id: null } as const
    const actor = { ...who, role: 'key', permissions: new Set<string>(scopes), membership_id: null }
    this.people.push({ name: 'the CRM', actor, partner: null, has_left: false })
    // Another org beside, of which nothing may be seen either.
    const beside = await world.makeOrg('beside')
    const neighbour = await beside.partner('Neighbour')
    await world.act(neighbour.admin, 'registration.submit', {
      body: {
        ...{ account_name: 'Kestrel Foods', account_domain: 'kestrelfoods.de', account_country: 'DE' },
        ...{ amount: { amount_minor: '2000000', currency: 'EUR' }, expected_close_on: '2027-06-01' },
        contact_name: 'canary-beside',
      },
    })
    this.swept_at = await this.now()
  }

  /** Rows of the org, seen beside the wire: no trouble, no sabotage, and no wall time passes. */
  rows<T>(statement: Sql): Promise<T[]> {
    return this.#parts.eyes.transaction({ org_id: this.org.org_id, scope: 'org', partner_id: null }, (tx) =>
      tx.rows<T>(statement),
    )
  }

  async now(): Promise<Instant> {
    const [clock] = await this.rows<{ offset_ms: string }>(
      sql`select offset_ms from org_clock where org_id = ${this.org.org_id}`,
    )
    return instant(this.wall.ms + Number(clock?.offset_ms ?? 0))
  }

  async isBlocked(pid: number): Promise<boolean> {
    const [row] = await this.rows<{ blocked: boolean }>(
      sql`select cardinality(pg_blocking_pids(${pid})) > 0 as blocked`,
    )
    return row?.blocked ?? false
  }

  async scene(random: Random): Promise<Scene> {
    const now = await this.now()
    return {
      ...{ world: this.world, org: this.org, random, companies: this.companies, partners: this.partners },
      ...{ people: this.people, now, today: localDate(now, ZONE) },
      rows: (statement) => this.rows(statement),
      joins: (somebody) => void this.people.push(somebody),
    }
  }

  /** Numbers for what happens outside the steps. */
  drawn(): Random {
    return randomOf(this.seed, -2)
  }

  /** How much business time has passed since the beginning, in milliseconds. */
  async lived_ms(): Promise<number> {
    return epochMs(await this.now()) - BEGINS
  }

  /** Everything that must hold, looked at now. */
  async violations(): Promise<Violation[]> {
    this.figures.checks += 1
    const now = await this.now()
    const { eyes } = this.#parts
    const { org_id } = this.org
    const found = await eyes.transaction({ org_id, scope: 'org', partner_id: null }, async (tx) => {
      const look: Look = {
        ...{ tx, org_id, now, swept_at: this.swept_at, partners: this.partners, asked: this.asked },
        ...{ runtime: this.world.runtime, deciders: this.deciders, kept: this.#kept, is_tidy: this.is_tidy },
        // At partner scope in a transaction of its own; at no scope at all with the org's name alone.
        as: (partner_id, statement) =>
          partner_id
            ? eyes.transaction({ org_id, scope: 'partner', partner_id }, (other) => other.rows(statement))
            : eyes.transaction(null, (other) => other.rows(statement)),
      }
      return Promise.all(
        INVARIANTS.map(async ({ name, why, check }) => ({ invariant: name, why, what: await check(look) })),
      )
    })
    const broken = found.filter(({ what }) => what.length > 0)
    const faults = this.faults.splice(0)
    if (faults.length > 0)
      broken.push({ invariant: 'fault.none', why: 'whatever happens, a request is answered or refused', what: faults })
    return broken
  }

  /** What stands on record, ids and all, as one word: two runs that did the same have the same. */
  async trace(): Promise<string> {
    const { org_id } = this.org
    const [row] = await this.rows<{
      trace: string
    }>(sql`select md5(string_agg(line, chr(10) order by line)) as trace from (
      select a.id || a.verb || a.actor || a.at || coalesce(a.subject_id::text, '') || a.change as line from audit a where org_id = ${org_id}
      union all select e.id || e.type || e.at || e.body from event e where org_id = ${org_id}
      union all select u.id || u.outcome || u.facts from ruling u where org_id = ${org_id}) x`)
    return row?.trace ?? ''
  }

  count(name: string, came: string): void {
    const key = `${name} ${came}`
    this.came.set(key, (this.came.get(key) ?? 0) + 1)
  }
}

async function asOwner(owner: Connection, database: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ ...owner, database })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}
