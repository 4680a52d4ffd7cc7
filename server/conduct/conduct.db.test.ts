import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { DAY_MS } from '#kit/instant.ts'
import { Refused } from '#kit/refusal.ts'
import { moveClock, type Actor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'

let world: World
beforeAll(async () => void (world = await makeWorld()))
afterAll(() => world.drop())

const TERMS = {
  parking: { idle_days: 30, idle_at_least: 2, expired_percent: 60, expired_at_least: 2 },
  probing: { companies_at_least: 4, times_usual: 1, spellings_at_least: 5 },
  process: { first: 'suspension', second: 'suspension' },
}

let places = 0
let companies = 0

/** An org that looks closely, with two who decide, a manager, and a partner whose small deals are approved at once. */
async function place(more: object = {}) {
  places += 1
  const conduct = JSON.stringify({ ...TERMS, ...more })
  const org = await world.makeOrg(
    `conduct${places}`,
    (yaml) => `${yaml.replace(/^conduct:\n( .*\n?)*/m, '')}\nconduct: ${conduct}\n`,
  )
  const [manager, ops, admin] = await Promise.all([
    org.member('partner_manager'),
    org.member('channel_ops'),
    org.member('admin'),
  ])
  const partner = await org.partner('Quay', { track: 'reseller', tier: 'silver', status: 'active' })
  await world.act(org.operator, 'partner.edit', {
    params: { id: partner.id },
    query: { if_match: 1 },
    body: { manager_id: toWireId('membership', manager.membership_id ?? '') },
  })
  return { org, manager, ops, admin, partner, seller: partner.admin }
}
type Place = Awaited<ReturnType<typeof place>>

function deal(more: object = {}) {
  companies += 1
  return {
    account_name: `${WORDS[companies % WORDS.length]} ${companies}`,
    account_domain: `company${companies}.example`,
    account_country: 'DE',
    amount: { amount_minor: '1000000', currency: 'EUR' },
    expected_close_on: '2035-01-31',
    ...more,
  }
}
const WORDS = ['Ahornhof', 'Birkental', 'Distelfeld', 'Eichwald', 'Farnbach', 'Ginsterau', 'Heidekamp']

const submit = (by: Actor, more: object = {}) => world.act(by, 'registration.submit', { body: deal(more) })
const days = (at: Place, n: number) => moveClock(world.runtime, at.org.org_id, n * DAY_MS)
const cases = async (by: Actor, q: object = {}) => (await world.act(by, 'conduct_case.list', { query: q })).rows
const get = (by: Actor, id: string) => world.act(by, 'conduct_case.get', { params: { id } })
const notify = (by: Actor, id: string) =>
  world.act(by, 'conduct_case.notify', { params: { id }, body: { words: 'Please tell us how it is with these.' } })
const answer = (by: Actor, id: string) =>
  world.act(by, 'conduct_case.answer', { params: { id }, body: { words: 'They take long to decide.' } })
const decide = (by: Actor, id: string, decision: string) =>
  world.act(by, 'conduct_case.decide', { params: { id }, body: { decision, reason: 'As the program says.' } })
const confirm = (by: Actor, id: string, agrees = true) =>
  world.act(by, 'conduct_case.confirm', { params: { id }, body: { agrees, reason: 'I looked at it too.' } })
const lift = (by: Actor, id: string) =>
  world.act(by, 'conduct_case.lift', { params: { id }, body: { reason: 'We were wrong.' } })
const open = (at: Place, more: object = {}) =>
  world.act(at.ops, 'conduct_case.open', {
    body: { partner_id: at.partner.id, kind: 'poaching', words: 'A customer told us.', ...more },
  })
const look = (by: Actor, body: object = {}, dry = false) => runLook(by, body, dry)
async function runLook(actor: Actor, body: object, dry_run: boolean) {
  const verb = world.app.verbs.find((one) => one.route.id === 'conduct_case.look')
  if (verb?.kind !== 'command') throw new Error('a look is a command')
  const { answer: found } = await verb.run({ runtime: world.runtime, actor, request_id: 'test', dry_run }, { body })
  return found as Awaited<ReturnType<typeof dryAnswer>>
}
const dryAnswer = (by: Actor) => world.act(by, 'conduct_case.look', { body: {} })
const tryOut = async (at: Place, body: object, actor: Actor = at.seller) => {
  const verb = world.app.verbs.find((one) => one.route.id === 'registration.submit')
  if (verb?.kind !== 'command') throw new Error('a submit is a command')
  await verb.run({ runtime: world.runtime, actor, request_id: 'test', dry_run: true }, { body: deal(body) })
}
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'carried out',
    (error: unknown) => (error instanceof Refused ? error.type.code : String(error)),
  )
