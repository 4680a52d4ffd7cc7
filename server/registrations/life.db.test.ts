import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localDate, plusLocalDays } from '#kit/calendar.ts'
import { toWireId } from '#kit/ids.ts'
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

const submit = (actor: Actor, body: object) => world.act(actor, 'registration.submit', { body })
const get = (actor: Actor, id: string) => world.act(actor, 'registration.get', { params: { id } })
type Verb = 'approve' | 'reject' | 'ask' | 'answer' | 'extend' | 'grant_extension' | 'decline_extension' | 'convert'
type More = 'win' | 'lose' | 'revoke' | 'assign' | 'withdraw' | 'confirm'
// Bodies are parsed by the contract: what a test gets wrong is refused.
const act = (actor: Actor, verb: Verb | More, id: string, body: object = {}): Promise<Answer> =>
  world.act(
    actor,
    `registration.${verb}` as 'registration.approve',
    {
      params: { id },
      ...(verb === 'confirm' ? {} : { body }),
    } as { params: { id: string }; body: object },
  )
type Answer = Awaited<ReturnType<typeof submit>>
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'carried out',
    (error: unknown) => (error instanceof Refused ? error.type.code : String(error)),
  )
const rows = <T>(org: OrgWorld, statement: ReturnType<typeof sql>) =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))

/** Types of the registration's events, oldest first. */
async function told(actor: Actor, id: string): Promise<string[]> {
  const { rows: events } = await world.act(actor, 'event.list', { query: { subject_id: id, limit: 200 } })
  return events.map((event) => event.type.replace('registration.', '')).reverse()
}

/** An org of its own, with a manager and a partner, under the reference program. */
async function scene(slug: string, change?: (yaml: string) => string) {
  const org = await world.makeOrg(slug, change)
  const manager = await org.member('partner_manager')
  const partner = await org.partner('First')
  const now = async () => {
    const [row] = await rows<{ at: string }>(
      org,
      sql`select now() + make_interval(secs => offset_ms / 1000.0) as at from org_clock where org_id = ${org.org_id}`,
    )
    return row?.at ?? ''
  }
  return {
    org,
    manager,
    partner,
    seller: partner.admin,
    days: (n: number) => moveClock(world.runtime, org.org_id, n * DAY_MS),
    today: async () => localDate(await now(), 'Europe/Berlin'),
    log: async (id: string, ago = 0, kind = 'call', actor = partner.admin) =>
      world.act(actor, 'registration.log_activity', {
        params: { id },
        body: { kind: kind as 'call', happened_on: plusLocalDays(localDate(await now(), 'Europe/Berlin'), -ago) },
      }),
    approved: async (body: object = deal(), actor = partner.admin) => {
      const { id } = await submit(actor, body)
      return act(manager, 'approve', id)
    },
  }
}

