import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import type { Actor } from '#server/command/index.ts'
import { sql, type Sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'
import { ROWS_MAX } from './bulk.ts'
import { bulkLoop, workBulk } from './index.ts'

let world: World
let org: OrgWorld
let manager: Actor
let colleague: Actor
let partner: Awaited<ReturnType<OrgWorld['partner']>>

beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('deciding')
  manager = await org.member('partner_manager')
  colleague = await org.member('partner_manager')
  partner = await org.partner('Many deals')
})
afterAll(() => world.drop())

const rows = <T>(statement: Sql) =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'carried out',
    (error: unknown) => (error instanceof Refused ? error.type.code : String(error)),
  )

let companies = 0
type Row = { id: string; revision: number }
async function deals(count: number): Promise<Row[]> {
  const made: Row[] = []
  for (let n = 0; n < count; n++) {
    companies += 1
    const { id, revision } = await world.act(partner.admin, 'registration.submit', {
      body: {
        account_name: `Bulk company ${companies}`,
        account_domain: `bulk${companies}.example`,
        account_country: 'DE',
        amount: { amount_minor: '10000000', currency: 'EUR' },
        expected_close_on: '2030-01-31',
      },
    })
    made.push({ id, revision })
  }
  return made
}

const start = (body: object, actor = manager, key?: string) => world.act(actor, 'bulk.start', { body }, key)
const get = (id: string) => world.act(manager, 'bulk.get', { params: { id } })
const statusOf = async (id: string) => (await world.act(manager, 'registration.get', { params: { id } })).status
/** As if its seconds had passed. */
const ripen = (id: string) =>
  rows(sql`update bulk_run set starts_at = now() - interval '1 second' where id = ${uuidOf('bulk', id)}`)
const work = (stopping?: AbortSignal) => workBulk(world.runtime, org.org_id, stopping)
const APPROVE = { verb: 'approve' } as const