const rows = <T>(org: OrgWorld, statement: ReturnType<typeof sql>) =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))
const eventsOf = async (org: OrgWorld, id: string) =>
  (
    await rows<{ type: string; partner_id: string | null }>(
      org,
      sql`select type, partner_id from event where subject_id = ${uuidOf('conduct_case', id)} order by at, id`,
    )
  ).map((event) => `${event.type.replace('conduct_case.', '')}${event.partner_id ? ' (told)' : ''}`)
const statusOf = async (at: Place) =>
  (await world.act(at.admin, 'partner.get', { params: { id: at.partner.id } })).enrollments[0]?.status

describe('parking', () => {
  test('is found once, by the clock, on the day it is reached and not before; what comes later joins it', async () => {
    const at = await place()
    await submit(at.seller)
    await submit(at.seller)
    await days(at, 29)
    expect(await cases(at.ops)).toEqual([])
    await days(at, 2)
    const [found, ...rest] = await cases(at.ops)
    expect(rest).toEqual([])
    expect(found).toMatchObject({ kind: 'parking', status: 'found', seen_count: 2, partner: { id: at.partner.id } })
    const late = await submit(at.seller)
    await days(at, 35)
    expect(await cases(at.ops)).toMatchObject([{ id: found?.id, seen_count: 3 }])
    const full = await get(at.ops, found?.id ?? '')
    expect(full.why.join()).toContain('without a counted activity for 30 days')
    expect(full.seen.map((row) => row.subject_id)).toContain(late.id)
    expect(await eventsOf(at.org, full.id)).toEqual(['found', 'added'])
  })

  test('is not found where somebody works on it', async () => {
    const at = await place()
    const deals = [await submit(at.seller), await submit(at.seller)]
    await days(at, 20)
    const { now } = await world.act(at.seller, 'org.get')
    const happened_on = now.slice(0, 10)
    await world.act(at.seller, 'registration.log_activity', {
      params: { id: deals[0]?.id },
      body: { kind: 'call', happened_on },
    })
    await days(at, 15)
    expect(await cases(at.ops)).toEqual([])
  })

  test('is found in what ran out unused, and what was cleared is not found again', async () => {
    const at = await place({ parking: { ...TERMS.parking, idle_days: 300 } })
    await submit(at.seller)
    await days(at, 95)
    expect(await cases(at.ops)).toEqual([])
    await submit(at.seller)
    await days(at, 95)
    const [found] = await cases(at.ops)
    expect(found).toMatchObject({ kind: 'parking', seen_count: 2 })
    await decide(at.ops, found?.id ?? '', 'dismiss')
    await days(at, 3)
    expect(await cases(at.ops, { live: 'true' })).toEqual([])
  })
})

describe('probing', () => {
  test('counts what was tried out and what was turned down, each company once; no dry run of the org', async () => {
    const at = await place()
    for (let n = 0; n < 3; n++) await tryOut(at, {})
    await tryOut(at, { account_name: 'Same Company' })
    await tryOut(at, { account_name: 'Same Company' })
    await tryOut(at, { partner_id: at.partner.id }, at.ops)
    const [kept] = await rows<{ n: number; times: number }>(
      at.org,
      sql`select count(*)::int as n, max(times) as times from conduct_ask where org_id = ${at.org.org_id}`,
    )
    expect(kept).toEqual({ n: 4, times: 2 })
    await days(at, 1)
    const [found, ...rest] = await cases(at.ops)
    expect(rest).toEqual([])
    expect(found).toMatchObject({ kind: 'probing', seen_count: 4 })
    await days(at, 2)
    expect(await cases(at.ops)).toHaveLength(1)
    const told = await notify(at.manager, found?.id ?? '')
    expect(told.seen).toHaveLength(4)
    const seen = await get(at.seller, told.id)
    expect(seen).toMatchObject({ why: [], ruling_id: null, seen_count: null, at_most: null })
    expect(JSON.stringify(seen)).not.toMatch(/ hours|tried|usual/i)
  })

  test('is not found just below the number, nor where most became claims', async () => {
    const at = await place()
    for (let n = 0; n < 3; n++) await tryOut(at, {})
    await days(at, 1)
    for (let n = 0; n < 4; n++) await submit(at.seller)
    await days(at, 1)
    expect(await cases(at.ops, { kind: 'probing' })).toEqual([])
  })

  test('is found in many spellings of one name', async () => {
    const at = await place({ probing: { companies_at_least: 100, spellings_at_least: 4 } })
    for (const account_name of ['Zwirnwerke', 'Zwirnwerk', 'Zwirnwerkke', 'Zwirnverke'])
      await tryOut(at, { account_name })
    await tryOut(at, { account_name: 'Anderswo Logistik' })
    await days(at, 1)
    expect(await cases(at.ops)).toMatchObject([{ kind: 'probing', seen_count: 4 }])
  })
})

