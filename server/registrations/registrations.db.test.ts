import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS } from '#kit/instant.ts'
import { toWireId } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import { moveClock, type Actor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'

let world: World
let org: OrgWorld
let manager: Actor

beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('registering')
  manager = await org.member('partner_manager')
})
afterAll(() => world.drop())

let companies = 0
function deal(more: Record<string, unknown> = {}) {
  companies += 1
  return {
    account_name: `Company number ${companies}`,
    account_domain: `company${companies}.example`,
    account_country: 'DE',
    amount: { amount_minor: '10000000', currency: 'EUR' },
    expected_close_on: '2030-01-31',
    ...more,
  }
}

const submit = (actor: Actor, body: object, key?: string) => world.act(actor, 'registration.submit', { body }, key)
const get = (actor: Actor, id: string) => world.act(actor, 'registration.get', { params: { id } })
const approve = (id: string, body: object = {}) => world.act(manager, 'registration.approve', { params: { id }, body })
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'carried out',
    (error: unknown) => (error instanceof Refused ? error.type.code : String(error)),
  )

function rows<T>(statement: ReturnType<typeof sql>, scope = org.org_id) {
  return world.db.transaction({ org_id: scope, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))
}

describe('a registration', () => {
  test('that no rule decides waits in review with a deadline and a manager, and leaves ruling, audit and events', async () => {
    const { admin } = await org.partner('Reviewed')
    const made = await submit(admin, deal())
    expect(made).toMatchObject({
      status: 'in_review',
      manager: expect.anything(),
      claim_no: null,
      recommendation: null,
      abilities: ['withdraw', 'log_activity'],
    })
    expect(made.next_step.due_at).toBe(made.answer_due_at)
    const seen = await get(manager, made.id)
    expect(seen).toMatchObject({
      recommendation: 'approve',
      abilities: ['approve', 'reject', 'ask', 'withdraw', 'assign', 'log_activity'],
    })
    const events = await rows<{ type: string }>(
      sql`select type from event where partner_id is not null order by id desc limit 3`,
    )
    expect(events.map((event) => event.type)).toContain('registration.in_review')
    const audit = await rows<{ verb: string }>(sql`select verb from audit order by id desc limit 3`)
    expect(audit.map((row) => row.verb)).toContain('registration.submitted')
  })

  test('approved by a person is protected through the last of the program’s days, and ends by itself', async () => {
    const { admin } = await org.partner('Protected')
    const { id } = await submit(admin, deal())
    const approved = await approve(id, { reason: 'welcome' })
    expect(approved.protection?.days_left).toBeGreaterThan(89)
    expect(approved.decision_reason).toBe('welcome')
    const own = await world.makeOrg('ending')
    const partner = await own.partner('Ends')
    const there = await own.member('partner_manager')
    const deal1 = await submit(partner.admin, deal())
    await world.act(there, 'registration.approve', { params: { id: deal1.id }, body: {} })
    await moveClock(world.runtime, own.org_id, 92 * DAY_MS)
    expect((await get(there, deal1.id)).status).toBe('expired')
    const told = await rows<{ type: string; at: string }>(
      sql`select type, at from event where type like 'registration.%' order by at, id`,
      own.org_id,
    )
    expect(told.map((event) => event.type)).toEqual([
      'registration.submitted',
      'registration.in_review',
      'registration.approved',
      'registration.follow_up_due',
      'registration.follow_up_slipped',
      'registration.protection_ending',
      'registration.protection_ending',
      'registration.protection_ending',
      'registration.expired',
    ])
    expect(told.at(-1)?.at).toBe((await get(there, deal1.id)).protection?.ends_at)
  })

  test('is answered to its submitter as it is read afterwards', async () => {
    const approving = await world.makeOrg('answering', (yaml) =>
      yaml.replace('default_outcome: review', 'default_outcome: approve'),
    )
    const known = await approving.partner('Read back')
    const there = await approving.member('partner_manager')
    const managed = {
      actor: there,
      body: { ...deal({ product_lines: [2, 1, 2], notes: ' kept ', contact_name: 'Ada' }), partner_id: known.id },
    }
    const own = { actor: known.admin, body: deal() }
    for (const { actor, body } of [
      managed,
      own,
      { actor: known.admin, body: deal({ amount: { amount_minor: '99', currency: 'EUR' } }) },
    ]) {
      const made = await submit(actor, body)
      expect(made).toEqual(await get(actor, made.id))
    }
    await world.act(there, 'partner.edit', {
      params: { id: known.id },
      query: { if_match: 1 },
      body: { manager_id: toWireId('membership', there.membership_id ?? '') },
    })
    const made = await submit(known.admin, deal())
    expect(made).toMatchObject({ manager: { id: toWireId('membership', there.membership_id ?? '') } })
    expect(made).toEqual(await get(known.admin, made.id))
  })

  test('names every field that is missing or wrong at once', async () => {
    const { admin } = await org.partner('Incomplete')
    const error = await submit(admin, {
      account_name: 'Half',
      expected_close_on: '2001-01-01',
      product_lines: [99],
    }).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(Refused)
    expect((error as Refused).fields.map((field) => field.path).sort()).toEqual([
      'account_country',
      'account_domain',
      'amount',
      'expected_close_on',
      'product_lines',
    ])
  })

  test.each([
    ['a public suffix', 'co.uk', 'account.bad_domain'],
    ['a free-mail host', 'someone@gmail.com', 'account.bad_domain'],
  ])('refuses %s as a domain', async (_, account_domain, code) => {
    const { admin } = await org.partner(`Domain ${account_domain}`)
    expect(await refusalOf(submit(admin, deal({ account_domain })))).toBe(code)
  })

  test('is refused while the same partner has one open, and for a partner it is not for', async () => {
    const { admin } = await org.partner('Twice')
    const other = await org.partner('Other')
    const body = deal()
    await submit(admin, body)
    expect(await refusalOf(submit(admin, body))).toBe('registration.already_open')
    expect(await refusalOf(submit(admin, { ...deal(), partner_id: other.id }))).toBe('request.not_found')
  })
})

