import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { DAY_MS } from '#kit/instant.ts'
import { Refused } from '#kit/refusal.ts'
import { moveClock, type Actor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.drop())

let places = 0
type Place = Awaited<ReturnType<typeof place>>

/** An org with somebody for each step of the reference program's chains, a partner, and its approved deal. */
async function place(change?: (yaml: string) => string) {
  places += 1
  const org = await world.makeOrg(`asking${places}`, change)
  const manager = await org.member('partner_manager')
  const ops = await org.member('channel_ops')
  const finance = await org.member('finance')
  const admin = await org.member('admin')
  const partner = await org.partner('Quay', { track: 'reseller', tier: 'silver', status: 'active' })
  await world.act(org.operator, 'partner.edit', {
    params: { id: partner.id },
    query: { if_match: 1 },
    body: { manager_id: toWireId('membership', manager.membership_id ?? '') },
  })
  const deal = await world.act(partner.admin, 'registration.submit', {
    body: {
      account_name: `Company ${places}`,
      account_domain: `company${places}.example`,
      account_country: 'DE',
      amount: { amount_minor: '10000000', currency: 'EUR' },
      expected_close_on: '2035-01-31',
    },
  })
  return { org, manager, ops, finance, admin, partner, seller: partner.admin, deal }
}

const wish = (at: Place, discount_bps: number, more: object = {}) => ({
  kind: 'discount',
  registration_id: at.deal.id,
  discount_bps,
  reason: 'A competitor offers less.',
  ...more,
})
const ask = (at: Place, body: object, by: Actor = at.seller) => world.act(by, 'request.submit', { body })
const discount = (at: Place, bps: number, by?: Actor) => ask(at, wish(at, bps), by)
const get = (by: Actor, id: string) => world.act(by, 'request.get', { params: { id } })
const approve = (by: Actor, id: string) => world.act(by, 'request.approve', { params: { id }, body: {} })
const reject = (by: Actor, id: string, body: object = {}) =>
  world.act(by, 'request.reject', { params: { id }, body: { reason: 'Too much.', ...body } })
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'carried out',
    (error: unknown) => (error instanceof Refused ? error.type.code : String(error)),
  )
const rows = <T>(org: OrgWorld, statement: ReturnType<typeof sql>) =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))
const eventsOf = async (org: OrgWorld, id: string) =>
  (
    await rows<{ type: string }>(
      org,
      sql`select type from event where subject_id = ${uuidOf('request', id)} order by at, id`,
    )
  ).map((event) => event.type)
const memberId = (who: Actor) => toWireId('membership', who.membership_id ?? '')
const askedNow = (answer: { path: { steps: { status: string; asked: { name: string; state: string }[] }[] }[] }) =>
  answer.path.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.status === 'open' ? step.asked.filter((one) => one.state === 'asked') : [])),
  ).length
/** Away from today for a week. */
const away = (by: Actor, to: Actor, more: object = {}) =>
  world.act(by, 'delegation.create', {
    body: { to_id: memberId(to), from_on: '2026-01-01', until_on: '2035-01-01', ...more },
  })
const leave = (at: Place, who: Actor) => world.act(at.org.operator, 'person.end', { params: { id: memberId(who) } })