describe('a question', () => {
  test('stops the org’s clock, is read by the partner, and its answer starts that clock anew', async () => {
    const { org, manager, seller, days } = await scene('asking')
    const { id, answer_due_at } = await submit(seller, deal())
    const asked = await act(manager, 'ask', id, { question: 'Who is your contact?', fields: ['contact_name'] })
    expect(asked).toMatchObject({
      status: 'info_requested',
      answer_due_at: null,
      abilities: expect.arrayContaining(['approve', 'reject']),
    })
    const read = await get(seller, id)
    expect(read.question).toMatchObject({ text: 'Who is your contact?', fields: ['contact_name'] })
    expect(read.abilities).toEqual(['answer', 'withdraw', 'log_activity'])
    expect(read.next_step.due_at).toBe(read.reply_due_at)
    await days(8)
    const answered = await act(seller, 'answer', id, { answer: 'Ada Berg.', corrections: { contact_name: 'Ada Berg' } })
    expect(answered).toMatchObject({
      status: 'in_review',
      contact_name: 'Ada Berg',
      question: null,
      reply_due_at: null,
    })
    expect(answered.answer_due_at! > answer_due_at!).toBe(true)
    expect(answered.ruling.id).toBe(asked.ruling.id)
    const { rows: said } = await world.act(seller, 'registration.messages', { params: { id }, query: { limit: 10 } })
    expect(said.map(({ kind, body, by_org, said_by }) => [kind, body, by_org, said_by !== ''])).toEqual([
      ['answer', 'Ada Berg.', false, true],
      ['question', 'Who is your contact?', true, false],
    ])
    expect(await told(manager, id)).toEqual(['submitted', 'in_review', 'info_requested', 'answered'])
    const audit = await rows<{ change: string }>(
      org,
      sql`select change from audit where verb = 'registration.answered'`,
    )
    expect(audit[0]?.change).not.toContain('Ada')
  })

  test('that nobody answers reminds, and is then a rejection by the clock that can be replayed', async () => {
    const { manager, seller, days } = await scene('silent')
    const { id } = await submit(seller, deal())
    await act(manager, 'ask', id, { question: 'Why?' })
    await days(12)
    expect((await told(manager, id)).at(-1)).toBe('reply_due')
    expect((await get(manager, id)).status).toBe('info_requested')
    await days(3)
    const over = await get(seller, id)
    expect(over).toMatchObject({ status: 'rejected', ruling: { decider: 'registration-silence@1' } })
    expect(over.ruling.because).toMatchObject([{ text: 'We asked, and got no answer in time.' }])
    expect(await world.act(manager, 'ruling.replay', { params: { id: over.ruling.id } })).toMatchObject({ same: true })
  })

  test('whose answer corrects the domain is decided again, and the account it had brought is corrected with it', async () => {
    const { org, manager, seller } = await scene('correcting')
    const body = deal()
    const { id, ruling } = await submit(seller, body)
    const before = await get(manager, id)
    await act(manager, 'ask', id, { question: 'Is that the domain?', fields: ['account_domain'] })
    await act(seller, 'answer', id, { answer: 'No.', corrections: { account_domain: 'right.example' } })
    const after = await get(manager, id)
    expect(after).toMatchObject({ status: 'in_review', account: { id: before.account.id, domain: 'right.example' } })
    expect(after.ruling.id).not.toBe(ruling.id)
    expect(await world.act(manager, 'account.get', { params: { id: before.account.id! } })).toMatchObject({
      domain: 'right.example',
    })
    expect(await rows(org, sql`select 1 from account`)).toHaveLength(1)
  })

  test('whose answer names a company that somebody else registered meanwhile stands behind that, and frees the first', async () => {
    const { org, manager, seller } = await scene('moving')
    const [wrong, right] = [deal(), deal()]
    const first = await submit(seller, wrong)
    const other = await org.partner('Other')
    const behind = await submit(other.admin, wrong)
    const there = await submit(other.admin, right)
    expect(behind.status).toBe('queued')
    await act(manager, 'ask', first.id, { question: 'Which company is it?' })
    const answered = await act(seller, 'answer', first.id, {
      answer: 'The other one.',
      corrections: { account_name: right.account_name, account_domain: right.account_domain },
    })
    expect(answered.status).toBe('queued')
    expect((await get(manager, behind.id)).status).toBe('in_review')
    const seen = await get(manager, there.id)
    expect((await get(manager, first.id)).account.id).toBe(seen.account.id)
    expect(BigInt((await get(manager, first.id)).claim_no!)).toBeGreaterThan(BigInt(seen.claim_no!))
  })

  test('is refused where it is not in review, and to those who may not ask or answer', async () => {
    const { org, manager, seller, approved } = await scene('refusing')
    const { id } = await approved()
    expect(await refusalOf(act(manager, 'ask', id, { question: 'Why?' }))).toBe('registration.wrong_state')
    const open = await submit(seller, deal())
    expect(await refusalOf(act(seller, 'answer', open.id, { answer: 'Because.' }))).toBe('registration.wrong_state')
    expect(await refusalOf(act(seller, 'ask', open.id, { question: 'Why?' }))).toBe('access.not_allowed')
    const stranger = await org.partner('Stranger')
    await act(manager, 'ask', open.id, { question: 'Why?' })
    expect(await refusalOf(act(stranger.admin, 'answer', open.id, { answer: 'x' }))).toBe('request.not_found')
    const past = { answer: 'x', corrections: { expected_close_on: '2001-01-01' } }
    expect(await refusalOf(act(seller, 'answer', open.id, past))).toBe('registration.closing_date_past')
  })

  test('answered twice at once is answered once', async () => {
    const { manager, seller } = await scene('racing-answers')
    const { id } = await submit(seller, deal())
    await act(manager, 'ask', id, { question: 'Why?' })
    const both = await Promise.all([1, 2].map((n) => refusalOf(act(seller, 'answer', id, { answer: `answer ${n}` }))))
    expect(both.sort()).toEqual(['carried out', 'registration.wrong_state'])
  })

  test('can be decided without waiting for the answer, but not on what was changed since it was seen', async () => {
    const { manager, seller } = await scene('stale')
    const seen = await submit(seller, deal())
    await act(manager, 'ask', seen.id, { question: 'Why?' })
    const stale = { seen_revision: seen.revision }
    expect(await refusalOf(act(manager, 'approve', seen.id, stale))).toBe('request.stale')
    expect(await refusalOf(act(manager, 'reject', seen.id, { reason: 'no', ...stale }))).toBe('request.stale')
    expect((await act(manager, 'approve', seen.id, { seen_revision: seen.revision + 1 })).status).toBe('approved')
  })
})

