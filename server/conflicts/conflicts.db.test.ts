import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromWireId, toWireId, uuidOf } from '#kit/ids.ts'
import { DAY_MS } from '#kit/instant.ts'
import { Refused } from '#kit/refusal.ts'
import { moveClock, type Actor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { resolveConflict } from './index.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.drop())

let places = 0
type Place = Awaited<ReturnType<typeof place>>

/** An org with a rep, a manager and somebody who brings opportunities in, and a partner that protects an account. */
async function place(change?: (yaml: string) => string) {
  places += 1
  const org = await world.makeOrg(`peace${places}`, change)
  const rep = await org.member('sales_rep')
  const manager = await org.member('partner_manager')
  const ops = await org.member('channel_ops')
  const partner = await org.partner('Quay', { track: 'reseller', tier: 'silver', status: 'active' })
  await world.act(org.operator, 'partner.edit', {
    params: { id: partner.id },
    query: { if_match: 1 },
    body: { manager_id: toWireId('membership', manager.membership_id ?? '') },
  })
  const deal = await protect(org, partner.admin, `company${places}`)
  return { org, rep, manager, ops, partner, seller: partner.admin, deal, account_id: deal.account_id }
}

/** A registered and approved deal. */
async function protect(org: OrgWorld, by: Actor, label: string) {
  const body = {
    account_name: `${label} Ltd`,
    account_domain: `${label}.example`,
    account_country: 'DE',
    amount: { amount_minor: '4400000', currency: 'EUR' },
    expected_close_on: '2035-01-31',
  }
  const made = await world.act(by, 'registration.submit', { body })
  if (made.status === 'in_review')
    await world.act(org.operator, 'registration.approve', { params: { id: made.id }, body: {} })
  const deal = await world.act(org.operator, 'registration.get', { params: { id: made.id } })
  expect(deal.status).toBe('approved')
  return { ...deal, account_id: deal.account?.id ?? '' }
}

const sell = (at: Place, more: object = {}, by: Actor = at.ops) =>
  world.act(by, 'opportunity.create', {
    body: {
      name: 'Renewal 2027',
      account_id: at.account_id,
      amount: { amount_minor: '77700', currency: 'EUR' },
      ...more,
    },
  })
const conflictOf = async (at: Place, more: object = {}) => {
  const { conflict_id } = await sell(at, more)
  if (!conflict_id) throw new Error('expected a conflict')
  return conflict_id
}
const get = (by: Actor, id: string) => world.act(by, 'conflict.get', { params: { id } })
const contact = (at: Place, by: Actor = at.rep) =>
  world.act(by, 'account.contact', { params: { id: at.account_id }, query: {} })
const ask = (at: Place, body: object = {}, by: Actor = at.rep) =>
  world.act(by, 'consent.ask', {
    body: { account_id: at.account_id, purpose: 'A renewal talk', reason: 'They called us.', ...body },
  })
const grant = (at: Place, id: string, body: object = {}) =>
  world.act(at.seller, 'consent.grant', { params: { id }, body })
const answer = (by: Actor, id: string, position: string, more: object = {}) =>
  world.act(by, 'conflict.answer', { params: { id }, body: { position, text: 'We were there.', ...more } })
const resolve = (by: Actor, id: string, resolution: string, more: object = {}) =>
  world.act(by, 'conflict.resolve', { params: { id }, body: { resolution, reason: 'Held since spring.', ...more } })
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'carried out',
    (error: unknown) => (error instanceof Refused ? error.type.code : String(error)),
  )
const eventsOf = (at: Place, id: string) =>
  world.db.transaction({ org_id: at.org.org_id, scope: 'org', partner_id: null }, (tx) =>
    tx.rows<{ type: string; partner_id: string | null; body: unknown }>(
      sql`select type, partner_id, body from event where org_id = ${at.org.org_id} and subject_id = ${id} order by id`,
    ),
  )