describe('selling unregistered', () => {
  async function sale(at: Place, role = 'resells') {
    const account = await world.act(at.admin, 'account.create', { body: { name: `Kundin ${(companies += 1)}` } })
    const opportunity = await world.act(at.admin, 'opportunity.create', {
      body: { name: 'Robots', account_id: account.id, stage: 'open' },
    })
    await world.act(at.admin, 'participant.add', {
      params: { id: opportunity.id },
      body: { partner_id: at.partner.id, role },
    })
    return { account, opportunity }
  }

  test('is found after the days to register, once per company, and the partner reads the company alone', async () => {
    const at = await place()
    const { account, opportunity } = await sale(at)
    await days(at, 13)
    expect(await cases(at.ops)).toEqual([])
    await days(at, 3)
    const [found] = await cases(at.ops, { account_id: account.id })
    expect(found).toMatchObject({ kind: 'unregistered', account: { id: account.id }, seen_count: 1 })
    await notify(at.ops, found?.id ?? '')
    const seen = await get(at.seller, found?.id ?? '')
    expect(seen.seen).toMatchObject([{ label: account.name, subject_id: null }])
    expect(JSON.stringify(seen)).not.toContain(opportunity.id)
    await days(at, 10)
    expect(await cases(at.ops)).toHaveLength(1)
  })

  test('is not found where it was registered in time, nor for a role that sells nothing', async () => {
    const at = await place()
    const { account } = await sale(at)
    await sale(at, 'implements')
    await days(at, 2)
    await submit(at.ops, { partner_id: at.partner.id, account_id: account.id })
    await days(at, 20)
    expect(await cases(at.ops, { kind: 'unregistered' })).toEqual([])
  })
})

describe('due process', () => {
  test('cannot be skipped: nothing is held against a partner before it was told and had its time', async () => {
    const at = await place()
    const { id } = await open(at)
    for (const decision of ['note', 'warn', 'propose'])
      expect(await refusalOf(decide(at.ops, id, decision))).toBe('conduct_case.no_reply_yet')
    expect(await refusalOf(get(at.seller, id))).toBe('request.not_found')
    expect(await cases(at.seller)).toEqual([])
    const told = await notify(at.ops, id)
    expect(told.status).toBe('notified')
    expect(await refusalOf(decide(at.ops, id, 'warn'))).toBe('conduct_case.no_reply_yet')
    expect(await refusalOf(notify(at.ops, id))).toBe('conduct_case.wrong_state')
    await days(at, 14)
    expect(await get(at.ops, id)).toMatchObject({ status: 'silent' })
    expect((await answer(at.seller, id)).status).toBe('answered')
    expect((await decide(at.ops, id, 'warn')).status).toBe('warned')
    expect(await eventsOf(at.org, id)).toEqual([
      'found',
      'notified (told)',
      'silent (told)',
      'answered (told)',
      'warned (told)',
    ])
    // The database refuses it too, whoever writes.
    const skipped = rows(
      at.org,
      sql`insert into conduct_case (org_id, id, about_id, kind, status, opened_at, opened_by, opened_on, seen_count)
      values (${at.org.org_id}, gen_random_uuid(), ${at.partner.uuid}, 'poaching', 'warned', now(), 'x', now(), 0) returning id`,
    )
    await expect(skipped).rejects.toThrow('conduct_case_due_process')
  })

  test('leads no further than the program lets a first, second and third finding lead, and warnings lapse', async () => {
    const at = await place({ process: {} })
    const decided = async (decision: string) => {
      const { id } = await open(at)
      await notify(at.ops, id)
      await answer(at.seller, id)
      return { id, code: await refusalOf(decide(at.ops, id, decision)) }
    }
    const first = await decided('warn')
    expect(first.code).toBe('conduct_case.too_far')
    expect((await get(at.ops, first.id)).abilities).toEqual(['dismiss', 'note'])
    await decide(at.ops, first.id, 'note')
    expect((await decided('warn')).code).toBe('carried out')
    expect((await world.act(at.seller, 'conduct_case.standing')).standing).toBe('warned')
    expect((await decided('propose')).code).toBe('carried out')
    await days(at, 182)
    expect(await get(at.ops, first.id)).toMatchObject({ status: 'lapsed' })
    expect((await world.act(at.seller, 'conduct_case.standing')).standing).toBe('asked')
  })

  test('a suspension takes a second person, stops registering, and lifting gives everything back', async () => {
    const at = await place()
    const waiting = await submit(at.seller, { amount: { amount_minor: '90000000', currency: 'EUR' } })
    const { id } = await open(at)
    await notify(at.ops, id)
    await answer(at.seller, id)
    await decide(at.ops, id, 'propose')
    const seen = await get(at.seller, id)
    expect(seen).toMatchObject({ status: 'answered', reason: null })
    expect(await cases(at.seller, { status: 'proposed' })).toEqual([])
    for (const one of [at.ops, at.manager]) expect(await refusalOf(confirm(one, id))).toBe('conduct_case.second_person')
    expect((await confirm(at.admin, id, false)).status).toBe('answered')
    await decide(at.manager, id, 'propose')
    const suspended = await confirm(at.admin, id)
    expect(suspended).toMatchObject({ status: 'suspended' })
    expect(await statusOf(at)).toBe('suspended')
    expect((await submit(at.seller)).status).toBe('rejected')
    expect(await refusalOf(world.act(at.ops, 'registration.approve', { params: { id: waiting.id }, body: {} }))).toBe(
      'registration.partner_suspended',
    )
    expect((await lift(at.ops, id)).status).toBe('lifted')
    expect(await statusOf(at)).toBe('active')
    expect((await submit(at.seller)).status).toBe('approved')
    expect((await world.act(at.ops, 'registration.approve', { params: { id: waiting.id }, body: {} })).status).toBe(
      'approved',
    )
  })

  test('a suspension ends by its date, counts on, and two of them end with the later', async () => {
    const at = await place({ process: { ...TERMS.process, suspension_days: 30 } })
    const suspend = async (more: object) => {
      const { id } = await open(at, more)
      await notify(at.ops, id)
      await answer(at.seller, id)
      await decide(at.ops, id, 'propose')
      await confirm(at.admin, id)
      return id
    }
    const first = await suspend({})
    await days(at, 10)
    const second = await suspend({ kind: 'parking' })
    await days(at, 22)
    expect(await get(at.ops, first)).toMatchObject({ status: 'lifted' })
    expect(await statusOf(at)).toBe('suspended')
    await days(at, 12)
    expect(await get(at.ops, second)).toMatchObject({ status: 'lifted' })
    expect(await statusOf(at)).toBe('active')
    expect((await get(at.ops, first)).counts_until).not.toBeNull()
  })

  test('of two who decide at once one does, and two looks at once open one case', async () => {
    const at = await place()
    for (let n = 0; n < 5; n++) await tryOut(at, {})
    const found = await Promise.all([look(at.ops), look(at.admin)])
    expect(found.map((one) => one.findings.length)).toEqual([1, 1])
    const [one, ...rest] = await cases(at.ops)
    expect(rest).toEqual([])
    await notify(at.ops, one?.id ?? '')
    await answer(at.seller, one?.id ?? '')
    const outcomes = await Promise.all([
      refusalOf(decide(at.ops, one?.id ?? '', 'warn')),
      refusalOf(decide(at.admin, one?.id ?? '', 'dismiss')),
    ])
    expect(outcomes.toSorted()).toEqual(['carried out', 'conduct_case.wrong_state'])
  })
})