describe('the queue', () => {
  test('a hundred partners racing for one account give one winner, and the others stand in line by rank', async () => {
    const race = await world.makeOrg('race', (yaml) =>
      yaml.replace('default_outcome: review', 'default_outcome: approve'),
    )
    const partners = await Promise.all(Array.from({ length: 100 }, (_, n) => race.partner(`Racer ${n}`)))
    const body = deal()
    const answers = await Promise.all(partners.map(({ admin }) => submit(admin, body)))
    expect(answers.filter((answer) => answer.status === 'approved')).toHaveLength(1)
    expect(answers.filter((answer) => answer.status === 'queued')).toHaveLength(99)
    const protections = await rows(sql`select 1 from protection`, race.org_id)
    expect(protections).toHaveLength(1)
    const accounts = await rows(sql`select 1 from account`, race.org_id)
    expect(accounts).toHaveLength(1)
    const first = answers.find((answer) => answer.status === 'approved')
    expect(JSON.stringify(answers.filter((answer) => answer.status === 'queued'))).not.toContain(
      JSON.stringify(first?.partner.name),
    )
    // the winner withdraws: the lowest rank of those in line is decided at once
    const there = await race.member('partner_manager')
    await world.act(there, 'registration.withdraw', { params: { id: first?.id }, body: {} })
    const ranked = await rows<{ status: string }>(
      sql`select status from registration order by claim_no limit 3`,
      race.org_id,
    )
    expect(ranked.map((row) => row.status)).toEqual(['withdrawn', 'approved', 'queued'])
  }, 60_000)

  test('the head is decided again on fresh facts when the claim before it is rejected', async () => {
    const a = await org.partner('First in line')
    const b = await org.partner('Second in line')
    const body = deal()
    const first = await submit(a.admin, body)
    const second = await submit(b.admin, body)
    expect(second.status).toBe('queued')
    expect(await refusalOf(approve(second.id))).toBe('registration.wrong_state')
    await world.act(manager, 'registration.reject', { params: { id: first.id }, body: { reason: 'no fit' } })
    expect((await get(manager, second.id)).status).toBe('in_review')
  })

  test('a claim on another product line is not held up', async () => {
    const a = await org.partner('Robots')
    const b = await org.partner('Software')
    const body = deal()
    await submit(a.admin, { ...body, product_lines: [1] })
    expect((await submit(b.admin, { ...body, product_lines: [2] })).status).toBe('in_review')
    const c = await org.partner('Both')
    expect((await submit(c.admin, body)).status).toBe('queued')
  })
})