describe('contact with an account', () => {
  test('is free where nobody holds it, and asks for consent where a partner does, with the reasons', async () => {
    const at = await place()
    const free = await world.act(at.ops, 'account.create', { body: { name: 'Nobody’s' } })
    expect(await world.act(at.rep, 'account.contact', { params: { id: free.id }, query: {} })).toMatchObject({
      standing: 'free',
      holders: [],
    })
    const held = await contact(at)
    expect(held).toMatchObject({
      standing: 'protected',
      holders: [{ partner: { name: 'Quay' }, abilities: ['ask_consent'] }],
    })
    expect(held.holders[0]?.reasons.map((reason) => reason.verdict)).toContain('answered')
    expect(held.text).toMatch(/ask for its consent first/)
  })

  test('is free 14 days after the approval without a follow-up, and closed again by the next one', async () => {
    // No follow-up is owed by the registration rules: the 14 days are the rules of engagement's own.
    const at = await place((yaml) => yaml.replace(/(follow_up:\s+within_days:) 14/, '$1 null'))
    await moveClock(world.runtime, at.org.org_id, 13 * DAY_MS)
    expect((await contact(at)).standing).toBe('protected')
    await moveClock(world.runtime, at.org.org_id, 2 * DAY_MS)
    const slipped = await contact(at)
    expect(slipped.standing).toBe('slipped')
    expect((await sell(at)).conflict_id).toBeNull()
    const told = await eventsOf(at, fromWireId('registration', at.deal.id) ?? '')
    expect(told.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['registration.contact_soon_free', 'registration.contact_free']),
    )
    const today = slipped.since?.slice(0, 10) ?? ''
    await world.act(at.seller, 'registration.log_activity', {
      params: { id: at.deal.id },
      body: { kind: 'meeting', happened_on: today },
    })
    expect((await contact(at)).standing).toBe('protected')
    await moveClock(world.runtime, at.org.org_id, 15 * DAY_MS)
    expect((await contact(at)).standing).toBe('slipped')
  })

  test('needs no consent where the program says so', async () => {
    const at = await place((yaml) => yaml.replace('needs_consent: true', 'needs_consent: false'))
    expect((await contact(at)).standing).toBe('free')
    expect((await sell(at)).conflict_id).toBeNull()
  })
})

describe('a consent', () => {
  test('is asked, granted until a day, reminded of and lapses by the clock', async () => {
    const at = await place()
    const asked = await ask(at)
    expect(asked).toMatchObject({ status: 'asked', is_mine: true, abilities: ['withdraw'] })
    expect(await refusalOf(ask(at))).toBe('consent.already_asked')
    const [shown] = (await world.act(at.seller, 'consent.list', { query: {} })).rows
    expect(shown).toMatchObject({ id: asked.id, abilities: ['grant', 'decline'], purpose: 'A renewal talk' })
    const granted = await grant(at, asked.id, { note: 'Only about the renewal.' })
    expect(granted).toMatchObject({ status: 'granted', note: 'Only about the renewal.' })
    expect((await contact(at)).standing).toBe('consent')
    expect(await refusalOf(ask(at))).toBe('consent.not_needed')
    expect((await sell(at)).conflict_id).toBeNull()
    await moveClock(world.runtime, at.org.org_id, 32 * DAY_MS)
    expect(await world.act(at.rep, 'consent.get', { params: { id: asked.id } })).toMatchObject({ status: 'lapsed' })
    const told = (await eventsOf(at, uuidOf('consent', asked.id))).map(({ type }) => type)
    expect(told).toEqual(['consent.asked', 'consent.granted', 'consent.ending', 'consent.lapsed'])
  })

  test('lasts no longer than the program lets one last, and not into the past', async () => {
    const at = await place()
    const { id } = await ask(at)
    expect(await refusalOf(grant(at, id, { until: '2199-01-01' }))).toBe('consent.until')
    expect(await refusalOf(grant(at, id, { until: '2020-01-01' }))).toBe('consent.until')
  })

  test('is declined, withdrawn and revoked, each by the side whose it is', async () => {
    const at = await place()
    const first = await ask(at)
    const no = { params: { id: first.id }, body: { reason: 'We sign next week.' } }
    expect(await refusalOf(world.act(at.rep, 'consent.decline', no))).toBe('access.not_allowed')
    expect(await world.act(at.seller, 'consent.decline', no)).toMatchObject({ status: 'declined' })
    expect(await refusalOf(grant(at, first.id))).toBe('consent.wrong_state')
    const second = await ask(at)
    const other = await at.org.member('sales_rep')
    const back = { params: { id: second.id }, body: {} }
    expect(await refusalOf(world.act(other, 'consent.withdraw', back))).toBe('access.not_allowed')
    expect(await world.act(at.rep, 'consent.withdraw', back)).toMatchObject({ status: 'withdrawn' })
    const third = await ask(at)
    await grant(at, third.id)
    await world.act(at.seller, 'consent.revoke', { params: { id: third.id }, body: { reason: 'It went wrong.' } })
    expect((await contact(at)).standing).toBe('protected')
  })

  test('grants nothing by silence: the manager is asked, and the ask stays open', async () => {
    const at = await place()
    const { id } = await ask(at)
    await moveClock(world.runtime, at.org.org_id, 10 * DAY_MS)
    expect(await world.act(at.rep, 'consent.get', { params: { id } })).toMatchObject({
      status: 'asked',
      is_overdue: true,
    })
    expect((await eventsOf(at, uuidOf('consent', id))).map(({ type }) => type)).toContain('consent.overdue')
    expect((await contact(at)).standing).toBe('protected')
  })

  test('ends with the protection that it opens', async () => {
    const at = await place()
    const { id } = await ask(at)
    await world.act(at.seller, 'registration.withdraw', { params: { id: at.deal.id }, body: {} })
    expect(await world.act(at.rep, 'consent.get', { params: { id } })).toMatchObject({ status: 'moot' })
  })
})