describe('more time', () => {
  test('is granted at once for documented activity near the end, once, and never again', async () => {
    const { org, manager, seller, days, log, approved } = await scene('extending')
    const { id, protection } = await approved()
    await days(70)
    await log(id, 2)
    const extended = await act(seller, 'extend', id, { reason: 'The board meets in March.' })
    expect(extended.protection!.ends_at > protection!.ends_at).toBe(true)
    expect(extended.extension).toMatchObject({ left: 0, asked: [{ status: 'granted' }] })
    expect(extended.abilities).not.toContain('extend')
    const promised = await rows<{ kept: boolean }>(
      org,
      sql`select promised_ends_at = ${protection!.ends_at} as kept from protection`,
    )
    expect(promised).toEqual([{ kept: true }])
    const again = await act(seller, 'extend', id, { reason: 'More.' })
    expect(again.extension?.asked[0]).toMatchObject({ status: 'declined' })
    expect(again.extension?.asked[0]?.because[0]?.text).toContain('extended already')
    await days(60)
    expect((await get(manager, id)).status).toBe('approved')
    await days(60)
    expect((await get(manager, id)).status).toBe('expired')
    for (const { ruling_id } of again.extension?.asked ?? [])
      expect(await world.act(manager, 'ruling.replay', { params: { id: ruling_id } })).toMatchObject({ same: true })
  })

  test('asked for too early is declined with the day from which it can be asked', async () => {
    const { seller, approved, manager } = await scene('early')
    const { id } = await approved()
    const asked = await act(seller, 'extend', id, { reason: 'Just in case.' })
    expect(asked.extension?.asked[0]).toMatchObject({ status: 'declined', because: [{ check: 'window' }] })
    expect(await told(manager, id)).toEqual([
      'submitted',
      'in_review',
      'approved',
      'extension_asked',
      'extension_declined',
    ])
  })

  test('without activity waits for a person, who grants or declines it once', async () => {
    const { manager, seller, days, approved } = await scene('person')
    const { id, protection } = await approved()
    const other = await approved()
    await days(80)
    const asked = await act(seller, 'extend', id, { reason: 'They were on holiday.' })
    expect(asked.extension?.asked[0]).toMatchObject({
      status: 'asked',
      because: [{ check: 'activity' }, { check: 'grant' }],
    })
    expect(await refusalOf(act(seller, 'extend', id, { reason: 'Please.' }))).toBe(
      'registration.extension_already_asked',
    )
    expect(await refusalOf(act(seller, 'grant_extension', id))).toBe('access.not_allowed')
    const both = await Promise.all([
      refusalOf(act(manager, 'grant_extension', id)),
      refusalOf(act(manager, 'decline_extension', id, { reason: 'no' })),
    ])
    expect(both.filter((one) => one === 'carried out')).toHaveLength(1)
    expect(both).toContain('registration.no_extension_asked')
    await act(seller, 'extend', other.id, { reason: 'Also.' })
    await days(11)
    const lapsed = await get(seller, other.id)
    expect(lapsed).toMatchObject({ status: 'expired', extension: { asked: [{ status: 'lapsed' }] } })
    expect(protection).not.toBeNull()
  })
})