describe('what is unsure', () => {
  test('goes to a person, keeps its rank, and is decided again on the account that is picked', async () => {
    const a = await org.partner('Unsure')
    const one = await world.act(org.operator, 'account.create', {
      body: { name: 'Shared One', domain: 'shared.example' },
    })
    await world.act(org.operator, 'account.create', { body: { name: 'Shared Two', domain: 'shared.example' } })
    const made = await submit(a.admin, deal({ account_name: 'Shared', account_domain: 'shared.example' }))
    expect(await get(manager, made.id)).toMatchObject({
      status: 'in_review',
      recommendation: 'pick_account',
      account: { id: null },
    })
    expect(await refusalOf(approve(made.id))).toBe('registration.account_not_picked')
    const picked = await world.act(manager, 'registration.pick_account', {
      params: { id: made.id },
      body: { account_id: one.id },
    })
    expect(picked).toMatchObject({ status: 'in_review', recommendation: 'approve', account: { id: one.id } })
  })
})

describe('the same request', () => {
  test('with the same key gives the same answer, and with another body is refused', async () => {
    const { admin } = await org.partner('Idempotent')
    const body = deal()
    const first = await submit(admin, body, 'key-1')
    expect(await submit(admin, body, 'key-1')).toEqual(first)
    expect(await refusalOf(submit(admin, { ...body, notes: 'other' }, 'key-1'))).toBe('request.key_reused')
  })

  test('sent ten times at once with one key is done once', async () => {
    const { admin } = await org.partner('Impatient')
    const body = deal()
    const answers = await Promise.all(Array.from({ length: 10 }, () => submit(admin, body, 'key-2')))
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1)
  })
})

test('a dry run answers what would be and keeps nothing', async () => {
  const { admin } = await org.partner('Curious')
  const body = deal()
  const verb = world.app.verbs.find((one) => one.route.id === 'registration.submit')
  if (verb?.kind !== 'command') throw new Error('no such command')
  const counts = () =>
    rows<{ n: string }>(
      sql`select (select count(*) from registration) + (select count(*) from account) + (select count(*) from audit) + (select count(*) from event) as n`,
    )
  const before = await counts()
  const { answer, dry_run } = await verb.run(
    { runtime: world.runtime, actor: admin, request_id: 'test', dry_run: true },
    { body },
  )
  expect(dry_run).toBe(true)
  expect(answer).toMatchObject({ status: 'in_review' })
  expect(await counts()).toEqual(before)
})

test('replaying a ruling gives the same outcome', async () => {
  const { admin } = await org.partner('Replayed')
  const made = await submit(admin, deal())
  expect(await world.act(manager, 'ruling.replay', { params: { id: made.ruling.id } })).toMatchObject({ same: true })
})

test('lists by deadline, by the end of protection and by decision, a page at a time, miss and repeat nothing', async () => {
  const own = await world.makeOrg('ordered')
  const there = await own.member('partner_manager')
  for (let n = 0; n < 5; n++) {
    const { admin } = await own.partner(`Ordered ${n}`)
    const made = await submit(admin, deal())
    await moveClock(world.runtime, own.org_id, DAY_MS)
    if (n < 3) await world.act(there, 'registration.approve', { params: { id: made.id }, body: {} })
  }
  const walk = async (query: object) => {
    const ids: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await world.act(there, 'registration.list', {
        query: { ...query, limit: 1, ...(cursor ? { cursor } : {}) },
      })
      ids.push(...page.rows.map((row) => row.account.name))
      cursor = page.next_cursor
    } while (cursor)
    return ids
  }
  const whole = async (query: object) =>
    (await world.act(there, 'registration.list', { query: { ...query, limit: 50 } })).rows.map(
      (row) => row.account.name,
    )
  for (const order of ['newest', 'deadline', 'ending', 'decided'] as const)
    expect(await walk({ order })).toEqual(await whole({ order }))
  expect(await whole({ order: 'deadline' })).toHaveLength(2)
  expect(await whole({ order: 'ending' })).toHaveLength(3)
  expect(await whole({ order: 'decided' })).toEqual((await whole({ order: 'ending' })).toReversed())
  await moveClock(world.runtime, own.org_id, 10 * DAY_MS)
  expect(await whole({ due: 'overdue', order: 'deadline' })).toHaveLength(2)
  await moveClock(world.runtime, own.org_id, 70 * DAY_MS)
  expect(await whole({ due: 'ending', order: 'ending' })).toHaveLength(3)
})