describe('a conflict', () => {
  test('is raised where direct sales appears, and says so in the answer that made the opportunity', async () => {
    const at = await place()
    const made = await sell(at, { opened_on: '2020-01-01' })
    const c = await get(at.manager, made.conflict_id ?? '')
    expect(c).toMatchObject({
      status: 'open',
      waits_for: 'both',
      came_by: 'created',
      opportunity: { id: made.id, amount: { amount_minor: '77700' } },
      facts: { was_there_before: true },
      advice: { resolution: 'upheld_direct' },
    })
    expect(c.abilities).toEqual(['answer', 'resolve'])
    // The same opportunity edited again raises nothing more.
    await world.act(at.ops, 'opportunity.edit', {
      params: { id: made.id },
      query: { if_match: made.revision },
      body: { stage: 'open', name: 'Renewal' },
    })
    expect((await world.act(at.manager, 'conflict.list', { query: {} })).rows).toHaveLength(1)
  })

  test('is not raised by what a registration became', async () => {
    const at = await place()
    await world.act(at.manager, 'registration.convert', {
      params: { id: at.deal.id },
      body: { opportunity: { name: 'The partner’s own' } },
    })
    expect((await world.act(at.manager, 'conflict.list', { query: {} })).rows).toEqual([])
  })

  test('is moot when the opportunity closes or moves, and raised anew when it comes back', async () => {
    const at = await place()
    const made = await sell(at)
    const edit = (if_match: number, body: object) =>
      world.act(at.ops, 'opportunity.edit', { params: { id: made.id }, query: { if_match }, body })
    expect((await edit(1, { stage: 'lost' })).conflict_id).toBeNull()
    expect(await get(at.manager, made.conflict_id ?? '')).toMatchObject({
      status: 'moot',
      moot_why: 'opportunity_closed',
    })
    const again = await edit(2, { stage: 'open' })
    expect(again.conflict_id).not.toBe(made.conflict_id)
    expect(await get(at.manager, again.conflict_id ?? '')).toMatchObject({ came_by: 'reopened' })
  })

  test('is answered by both sides, and is the manager’s after that', async () => {
    const at = await place()
    const id = await conflictOf(at)
    expect(await refusalOf(answer(at.seller, id, 'stays'))).toBe('conflict.position')
    expect(await answer(at.seller, id, 'objects')).toMatchObject({ waits_for: 'direct' })
    expect(await answer(at.rep, id, 'stays')).toMatchObject({ waits_for: 'manager' })
    // Who spoke for a side does not decide.
    expect(await refusalOf(answer(at.manager, id, 'stays'))).toBe('carried out')
    expect(await refusalOf(resolve(at.manager, id, 'upheld_direct'))).toBe('conflict.has_stake')
    expect(await refusalOf(resolve(at.ops, id, 'upheld_direct'))).toBe('conflict.has_stake')
    const free = await at.org.member('partner_manager')
    expect(await resolve(free, id, 'upheld_direct')).toMatchObject({
      status: 'upheld_direct',
      effects: [{ code: 'goes_on' }, {}, {}],
    })
    expect(await refusalOf(resolve(free, id, 'upheld_direct'))).toBe('conflict.wrong_state')
  })

  test('is consented by the partner in its answer, which lets direct sales go on', async () => {
    const at = await place()
    const id = await conflictOf(at)
    const c = await answer(at.seller, id, 'consents')
    expect(c).toMatchObject({ status: 'consented' })
    expect((await contact(at)).standing).toBe('consent')
    expect((await sell(at)).conflict_id).toBeNull()
  })

  test('is carried out: standing aside closes the opportunity or hands it over, sharing puts the partner on it', async () => {
    const closed = await place()
    const c = await conflictOf(closed)
    const tried = await resolveConflict.run(
      { runtime: world.runtime, actor: closed.manager, request_id: 'dry', dry_run: true },
      { params: { id: c }, body: { resolution: 'stands_aside', reason: 'x' } },
    )
    expect(tried.answer).toMatchObject({ effects: [{ code: 'opportunity_lost' }, { code: 'told' }] })
    const lost = await resolve(closed.manager, c, 'stands_aside')
    expect(lost.opportunity?.stage).toBe('lost')

    const handed = await place()
    const h = await resolve(handed.manager, await conflictOf(handed), 'stands_aside', { opportunity: 'hand_over' })
    const deal = await world.act(handed.manager, 'registration.get', { params: { id: handed.deal.id } })
    expect([h.opportunity?.stage, deal.status]).toEqual(['open', 'converted'])

    const shared = await place()
    const s = await resolve(shared.manager, await conflictOf(shared), 'shared', { role: 'implements' })
    const on = await world.act(shared.manager, 'participant.list', { query: { opportunity_id: s.opportunity?.id } })
    expect(on.rows).toMatchObject([{ role: 'implements' }])
  })

  test('grants nothing by silence: the manager is asked when the time is over', async () => {
    const at = await place()
    const id = await conflictOf(at)
    await moveClock(world.runtime, at.org.org_id, 7 * DAY_MS)
    expect(await get(at.manager, id)).toMatchObject({ status: 'open', waits_for: 'manager', is_overdue: true })
    const told = (await eventsOf(at, uuidOf('conflict', id))).map(({ type }) => type)
    expect(told).toEqual(['conflict.raised', 'conflict.reminded', 'conflict.overdue'])
  })

  test('two who resolve it at once: one does', async () => {
    const at = await place()
    const id = await conflictOf(at)
    const other = await at.org.member('partner_manager')
    const both = await Promise.all([
      refusalOf(resolve(at.manager, id, 'upheld_direct')),
      refusalOf(resolve(other, id, 'stands_aside')),
    ])
    expect(both.toSorted()).toEqual(['carried out', 'conflict.wrong_state'])
  })

  test('a consent granted while the opportunity is made: the conflict is consented, or was never raised', async () => {
    for (let n = 0; n < 4; n++) {
      const at = await place()
      const { id } = await ask(at)
      const [made] = await Promise.all([sell(at), grant(at, id)])
      const open = await world.act(at.manager, 'conflict.list', { query: { status: 'open' } })
      expect(open.rows).toEqual([])
      if (made.conflict_id) expect(await get(at.manager, made.conflict_id)).toMatchObject({ status: 'consented' })
    }
  })

  test('tells the partner that direct sales is there, and nothing of the sale, its amount or others', async () => {
    const at = await place()
    const rival = await at.org.partner('Rival', { track: 'reseller', tier: 'silver', status: 'active' })
    const id = await conflictOf(at, { name: 'SECRET-SALE' })
    await answer(at.rep, id, 'stays', { text: 'SECRET-WORD' })
    const texts = JSON.stringify([
      await get(at.seller, id),
      await world.act(at.seller, 'conflict.list', { query: {} }),
      await world.act(at.seller, 'conflict.count', {}),
      await world.act(at.seller, 'event.list', { query: {} }),
      await world.act(at.seller, 'notification.list', { query: {} }),
    ])
    expect(texts).not.toMatch(/SECRET|77700|Rival|opp_/)
    expect(texts).toMatch(/Direct sales is active/)
    expect(await refusalOf(get(rival.admin, id))).toBe('request.not_found')
    expect((await world.act(rival.admin, 'conflict.list', { query: {} })).rows).toEqual([])
    expect(await world.act(rival.admin, 'conflict.count', {})).toMatchObject({ open: 0 })
    const other = await place()
    expect(await refusalOf(get(other.manager, id))).toBe('request.not_found')
    expect(await refusalOf(resolve(other.manager, id, 'shared'))).toBe('request.not_found')
  })

  test('its rulings replay to the letter', async () => {
    const at = await place()
    const id = await conflictOf(at)
    const { ruling_id, resolution_ruling_id } = await resolve(at.manager, id, 'upheld_direct')
    for (const ruling of [ruling_id, resolution_ruling_id ?? '']) {
      const replayed = await world.act(at.manager, 'ruling.replay', { params: { id: ruling }, body: {} })
      expect(replayed).toMatchObject({ differences: [] })
    }
    const [partners] = [await world.act(at.seller, 'ruling.get', { params: { id: ruling_id } })]
    expect(JSON.stringify(partners)).not.toMatch(/opp_/)
  })
})