describe('a follow-up', () => {
  test('is owed within the program’s days, reminded, slips, and is good again with the next one', async () => {
    const { manager, seller, days, log, approved } = await scene('following')
    const { id } = await approved()
    expect((await get(seller, id)).follow_up).toMatchObject({ slipped_at: null })
    await days(12)
    expect((await told(manager, id)).at(-1)).toBe('follow_up_due')
    await log(id, 0, 'email')
    expect((await get(seller, id)).follow_up_terms).toEqual({
      within_days: 14,
      counts: ['meeting', 'call', 'demo', 'proposal'],
    })
    await days(3)
    const slipped = await get(manager, id)
    expect(slipped.follow_up?.slipped_at).toBe(slipped.follow_up?.due_at)
    expect(slipped.next_step.text).toContain('slip')
    const logged = await log(id, 1)
    expect(logged).toMatchObject({ counts: true, by_org: false })
    const good = await get(manager, id)
    expect(good.follow_up?.slipped_at).toBeNull()
    expect(good.follow_up!.due_at! > slipped.follow_up!.due_at!).toBe(true)
    await days(15)
    expect((await get(manager, id)).follow_up?.slipped_at).not.toBeNull()
    expect((await told(manager, id)).filter((type) => type === 'follow_up_slipped')).toHaveLength(2)
  })

  test('is listed from a week before it is due until it is made up for, to its own partner and the org alone', async () => {
    const { org, manager, seller, days, log, approved } = await scene('listing-due')
    const { id } = await approved()
    const stranger = (await org.partner('Stranger')).admin
    const due = async (actor: Actor) =>
      (await world.act(actor, 'registration.list', { query: { due: 'follow_up' } })).rows.map((row) => row.id)
    expect(await due(seller)).toEqual([])
    await days(8)
    expect(await due(seller)).toEqual([id])
    expect(await due(manager)).toEqual([id])
    expect(await due(stranger)).toEqual([])
    await days(8)
    expect(await due(seller)).toEqual([id])
    await log(id, 0)
    expect(await due(seller)).toEqual([])
  })

  test('is logged after it happened and while the deal is open, and an old one does not shorten the clock', async () => {
    const { manager, seller, partner, days, today, log, approved } = await scene('logging')
    const { id } = await approved()
    await days(5)
    await log(id, 0)
    const due = (await get(seller, id)).follow_up
    await log(id, 4)
    expect((await get(seller, id)).follow_up).toEqual(due)
    expect(await refusalOf(log(id, -1))).toBe('registration.activity_date')
    expect(await refusalOf(log(id, 9))).toBe('registration.activity_date')
    expect(await refusalOf(log(id, 0, 'call', await partner.person('partner_viewer')))).toBe('access.not_allowed')
    const { rows: all } = await world.act(manager, 'registration.activities', { params: { id }, query: { limit: 1 } })
    expect(all).toMatchObject([{ kind: 'call', happened_on: await today() }])
    await act(seller, 'withdraw', id)
    expect(await refusalOf(log(id))).toBe('registration.wrong_state')
  })
})