describe('a request', () => {
  test('walks its stages, is approved by the last yes, holds for the program’s days, and ends by itself', async () => {
    const at = await place()
    const made = await discount(at, 1200)
    expect(made).toMatchObject({
      status: 'in_review',
      stage: 1,
      stages: 2,
      waiting_for: [{ name: 'Channel operations' }],
      abilities: ['withdraw'],
    })
    expect(made.path.flatMap(({ steps }) => steps.map((step) => [step.name, step.asked.length, step.who]))).toEqual([
      ['Channel operations', 0, null],
      ['Finance', 0, null],
      ['Channel direction', 0, null],
    ])
    expect((await get(at.ops, made.id)).abilities).toEqual(['approve', 'reject', 'ask'])
    const second = await approve(at.ops, made.id)
    expect(second).toMatchObject({ stage: 2, status: 'in_review', is_mine: false })
    expect((await approve(at.finance, made.id)).status).toBe('in_review')
    const done = await approve(at.admin, made.id)
    expect(done).toMatchObject({ status: 'approved', waiting_for: [] })
    expect(Date.parse(done.valid_until ?? '') - Date.parse(done.decided_at ?? '')).toBeGreaterThan(59 * DAY_MS)
    await moveClock(world.runtime, at.org.org_id, 62 * DAY_MS)
    expect((await get(at.seller, made.id)).status).toBe('expired')
    expect(await eventsOf(at.org, made.id)).toEqual([
      'request.submitted',
      'request.step_opened',
      'request.step_answered',
      'request.step_closed',
      'request.step_opened',
      'request.step_opened',
      'request.step_answered',
      'request.step_closed',
      'request.step_answered',
      'request.step_closed',
      'request.approved',
      'request.expired',
    ])
    const audit = await rows<{ verb: string }>(
      at.org,
      sql`select verb from audit where subject_id = ${uuidOf('request', made.id)}`,
    )
    expect(audit.map((row) => row.verb)).toEqual(
      expect.arrayContaining(['request.submitted', 'request.step_answered', 'request.approved', 'request.expired']),
    )
    const timers = await rows(at.org, sql`select kind from timer where kind like 'request.%'`)
    expect(timers).toEqual([])
  })

  test('is previewed by what then decides it, to the partner without names', async () => {
    const at = await place()
    const preview = (by: Actor, body: object) => world.act(by, 'request.preview', { body })
    const before = await preview(at.seller, { kind: 'discount', registration_id: at.deal.id, discount_bps: 1200 })
    expect(before.path.map(({ steps }) => steps.map((step) => [step.name, step.asked]))).toEqual([
      [['Channel operations', []]],
      [
        ['Finance', []],
        ['Channel direction', []],
      ],
    ])
    const seen = await preview(at.manager, { kind: 'discount', registration_id: at.deal.id, discount_bps: 1200 })
    expect(seen.path[0]?.steps[0]?.asked).toHaveLength(1)
    const made = await discount(at, 1200)
    expect(made.answer_due_at?.slice(0, 13)).toBe(before.answer_due_at?.slice(0, 13))
    expect(
      (await preview(at.seller, { kind: 'discount', registration_id: at.deal.id, discount_bps: 5000 })).outcome,
    ).toBe('rejected')
    expect(await rows(at.org, sql`select id from request`)).toHaveLength(1)
  })

  test('is answered by the program itself where a rule says so, with the way to a yes', async () => {
    const at = await place()
    const no = await discount(at, 4000)
    expect(no).toMatchObject({
      status: 'rejected',
      stages: 0,
      decided_by: 'The program',
      ruling: { text: expect.stringContaining('35%') },
    })
    expect(no.way_to_yes).toContain('Ask for less')
    const gold = await at.org.partner('Gold', { track: 'reseller', tier: 'gold', status: 'active' })
    const yes = await world.act(gold.admin, 'request.submit', {
      body: { kind: 'sandbox', environment_days: 10, reason: 'To show.' },
    })
    expect(yes).toMatchObject({ status: 'approved', decided_by: 'The program' })
    expect(yes.valid_until).not.toBeNull()
    await moveClock(world.runtime, at.org.org_id, 12 * DAY_MS)
    expect((await get(gold.admin, yes.id)).status).toBe('expired')
    const replayed = await world.act(at.admin, 'ruling.replay', { params: { id: yes.ruling.id }, body: {} })
    expect(replayed).toMatchObject({ same: true })
  })

  test('refuses what the program does not ask for, and what it misses, all at once', async () => {
    const at = await place()
    const problem = await ask(at, { kind: 'discount', environment_days: 3 }).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(Refused)
    expect((problem as Refused).fields.map((field) => field.path).sort()).toEqual([
      'discount_bps',
      'environment_days',
      'reason',
      'registration_id',
    ])
    expect(await refusalOf(ask(at, { kind: 'wings', reason: 'x' }))).toBe('request.unknown_kind')
    expect(await refusalOf(ask(at, { kind: 'sandbox', environment_days: 3, reason: 'x' }, at.manager))).toBe(
      'request.partner_needed',
    )
    await discount(at, 500)
    expect(await refusalOf(discount(at, 700))).toBe('request.already_open')
  })

  test('of two submitted at once on one registration, one stands', async () => {
    const at = await place()
    const answers = await Promise.all([1, 2].map(() => refusalOf(discount(at, 500))))
    expect(answers.sort()).toEqual(['carried out', 'request.already_open'])
  })

  test('about an account that is being merged, it stands at the one that stays', async () => {
    const at = await place()
    const [old, standing] = await Promise.all(
      ['Former Name', 'Present Name'].map((name) => world.act(at.org.operator, 'account.create', { body: { name } })),
    )
    const body = { kind: 'legal-help', partner_id: at.partner.id, account_id: old?.id, reason: 'A visit.' }
    // Another connection merges the account away and has not committed when the request comes.
    const held = Promise.withResolvers<void>()
    const merged = Promise.withResolvers<void>()
    const merging = world.db.transaction({ org_id: at.org.org_id, scope: 'org', partner_id: null }, async (tx) => {
      const [loser, winner] = [old, standing].map((one) => uuidOf('account', one?.id ?? ''))
      await tx.run(sql`select id from account where id in (${loser}, ${winner}) order by id for update`)
      await tx.run(sql`update account set merged_into = ${winner} where id = ${loser}`)
      merged.resolve()
      await held.promise
    })
    await merged.promise
    const asking = ask(at, body, at.manager)
    const waits = await Promise.race([asking.then(() => false), new Promise((yes) => setTimeout(yes, 300, true))])
    expect(waits, 'it waits for who has the account').toBe(true)
    held.resolve()
    await merging
    expect((await asking).account?.id).toBe(standing?.id)
  })

  test('a no ends it, with the reason and what would make it a yes for the partner', async () => {
    const at = await place()
    const { id } = await discount(at, 1200)
    await approve(at.ops, id)
    const no = await reject(at.finance, id, { way_to_yes: 'Ask for 9%.' })
    expect(no.status).toBe('rejected')
    expect(no.path[1]?.steps.map((step) => step.status)).toEqual(['rejected', 'dropped'])
    expect(await get(at.seller, id)).toMatchObject({
      decision_reason: 'Too much.',
      way_to_yes: 'Ask for 9%.',
      decided_by: null,
    })
    expect(await refusalOf(approve(at.admin, id))).toBe('request.wrong_state')
  })

  test('asked back stands still, and goes on with the time that was left', async () => {
    const at = await place()
    const { id } = await discount(at, 1200)
    expect(await refusalOf(world.act(at.seller, 'request.answer', { params: { id }, body: { answer: 'x' } }))).toBe(
      'request.wrong_state',
    )
    await world.act(at.ops, 'request.ask', { params: { id }, body: { question: 'Who else offers?' } })
    expect((await get(at.ops, id)).is_mine).toBe(false)
    expect(await refusalOf(approve(at.ops, id))).toBe('request.wrong_state')
    await moveClock(world.runtime, at.org.org_id, 20 * DAY_MS)
    expect((await eventsOf(at.org, id)).includes('request.reminded')).toBe(false)
    const back = await world.act(at.seller, 'request.answer', { params: { id }, body: { answer: 'Brand X.' } })
    expect(back).toMatchObject({
      status: 'in_review',
      questions: [{ question: 'Who else offers?', answer: 'Brand X.', asked_by: '' }],
    })
    const [{ now }] = (await rows<{ now: string }>(at.org, sql`select max(at) as now from event`)) as [{ now: string }]
    expect(Date.parse(back.waiting_for[0]?.due_at ?? '')).toBeGreaterThan(Date.parse(now))
    expect((await approve(at.ops, id)).stage).toBe(2)
  })

  test('carries files of both sides, and those that the org keeps to itself', async () => {
    const at = await place()
    const { id } = await discount(at, 500)
    const send = async (by: Actor, name: string, more: object = {}) => {
      async function* bytes() {
        yield Buffer.from(`words of ${name}`)
      }
      const file = await world.act(by, 'file.upload', { query: { name }, body: bytes() })
      return world.act(by, 'request.attach', { params: { id }, body: { file_id: file.id, ...more } })
    }
    const offer = await send(at.seller, 'competitor.txt', { kind: 'evidence' })
    await send(at.manager, 'margin.txt', { visibility: 'org' })
    const list = async (by: Actor) =>
      (await world.act(by, 'request.attachments', { params: { id } })).attachments.map(({ file }) => file.name)
    expect(await list(at.manager)).toEqual(['margin.txt', 'competitor.txt'])
    expect(await list(at.seller)).toEqual(['competitor.txt'])
    const params = { id, attachment_id: offer.id }
    expect(await refusalOf(world.act(at.seller, 'request.detach', { params }))).toBe('file.stays')
    expect((await eventsOf(at.org, id)).filter((type) => type === 'file.attached')).toHaveLength(2)
    const stranger = await at.org.partner('Stranger')
    expect(await refusalOf(world.act(stranger.admin, 'request.attachments', { params: { id } }))).toBe(
      'request.not_found',
    )
  })

  test('is withdrawn by whose it is, and with its registration', async () => {
    const at = await place()
    const one = await discount(at, 1200)
    expect(await refusalOf(world.act(at.manager, 'request.withdraw', { params: { id: one.id }, body: {} }))).toBe(
      'access.not_allowed',
    )
    await world.act(at.seller, 'request.withdraw', { params: { id: one.id }, body: {} })
    expect((await world.act(at.ops, 'request.list', { query: { mine: 'true' } })).rows).toEqual([])
    const two = await discount(at, 1200)
    await world.act(at.seller, 'registration.withdraw', { params: { id: at.deal.id }, body: {} })
    expect(await get(at.seller, two.id)).toMatchObject({ status: 'withdrawn', decided_by: 'The program' })
    expect(await refusalOf(discount(at, 1200))).toBe('request.registration_over')
  })

  test('is reminded of in working time, then others are asked, whose yes counts for one who is silent', async () => {
    const at = await place()
    const { id } = await discount(at, 1200)
    await moveClock(world.runtime, at.org.org_id, 8 * DAY_MS)
    const told = await eventsOf(at.org, id)
    expect(told.filter((type) => type === 'request.reminded')).toHaveLength(2)
    expect(told.filter((type) => type === 'request.escalated')).toHaveLength(1)
    expect((await get(at.admin, id)).path[0]?.steps[0]?.asked.map((one) => one.why)).toEqual(['role', 'escalated'])
    expect((await approve(at.admin, id)).stage).toBe(2)
  })
})