describe('a decision in bulk', () => {
  test('does what it can, and reports what three colleagues changed meanwhile', async () => {
    const forty = await deals(40)
    const run = await start({ action: APPROVE, rows: forty })
    expect(run).toMatchObject({ state: 'held', counts: { total: 40, waiting: 40 }, abilities: ['cancel'] })
    await world.act(colleague, 'registration.reject', { params: { id: forty[4]!.id }, body: { reason: 'no' } })
    await world.act(partner.admin, 'registration.withdraw', { params: { id: forty[20]!.id }, body: {} })
    const to = toWireId('membership', manager.membership_id ?? '')
    await world.act(colleague, 'registration.assign', { params: { id: forty[39]!.id }, body: { manager_id: to } })
    await ripen(run.id)
    await work()
    const done = await get(run.id)
    expect(done).toMatchObject({
      state: 'done',
      counts: { done: 37, changed: 3, refused: 0, waiting: 0 },
      abilities: [],
    })
    const { rows: left } = await world.act(manager, 'bulk.rows', {
      params: { id: run.id },
      query: { state: 'changed' },
    })
    expect(left.map((row) => row.registration_id).sort()).toEqual([forty[4]!.id, forty[20]!.id, forty[39]!.id].sort())
    expect(left.find((row) => row.registration_id === forty[4]!.id)).toMatchObject({
      seen: { status: 'in_review' },
      now: { status: 'rejected' },
      why: { code: expect.any(String) },
    })
    // The one that only changed hands is offered again, as it is now, and goes through.
    const still = left.find((row) => row.now.status === 'in_review')!
    const again = await start({ action: APPROVE, rows: [{ id: still.registration_id, revision: still.now.revision }] })
    await ripen(again.id)
    await work()
    expect(await statusOf(still.registration_id)).toBe('approved')
    const audit = await rows<{ n: number }>(
      sql`select count(*)::int as n from audit where verb = 'registration.approved' and actor = ${`person:${manager.id}`}`,
    )
    expect(audit[0]?.n).toBe(38)
  }, 60_000)

  test('is taken back while it is held, and nothing happens', async () => {
    const two = await deals(2)
    const run = await start({ action: { verb: 'reject', reason: 'no' }, rows: two })
    expect(await work()).toBe(true)
    expect((await get(run.id)).state).toBe('held')
    expect(await world.act(manager, 'bulk.cancel', { params: { id: run.id } })).toMatchObject({ state: 'cancelled' })
    await ripen(run.id)
    await work()
    for (const { id } of two) expect(await statusOf(id)).toBe('in_review')
    expect(await refusalOf(world.act(manager, 'bulk.cancel', { params: { id: run.id } }))).toBe('bulk.started')
  })

  test('is either started or taken back, when both are tried at once', async () => {
    for (let n = 0; n < 5; n++) {
      const [one] = await deals(1)
      const run = await start({ action: APPROVE, rows: [one] })
      await ripen(run.id)
      const [cancelled] = await Promise.all([
        refusalOf(world.act(colleague, 'bulk.cancel', { params: { id: run.id } })),
        work(),
      ])
      await work()
      const { state } = await get(run.id)
      const status = await statusOf(one!.id)
      if (state === 'cancelled') expect([cancelled, status]).toEqual(['carried out', 'in_review'])
      else if (state === 'done') expect([cancelled, status]).toEqual(['bulk.started', 'approved'])
      else expect([state, cancelled]).toEqual(['stopped', 'carried out'])
    }
  }, 30_000)

  test('goes on where a server died, and does no row twice', async () => {
    const six = await deals(6)
    const run = await start({ action: APPROVE, rows: six })
    await ripen(run.id)
    // The first server stops after its third row.
    const stopping = new AbortController()
    const committed = world.runtime.committed
    let approved = 0
    world.runtime.committed = (org_id, events) => {
      committed(org_id, events)
      if (events.some((event) => event.type === 'registration.approved') && ++approved === 3) stopping.abort()
    }
    await work(stopping.signal)
    world.runtime.committed = committed
    expect(await get(run.id)).toMatchObject({ state: 'running', counts: { done: 3, waiting: 3 }, abilities: ['stop'] })
    // Two others find it, at once.
    const next = bulkLoop(async () => [org.org_id])
    await Promise.all([next.run(world.runtime), work()])
    expect(await get(run.id)).toMatchObject({ state: 'done', counts: { done: 6, changed: 0, refused: 0 } })
  }, 30_000)

  test('is not done by somebody who left in between', async () => {
    const [one] = await deals(1)
    const leaver = await org.member('partner_manager')
    const run = await start({ action: APPROVE, rows: [one] }, leaver)
    await world.act(org.operator, 'person.end', { params: { id: toWireId('membership', leaver.membership_id ?? '') } })
    await ripen(run.id)
    await work()
    expect(await get(run.id)).toMatchObject({ state: 'stopped', problem: expect.stringContaining('may not') })
    expect(await statusOf(one!.id)).toBe('in_review')
  })

  test('takes all that fit a filter, and refuses when they are others than were seen', async () => {
    const own = await org.partner('Matching')
    const before = partner
    partner = own
    await deals(3)
    partner = before
    const matching = { partner_id: own.id, status: 'in_review' }
    expect(await refusalOf(start({ action: APPROVE, matching, expected: 4 }))).toBe('bulk.other_count')
    expect(await refusalOf(start({ action: APPROVE, matching: { ...matching, status: 'won' } }))).toBe(
      'bulk.nothing_fits',
    )
    const run = await start({ action: { verb: 'ask', question: 'Who signs?' }, matching, expected: 3 })
    await ripen(run.id)
    await work()
    expect((await get(run.id)).counts).toMatchObject({ done: 3 })
    const { states } = await world.act(manager, 'registration.summary', {
      query: { partner_id: own.id, status: 'info_requested' },
    })
    expect(states[0]?.count).toBe(3)
  })

  test('is refused past its limit, for rows of another org, without the right, and with rows and a filter at once', async () => {
    const [one] = await deals(1)
    await rows(sql`insert into registration (org_id, id, partner_id, track, claim_no, status, account_name, account_name_key, lines, submitted_at,
        submitted_by, submitter_role, on_behalf, ruling_id)
      select org_id, gen_random_uuid(), partner_id, 'crowd', nextval('claim_no'), 'rejected', 'X', 'x', lines, submitted_at, submitted_by, submitter_role, on_behalf, ruling_id
      from registration, generate_series(1, ${ROWS_MAX + 1}::int) where id = ${uuidOf('registration', one!.id)}`)
    expect(await refusalOf(start({ action: APPROVE, matching: { track: 'crowd' } }))).toBe('bulk.too_many')
    const other = await world.makeOrg('elsewhere')
    const there = await other.member('admin')
    expect(await refusalOf(start({ action: APPROVE, rows: [one] }, there))).toBe('request.not_found')
    expect(await refusalOf(start({ action: APPROVE, rows: [one], matching: {} }))).toBe('request.invalid')
    const viewer = await org.member('viewer')
    expect(await refusalOf(start({ action: APPROVE, rows: [one] }, viewer))).toBe('access.not_allowed')
    const run = await start({ action: APPROVE, rows: [one] })
    expect(await refusalOf(world.act(there, 'bulk.get', { params: { id: run.id } }))).toBe('request.not_found')
    expect(await refusalOf(world.act(there, 'bulk.cancel', { params: { id: run.id } }))).toBe('request.not_found')
    await world.act(manager, 'bulk.cancel', { params: { id: run.id } })
  }, 30_000)

  test('sent twice under one key is one run', async () => {
    const [one] = await deals(1)
    const first = await start({ action: APPROVE, rows: [one] }, manager, 'once')
    const second = await start({ action: APPROVE, rows: [one] }, manager, 'once')
    expect(second.id).toBe(first.id)
    await world.act(manager, 'bulk.cancel', { params: { id: first.id } })
  })
})

test('an assignment starts at once, and is undone where nobody changed it since', async () => {
  const three = await deals(3)
  const before = await Promise.all(three.map(({ id }) => world.act(manager, 'registration.get', { params: { id } })))
  const target = await org.member('partner_manager')
  const to = toWireId('membership', target.membership_id ?? '')
  const run = await start({ action: { verb: 'assign', manager_id: to }, rows: three })
  await work()
  expect(await get(run.id)).toMatchObject({ state: 'done', counts: { done: 3 }, abilities: ['undo'] })
  await world.act(colleague, 'registration.reject', { params: { id: three[0]!.id }, body: { reason: 'no' } })
  const undo = await world.act(manager, 'bulk.undo', { params: { id: run.id } })
  await work()
  expect(await get(undo.id)).toMatchObject({ undoes: run.id, counts: { total: 2, done: 2 }, abilities: [] })
  for (const [place, row] of three.entries()) {
    const now = await world.act(manager, 'registration.get', { params: { id: row.id } })
    expect(now.manager?.id).toBe(place === 0 ? to : before[place]?.manager?.id)
  }
  expect(await refusalOf(world.act(manager, 'bulk.undo', { params: { id: run.id } }))).toBe('bulk.not_undoable')
})