describe('a conversion', () => {
  test('ties it to an open opportunity of its account, protects up to the cap, and ends there by itself', async () => {
    const { manager, days, approved } = await scene('capped')
    const { id } = await approved()
    const converted = await act(manager, 'convert', id, { opportunity: { name: 'Robots for all halls' } })
    expect(converted).toMatchObject({
      status: 'converted',
      opportunity: { name: 'Robots for all halls', stage: 'open' },
    })
    expect(converted.protection!.days_left).toBeGreaterThan(360)
    await days(200)
    expect((await get(manager, id)).status).toBe('converted')
    await days(170)
    expect((await get(manager, id)).status).toBe('expired')
    expect((await told(manager, id)).filter((type) => type === 'protection_ending')).toHaveLength(3)
  })

  test('needs one open opportunity, of this account', async () => {
    const { org, manager, approved } = await scene('choosing')
    const { id, account } = await approved()
    const make = (more: object) => world.act(org.operator, 'opportunity.create', { body: { name: 'Sale', ...more } })
    const elsewhere = await make({})
    const closed = await make({ account_id: (await get(manager, id)).account.id, stage: 'lost' })
    expect(await refusalOf(act(manager, 'convert', id))).toBe('registration.opportunity_needed')
    expect(await refusalOf(act(manager, 'convert', id, { opportunity_id: elsewhere.id }))).toBe(
      'registration.opportunity_elsewhere',
    )
    expect(await refusalOf(act(manager, 'convert', id, { opportunity_id: closed.id }))).toBe(
      'registration.opportunity_closed',
    )
    const nowhere = toWireId('opportunity', '01980000-0000-7000-8000-000000000000')
    expect(await refusalOf(act(manager, 'convert', id, { opportunity_id: nowhere }))).toBe('request.not_found')
    expect(account).toBeTruthy()
  })

  test('won makes the account a customer, closes the opportunity, and rejects who waited on that', async () => {
    const { org, manager, approved } = await scene('winning')
    const body = deal()
    const { id } = await approved(body)
    const other = await org.partner('Behind')
    const waiting = await submit(other.admin, body)
    expect(waiting.status).toBe('queued')
    await act(manager, 'convert', id, { opportunity: { name: 'Sale' } })
    const won = await act(manager, 'win', id, { note: 'Signed.' })
    expect(won).toMatchObject({ status: 'won', opportunity: { stage: 'won' }, end_reason: 'Signed.' })
    expect(won.decided_by).not.toBeNull()
    const account = await world.act(manager, 'account.get', { params: { id: won.account.id! } })
    expect(account).toMatchObject({ is_customer: true })
    expect(await get(other.admin, waiting.id)).toMatchObject({ status: 'rejected' })
    expect(await refusalOf(act(manager, 'lose', id, { reason: 'x' }))).toBe('registration.wrong_state')
  })

  test('follows its opportunity: won or lost there, won or lost here', async () => {
    const { org, manager, approved } = await scene('listening')
    for (const stage of ['won', 'lost'] as const) {
      const { id } = await approved()
      const { opportunity } = await act(manager, 'convert', id, { opportunity: { name: 'Sale' } })
      const it = await world.act(org.operator, 'opportunity.get', { params: { id: opportunity!.id } })
      await world.act(org.operator, 'opportunity.edit', {
        params: { id: it.id },
        query: { if_match: it.revision },
        body: { stage },
      })
      expect((await get(manager, id)).status).toBe(stage)
    }
  })

  test('does not count as work of direct sales against others, and a claim behind it waits', async () => {
    const { org, manager, approved } = await scene('own-sale')
    const body = deal()
    const { id } = await approved(body)
    await act(manager, 'convert', id, { opportunity: { name: 'Sale' } })
    const other = await org.partner('Later')
    const later = await submit(other.admin, body)
    expect(later.status).toBe('queued')
    const seen = await get(manager, later.id)
    expect(seen.ruling.because.find((reason) => reason.check === 'opportunity')?.verdict).toBe('passed')
    await act(manager, 'lose', id, { reason: 'No budget.' })
    expect((await get(manager, later.id)).status).toBe('in_review')
  })
})

test('an approval taken back frees the account, with a reason that the partner reads', async () => {
  const { manager, seller, approved } = await scene('revoking')
  const { id } = await approved()
  expect(await refusalOf(act(manager, 'revoke', id, {}))).toBe('request.invalid')
  await act(manager, 'revoke', id, { reason: 'The partnership ended.' })
  const read = await get(seller, id)
  expect(read).toMatchObject({ status: 'revoked', end_reason: 'The partnership ended.', protection: { days_left: 0 } })
  expect(await refusalOf(act(manager, 'revoke', id, { reason: 'Again.' }))).toBe('registration.wrong_state')
  expect((await submit(seller, { ...deal(), account_domain: read.account.domain })).status).toBe('in_review')
})