describe('who is asked', () => {
  test('of two who answer an any-of step at once, one counts', async () => {
    const at = await place()
    const other = await at.org.member('channel_ops')
    const { id } = await discount(at, 1200)
    const answers = await Promise.all([refusalOf(approve(at.ops, id)), refusalOf(reject(other, id))])
    expect(answers.filter((answer) => answer === 'carried out')).toHaveLength(1)
    const opened = (await eventsOf(at.org, id)).filter((type) => type === 'request.step_opened').length
    expect([1, 3]).toContain(opened)
    const counted = await rows(at.org, sql`select id from request_ask where answer is not null`)
    expect(counted).toHaveLength(1)
  })

  test('the last two of a stage at once open the next, or end it, exactly once', async () => {
    const at = await place()
    const { id } = await discount(at, 1200)
    await approve(at.ops, id)
    const answers = await Promise.all([refusalOf(approve(at.finance, id)), refusalOf(approve(at.admin, id))])
    expect(answers).toEqual(['carried out', 'carried out'])
    expect((await eventsOf(at.org, id)).filter((type) => type === 'request.approved')).toHaveLength(1)
  })

  test('an all-of step waits for everybody, and needs nobody who has left', async () => {
    const at = await place()
    const second = await at.org.member('finance')
    const { id } = await discount(at, 1200)
    await approve(at.ops, id)
    await approve(at.admin, id)
    expect((await approve(at.finance, id)).status).toBe('in_review')
    expect(await refusalOf(approve(at.finance, id))).toBe('request.answered_already')
    await leave(at, second)
    expect((await get(at.seller, id)).status).toBe('approved')
  })

  test('who loses the role between is asked no more, and the step goes to whom there is', async () => {
    const at = await place()
    const { id } = await discount(at, 1200)
    const [found] = (
      await world.act(at.org.operator, 'person.list', { query: { side: 'org', limit: 50 } })
    ).rows.filter((row) => row.id === memberId(at.ops))
    await world.act(at.org.operator, 'person.change_role', {
      params: { id: memberId(at.ops) },
      query: { if_match: found?.revision ?? 1 },
      body: { role: 'viewer' },
    })
    expect(await refusalOf(approve(at.ops, id))).toBe('request.not_asked')
    expect((await get(at.admin, id)).is_mine).toBe(true)
    expect((await approve(at.admin, id)).stage).toBe(2)
  })

  test('a step that nobody may answer is never passed over; it waits until somebody comes', async () => {
    const at = await place((yaml) => yaml.replace('escalate_to: [admin]', 'escalate_to: [marketing]'))
    await leave(at, at.ops)
    const { id } = await discount(at, 1200)
    expect(await eventsOf(at.org, id)).toContain('request.unanswerable')
    expect((await world.act(at.admin, 'request.count', {})).short).toBe(1)
    await moveClock(world.runtime, at.org.org_id, 30 * DAY_MS)
    expect(await get(at.admin, id)).toMatchObject({ status: 'in_review', stage: 1 })
    const newcomer = await at.org.member('channel_ops')
    expect((await world.act(at.admin, 'request.count', {})).short).toBe(0)
    expect((await approve(newcomer, id)).stage).toBe(2)
  })

  test('whoever submitted it answers it nowhere, in another’s place either', async () => {
    const at = await place()
    const { id } = await discount(at, 1200, at.ops)
    const seen = await get(at.ops, id)
    expect(seen.is_mine).toBe(false)
    expect(await refusalOf(approve(at.ops, id))).toBe('request.own')
    // Nobody else has the role: the admins are asked, and one of them stands in through whoever asked.
    await away(at.admin, at.ops)
    expect((await get(at.admin, id)).is_mine).toBe(true)
    expect(await refusalOf(approve(at.ops, id))).toBe('request.own')
  })

  test('two are wanted: one standing in for the other is one', async () => {
    const at = await place()
    const { id } = await ask(at, { kind: 'legal-help', reason: 'A clause.' })
    await approve(at.manager, id)
    await away(at.ops, at.admin)
    const [step] = (await get(at.admin, id)).path[1]?.steps ?? []
    expect(step).toMatchObject({ needs: 'at least 2 of them', is_short: true })
    expect((await approve(at.admin, id)).status).toBe('in_review')
    await at.org.member('channel_ops')
    expect(askedNow(await get(at.admin, id))).toBeGreaterThan(0)
  })

  test('another manager of the partner takes over what waits', async () => {
    const at = await place()
    const { id } = await ask(at, { kind: 'sandbox', environment_days: 30, reason: 'To show.' })
    expect((await get(at.manager, id)).is_mine).toBe(true)
    const other = await at.org.member('partner_manager')
    await world.act(at.org.operator, 'partner.edit', {
      params: { id: at.partner.id },
      query: { if_match: 2 },
      body: { manager_id: memberId(other) },
    })
    expect((await get(at.manager, id)).is_mine).toBe(false)
    expect((await approve(other, id)).status).toBe('approved')
  })
})