describe('a look', () => {
  test('tried out says who would be found, by other terms too, and keeps nothing', async () => {
    const at = await place()
    await submit(at.seller)
    await submit(at.seller)
    await days(at, 12)
    expect((await look(at.ops, {}, true)).findings).toEqual([])
    const terms = { parking: { idle_days: 10, idle_at_least: 2 } }
    const tried = await look(at.ops, { terms }, true)
    expect(tried.findings).toMatchObject([{ kind: 'parking', seen_count: 2, is_new: true, case_id: null }])
    expect(await refusalOf(look(at.ops, { terms }))).toBe('conduct_case.terms_need_dry_run')
    expect(await cases(at.ops)).toEqual([])
  })

  test('keeps a ruling that replays, and nothing that the partner may read', async () => {
    const at = await place()
    for (let n = 0; n < 5; n++) await tryOut(at, {})
    const [found] = (await look(at.ops)).findings
    const full = await get(at.ops, found?.case_id ?? '')
    expect(await world.act(at.ops, 'ruling.replay', { params: { id: full.ruling_id } })).toMatchObject({ same: true })
    expect(await refusalOf(world.act(at.seller, 'ruling.get', { params: { id: full.ruling_id } }))).toBe(
      'request.not_found',
    )
  })

  test('another org and another partner see nothing of it', async () => {
    const [at, elsewhere] = [await place(), await place()]
    const other = await at.org.partner('Other')
    const { id } = await open(at)
    await notify(at.ops, id)
    for (const who of [elsewhere.ops, elsewhere.seller, other.admin]) {
      expect(await refusalOf(get(who, id))).toBe('request.not_found')
      expect(await cases(who)).toEqual([])
    }
    expect((await world.act(other.admin, 'conduct_case.standing')).standing).toBe('good')
    expect(
      await refusalOf(world.act(other.admin, 'conduct_case.standing', { query: { partner_id: at.partner.id } })),
    ).toBe('request.not_found')
  })
})
