import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { DAY_MS, epochMs, plusMs } from '#kit/instant.ts'
import { permissionsOf } from '#server/access/index.ts'
import { sealOrg } from '#server/audit/index.ts'
import { Context, moveClock, operatorActor, refreshClock, sweepOrg } from '#server/command/index.ts'
import { newId, wallNow } from '#server/platform/clock.ts'
import { sql, type Sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'
import { callerOf, startProcess, type Caller, type ServerProcess } from './process.ts'

/** Two servers, one database, and a clock that both move: each thing happens once, at its own time, in its order. */

const PARTNERS = 5
const COMPANIES = 8

let world: World
let servers: ServerProcess[] = []
type Place = { org: OrgWorld; partners: string[]; callers: Caller[] }
const places: Place[] = []

beforeAll(async () => {
  world = await makeWorld()
  for (const slug of ['left', 'right']) {
    const org = await world.makeOrg(slug)
    const partners: string[] = []
    for (let n = 0; n < PARTNERS; n++)
      partners.push(
        (
          await org.partner(`${slug} ${n}`, {
            track: 'reseller',
            tier: n % 2 ? 'gold' : 'registered',
            status: 'active',
          })
        ).id,
      )
    places.push({ org, partners, callers: [] })
    await fillQueues(org, partners)
  }
  const { database } = world.owner
  const url = ({ user, password, host, port }: { user: string; password: string; host: string; port: number }) =>
    `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
  const postgres = inject('postgres')
  const env = { DATABASE_URL: url(postgres.owner), APP_DATABASE_URL: url(postgres.app) }
  servers = await Promise.all([startProcess(env), startProcess(env)])
  for (const place of places) {
    const { token } = await world.act(place.org.operator, 'key.create', {
      body: { name: 'both', scopes: [...permissionsOf('admin')], expires_in_days: null },
    })
    place.callers = servers.map((server) => callerOf(() => server.url, token))
  }
}, 120_000)
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await world.drop()
}, 30_000)

const rows = <T>(org: OrgWorld, statement: Sql) =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))

const dealOf = (partner_id: string, company: string) => ({
  partner_id,
  account_name: company,
  account_domain: `${company.replaceAll(' ', '-')}.example`,
  account_country: 'DE',
  amount: { amount_minor: '8000000', currency: 'EUR' },
  expected_close_on: '2035-01-31',
})

/** At each company one holds, the others wait behind; the companies begin on different days. */
async function fillQueues(org: OrgWorld, partners: readonly string[]): Promise<void> {
  for (let company = 0; company < COMPANIES; company++) {
    for (const [n, partner_id] of partners.entries()) {
      const made = await world.act(org.operator, 'registration.submit', {
        body: dealOf(partner_id, `company ${company}`),
      })
      if (n === 0 && made.status === 'in_review' && company % 4 !== 3)
        await world.act(org.operator, 'registration.approve', { params: { id: made.id }, body: {} })
    }
    await moveClock(world.runtime, org.org_id, DAY_MS / 3)
  }
}

/** So many days by each server at once, again and again. */
async function move([a, b]: readonly Caller[], all: number, days: number): Promise<void> {
  for (let moved = 0; moved < all; moved += 2 * days) {
    const both = await Promise.all([a?.send('POST', '/clock/move', { days }), b?.send('POST', '/clock/move', { days })])
    expect(both.map((one) => one?.status)).toEqual([200, 200])
  }
}

test('a clock moved 132 days on two servers, while partners submit on both: each change once, in order, none lost', async () => {
  const submitted: { status: number; answer: unknown }[] = []
  await Promise.all(
    places.map(async ({ org, callers, partners }) => {
      const quiet = [wallNow()]
      await move(callers, 84, 7)
      quiet.push(wallNow())
      // Now protections end, and who submits meets them: with a claim on what is just let go, or on something new.
      const stopping = new AbortController()
      const submitting = [...callers, ...callers].map(async (caller, which) => {
        for (let n = 0; !stopping.signal.aborted; n++) {
          const company = n % 2 ? `company ${n % COMPANIES}` : `newcomer ${which} ${n}`
          submitted.push(
            await caller.send('POST', '/registrations', dealOf(partners[n % PARTNERS] ?? '', company), {
              'idempotency-key': `${which}-${n}`,
            }),
          )
        }
      })
      await move(callers, 24, 2)
      stopping.abort()
      await Promise.all(submitting)
      // What was set due meanwhile fires without anybody moving anything.
      await pause(2500)
      quiet.push(wallNow())
      for (const [n, partner_id] of partners.entries())
        submitted.push(
          (await callers[n % 2]?.send('POST', '/registrations', dealOf(partner_id, `latecomer ${n}`))) ?? {
            status: 0,
            answer: null,
          },
        )
      await move(callers, 24, 4)
      quiet.push(wallNow())
      await checkHistory(org, quiet)
    }),
  )
  expect(submitted.filter(({ status }) => status !== 201 && status !== 409)).toEqual([])
  expect(submitted.filter(({ status }) => status === 201).length).toBeGreaterThan(20)
  for (const server of servers) expect(server.log()).not.toMatch(/"level":(50|60)/)
}, 90_000)

async function checkHistory(org: OrgWorld, quiet: readonly string[]): Promise<void> {
  await sealOrg(world.runtime, org.org_id)
  const { org_id } = org
  const [clock] = await rows<{ now: string }>(
    org,
    sql`select now() + make_interval(secs => offset_ms / 1000.0) as now from org_clock where org_id = ${org_id}`,
  )
  const now = clock?.now ?? ''

  // None lost: nothing is due, nothing protected past its end, nothing in review past its hour without a word of it.
  expect(
    await rows(
      org,
      sql`select * from timer where org_id = ${org_id} and (due_at < ${plusMs(now, -5000)} or attempts > 0)`,
    ),
  ).toEqual([])
  expect(
    await rows(
      org,
      sql`select r.id from registration r join protection p on p.org_id = r.org_id and p.registration_id = r.id
    where r.org_id = ${org_id} and r.status = 'approved' and p.ends_at < ${plusMs(now, -5000)}`,
    ),
  ).toEqual([])
  expect(
    await rows(
      org,
      sql`select r.id from registration r where r.org_id = ${org_id} and r.status = 'in_review' and r.answer_due_at < ${plusMs(now, -5000)}
    and not exists (select 1 from event e where e.org_id = r.org_id and e.subject_id = r.id and e.type = 'registration.answer_overdue' and e.at = r.answer_due_at)`,
    ),
  ).toEqual([])
  const [head] = await rows<{ n: number }>(
    org,
    sql`select count(*)::int as n from registration q where q.org_id = ${org_id} and q.status = 'queued'
    and not exists (select 1 from registration r where r.org_id = q.org_id and r.account_id = q.account_id and r.status in ('approved', 'in_review', 'queued') and r.claim_no < q.claim_no)`,
  )
  expect(head?.n, 'heads of a queue with nobody before them').toBe(0)

  // Each once: no change of state twice, each at the time that was promised.
  const events = await rows<{
    seq: string
    type: string
    subject_id: string
    account_id: string
    at: string
    ends_at: string | null
  }>(
    org,
    sql`
    select e.seq, e.type, e.subject_id, r.account_id, e.at, p.ends_at from event e
      join registration r on r.org_id = e.org_id and r.id = e.subject_id left join protection p on p.org_id = r.org_id and p.registration_id = r.id
    where e.org_id = ${org_id} and e.subject_noun = 'registration' order by e.seq`,
  )
  expect(events.every(({ seq }) => seq !== null)).toBe(true)
  const keys = events.map(({ type, subject_id, at }) =>
    type === 'registration.protection_ending' ? `${type} ${subject_id} ${at}` : `${type} ${subject_id}`,
  )
  expect(keys.filter((key, n) => keys.indexOf(key) !== n)).toEqual([])
  const expired = events.filter(({ type }) => type === 'registration.expired')
  expect(expired.length).toBeGreaterThan(COMPANIES / 2)
  expect(expired.filter(({ at, ends_at }) => at !== ends_at)).toEqual([])
  const reminders = events.filter(({ type }) => type === 'registration.protection_ending')
  for (const { subject_id } of expired)
    expect(reminders.filter((event) => event.subject_id === subject_id).length).toBe(3)

  // In order: over the org in the days when only the clock was at work; along an account also while others were, but for
  // the milliseconds that a command waited for the account's lock.
  const backwards = (list: readonly { at: string }[], by_ms = 0) =>
    list.filter(({ at }, n) => n > 0 && epochMs(at) + by_ms < epochMs(list[n - 1]?.at ?? at))
  for (const account of new Set(events.map(({ account_id }) => account_id)))
    expect(
      backwards(
        events.filter(({ account_id }) => account_id === account),
        60_000,
      ),
    ).toEqual([])
  for (const [[from, to], least] of [
    [quiet.slice(0, 2), COMPANIES],
    [quiet.slice(2), PARTNERS],
  ] as const) {
    const fired = await rows<{ at: string; verb: string }>(
      org,
      sql`select at, verb from audit
      where org_id = ${org_id} and actor = 'clock' and recorded_at between ${from} and ${to} order by seq`,
    )
    expect(fired.length).toBeGreaterThanOrEqual(least)
    expect(backwards(fired)).toEqual([])
  }
}

test('a timer that is being set while the clock is swept is found again', async () => {
  const { org_id } = await world.makeOrg('quiet')
  // Sooner than whatever else the clock will do there.
  const due_at = plusMs(wallNow(), 60_000)
  const next = async () =>
    (
      await world.db.transaction(null, (tx) =>
        tx.one<{ next_due_at: string | null }>(sql`select next_due_at from org_clock where org_id = ${org_id}`),
      )
    )?.next_due_at
  await world.db.transaction(null, (tx) =>
    tx.run(sql`update org_clock set next_due_at = ${wallNow()} where org_id = ${org_id}`),
  )
  await world.db.transaction({ org_id, scope: 'org', partner_id: null }, async (tx) => {
    const actor = operatorActor(org_id)
    new Context(
      {
        runtime: world.runtime,
        tx,
        actor,
        now: wallNow(),
        offset_ms: 0,
        recorded_at: wallNow(),
        request_id: 'x',
        dry_run: false,
      },
      true,
    ).setTimer({ kind: 'protection.expire', subject_id: newId(), account_id: null, due_at })
    await tx.settle()
    // It does not see this timer yet, and says what comes next without it.
    await sweepOrg(world.runtime, org_id)
    expect(await next()).not.toBe(due_at)
  })
  await refreshClock(world.runtime, org_id)
  expect(await next()).toBe(due_at)
})