describe('a delegation', () => {
  test('hands on what waits and what comes, says for whom, and hands back when it is called off', async () => {
    const at = await place()
    const { id } = await discount(at, 1200)
    const seller = await at.org.member('sales_rep')
    const arranged = await away(at.ops, seller)
    expect((await world.act(seller, 'request.list', { query: { mine: 'true' } })).rows.map((row) => row.id)).toEqual([
      id,
    ])
    expect((await get(at.ops, id)).is_mine).toBe(false)
    await world.act(at.ops, 'delegation.end', { params: { id: arranged.id } })
    expect((await get(at.ops, id)).is_mine).toBe(true)
    expect(await refusalOf(world.act(at.ops, 'delegation.end', { params: { id: arranged.id } }))).toBe(
      'delegation.over',
    )
    await away(at.ops, seller)
    const after = await approve(seller, id)
    expect(after.path[0]?.steps[0]?.asked).toMatchObject([{ for_name: expect.any(String), answer: 'approved' }])
    expect(after.stage).toBe(2)
  })

  test('begins and ends with its days, and only for the kinds it names', async () => {
    const at = await place()
    const seller = await at.org.member('sales_rep')
    const soon = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)
    await away(at.ops, seller, { from_on: soon(3), until_on: soon(6), kinds: ['discount'] })
    const { id } = await discount(at, 1200)
    expect((await get(at.ops, id)).is_mine).toBe(true)
    await moveClock(world.runtime, at.org.org_id, 4 * DAY_MS)
    expect((await get(seller, id)).is_mine).toBe(true)
    await moveClock(world.runtime, at.org.org_id, 5 * DAY_MS)
    expect((await get(seller, id)).is_mine).toBe(false)
    expect((await get(at.ops, id)).is_mine).toBe(true)
  })

  test('leads in no circle, also of two made at once, nor to oneself, into the past, or to a stranger', async () => {
    const at = await place()
    // Who only looks on answers in nobody's place.
    expect(await refusalOf(away(at.ops, await at.org.member('viewer')))).toBe('delegation.not_a_member')
    const third = await at.org.member('finance')
    const both = await Promise.all([refusalOf(away(at.ops, at.finance)), refusalOf(away(at.finance, at.ops))])
    expect(both.sort()).toEqual(['carried out', 'delegation.circular'])
    expect(await refusalOf(away(third, third))).toBe('delegation.to_oneself')
    expect(await refusalOf(away(third, at.admin, { until_on: '2020-01-01' }))).toBe('delegation.past')
    expect(await refusalOf(away(third, at.seller))).toBe('delegation.not_a_member')
    expect(await refusalOf(away(third, at.admin, { kinds: ['wings'] }))).toBe('delegation.unknown_kind')
    expect(await refusalOf(away(third, at.admin, { from_id: memberId(at.manager) }))).toBe('access.not_allowed')
    expect(await refusalOf(away(at.admin, third, { from_id: memberId(at.manager) }))).toBe('carried out')
  })
})