describe('the next in line', () => {
  const confirming = (yaml: string) =>
    yaml.replace('confirm_within_working_days: null', 'confirm_within_working_days: 3')

  test('is offered what came free, and decided when its partner confirms; else it goes to the one after', async () => {
    const { org, manager, approved, days } = await scene('offering', confirming)
    const body = deal()
    const { id } = await approved(body)
    const [second, third] = await Promise.all([org.partner('Second'), org.partner('Third')])
    const next = await submit(second.admin, body)
    const last = await submit(third.admin, body)
    expect(await refusalOf(act(second.admin, 'confirm', next.id))).toBe('registration.nothing_offered')
    await act(manager, 'withdraw', id)
    const offered = await get(second.admin, next.id)
    expect(offered).toMatchObject({ status: 'queued', abilities: expect.arrayContaining(['confirm', 'withdraw']) })
    expect((await get(third.admin, last.id)).confirm_due_at).toBeNull()
    await days(8)
    expect(await get(second.admin, next.id)).toMatchObject({
      status: 'rejected',
      ruling: { decider: 'registration-silence@1' },
    })
    expect(await refusalOf(act(second.admin, 'confirm', next.id))).toBe('registration.wrong_state')
    expect((await act(third.admin, 'confirm', last.id)).status).toBe('in_review')
    expect(await told(manager, last.id)).toEqual(['submitted', 'queued', 'offered', 'confirmed', 'in_review'])
  })

  test('that would be rejected anyway is not asked first', async () => {
    const { org, manager, approved } = await scene('not-offering', confirming)
    const body = deal()
    const { id } = await approved(body)
    const second = await org.partner('Second')
    const next = await submit(second.admin, body)
    await act(manager, 'convert', id, { opportunity: { name: 'Sale' } })
    await act(manager, 'win', id)
    expect((await get(second.admin, next.id)).status).toBe('rejected')
  })
})

test('list prices hold as they stood at registration, for products that the program names and no others', async () => {
  const { org, manager, seller, approved } = await scene('pricing', (yaml) =>
    yaml.replace(/products: \[.*\]/, 'products: [Robot arm]'),
  )
  const price = (amount_minor: string) => ({ list_price: { amount_minor, currency: 'EUR' } })
  const product = await world.act(org.operator, 'product.create', { body: { name: 'Robot Arm', ...price('990000') } })
  await world.act(org.operator, 'product.create', { body: { name: 'Secret', ...price('1') } })
  const held = await approved(deal({ products: ['robot arm'] }))
  await world.act(org.operator, 'product.edit', {
    params: { id: product.id },
    query: { if_match: product.revision },
    body: price('1290000'),
  })
  const read = await get(seller, held.id)
  expect(read.price_holds).toMatchObject([
    { product: 'Robot Arm', list_price: { amount_minor: '990000' }, held_until: read.protection?.ends_at },
  ])
  await act(manager, 'convert', held.id, { opportunity: { name: 'Sale' } })
  const longer = await get(seller, held.id)
  expect(longer.price_holds[0]?.held_until).toBe(longer.protection?.ends_at)
  expect(await refusalOf(submit(seller, deal({ products: ['Secret'] })))).toBe('registration.unknown_product')
})

test('somebody of the org is given it, and nobody else can be', async () => {
  const { org, manager, seller } = await scene('assigning')
  const { id, revision } = await submit(seller, deal())
  const other = await org.member('partner_manager')
  const assigned = await act(manager, 'assign', id, { manager_id: toWireId('membership', other.membership_id!) })
  expect(assigned).toMatchObject({
    manager: { id: toWireId('membership', other.membership_id!) },
    revision: revision + 1,
  })
  expect((await get(seller, id)).manager?.email).toContain('@')
  const to = (actor: Actor) => ({ manager_id: toWireId('membership', actor.membership_id!) })
  expect(await refusalOf(act(manager, 'assign', id, to(seller)))).toBe('registration.not_assignable')
  expect(await refusalOf(act(manager, 'assign', id, { ...to(manager), seen_revision: revision }))).toBe('request.stale')
})

test('every verb of its life on another org’s registration finds nothing', async () => {
  const { seller } = await scene('mine')
  const { id } = await submit(seller, deal())
  const { manager } = await scene('theirs')
  const verbs: [Verb | More, object][] = [
    ['ask', { question: 'x' }],
    ['answer', { answer: 'x' }],
    ['extend', { reason: 'x' }],
    ['grant_extension', {}],
    ['convert', { opportunity: { name: 'x' } }],
    ['win', {}],
    ['lose', { reason: 'x' }],
    ['revoke', { reason: 'x' }],
    ['confirm', {}],
  ]
  for (const [verb, body] of verbs) expect(await refusalOf(act(manager, verb, id, body))).toBe('request.not_found')
})