describe('isolation', () => {
  test('another partner, and another org, do not know of it', async () => {
    const at = await place()
    const { id } = await discount(at, 1200)
    const other = await at.org.partner('Other')
    expect(await refusalOf(get(other.admin, id))).toBe('request.not_found')
    expect((await world.act(other.admin, 'request.list', { query: { registration_id: at.deal.id } })).rows).toEqual([])
    expect(await refusalOf(ask(at, wish(at, 500), other.admin))).toBe('request.not_found')
    const abroad = await place()
    for (const by of [abroad.admin, abroad.seller]) expect(await refusalOf(get(by, id))).toBe('request.not_found')
    expect(await refusalOf(approve(abroad.ops, id))).toBe('request.not_found')
    const asks = await world.db.transaction(
      { org_id: at.org.org_id, scope: 'partner', partner_id: at.partner.uuid },
      (tx) => tx.rows(sql`select id from request_ask`),
    )
    expect(asks).toEqual([])
  })

  test('a partner’s role that the kind does not name is turned down with the way to a yes', async () => {
    const at = await place()
    const agency = await at.org.partner('Agency', { track: 'agency', tier: 'gold', status: 'active' })
    const form = await world.act(agency.admin, 'request.form', { query: {} })
    expect(form.kinds.find((kind) => kind.key === 'discount')).toMatchObject({
      may: false,
      why_not: expect.any(String),
    })
    expect(form.kinds.find((kind) => kind.key === 'sandbox')).toMatchObject({ may: true, why_not: null })
  })
})
