import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addWorkingDays, localDate, type Calendar } from '#kit/calendar.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { epochMs } from '#kit/instant.ts'
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
const company = () => {
  companies += 1
  return {
    account_name: `Disputed ${companies} GmbH`,
    account_domain: `disputed${companies}.example`,
    account_country: 'DE',
    amount: { amount_minor: '10000000', currency: 'EUR' },
    expected_close_on: '2031-01-31',
  }
}

const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'carried out',
    (error: unknown) => (error instanceof Refused ? error.type.code : String(error)),
  )
const rows = <T>(org: OrgWorld, statement: ReturnType<typeof sql>) =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))

type Verb =
  | 'acknowledge'
  | 'review'
  | 'ask'
  | 'answer'
  | 'say'
  | 'share'
  | 'propose'
  | 'accept'
  | 'escalate'
  | 'decide'
  | 'appeal'
  | 'withdraw'
// Bodies are parsed by the contract: what a test gets wrong is refused.
const act = (actor: Actor, verb: Verb, id: string, body: object = {}) =>
  world.act(actor, `dispute.${verb}` as 'dispute.decide', { params: { id }, body })
const read = (actor: Actor, id: string) => world.act(actor, 'dispute.get', { params: { id } })

/** An org with everybody who can have to do with a dispute, and two partners on one account: the first holds it. */
async function scene(slug: string, change?: (yaml: string) => string) {
  const org = await world.makeOrg(slug, change)
  // Managers of the partners: nobody they look after is theirs to decide about.
  const manager = await org.member('partner_manager')
  const handler = await org.member('partner_manager')
  const operations = await org.member('channel_ops')
  const admin = await org.member('admin')
  const rep = await org.member('sales_rep')
  const [holder, rival] = await Promise.all([org.partner(`Holder ${slug}`), org.partner(`Rival ${slug}`)])
  for (const partner of [holder, rival]) {
    const { revision } = await world.act(org.operator, 'partner.get', { params: { id: partner.id } })
    await world.act(org.operator, 'partner.edit', {
      params: { id: partner.id },
      query: { if_match: revision },
      body: { manager_id: toWireId('membership', manager.membership_id ?? '') },
    })
  }
  const body = company()
  const first = await world.act(holder.admin, 'registration.submit', { body })
  const held = await world.act(manager, 'registration.approve', { params: { id: first.id }, body: {} })
  const second = await world.act(rival.admin, 'registration.submit', { body })
  const open = (actor: Actor, ruling_id = second.ruling.id, more: object = {}) =>
    world.act(actor, 'dispute.open', {
      body: { ruling_id, ground: 'earlier', statement: 'We were there in March.', ...more },
    })
  const now = async () => {
    const [row] = await rows<{ at: string }>(
      org,
      sql`select now() + make_interval(secs => offset_ms / 1000.0) as at from org_clock where org_id = ${org.org_id}`,
    )
    return row?.at ?? ''
  }
  /** To an instant of the org's own time. */
  const goTo = async (at: string, after_ms = 60_000) =>
    moveClock(world.runtime, org.org_id, Math.max(0, epochMs(at) - epochMs(await now()) + after_ms))
  return { org, manager, handler, operations, admin, rep, holder, rival, body, first: held, second, open, now, goTo }
}

const held = (org: OrgWorld) =>
  rows<{ kind: string; noun: string; partner_id: string | null }>(
    org,
    sql`select kind, noun, partner_id from hold where org_id = ${org.org_id} and released_at is null order by kind, noun, id`,
  )
const state = (org: OrgWorld, id: string) =>
  world.act(org.operator, 'registration.get', { params: { id } }).then((r) => r.status)

describe('the whole life', () => {
  test('opened, acknowledged, asked, answered, proposed, refused, decided with effect, closed; each told to its own', async () => {
    const s = await scene('life')
    expect(s.second.status).toBe('queued')
    const opened = await s.open(s.rival.admin)
    expect(opened).toMatchObject({ status: 'opened', role: 'opener', level: { no: 1 }, due: { what: 'acknowledge' } })
    expect(opened.held.map((one) => one.kind)).toEqual(['money'])
    const on_record = await held(s.org)
    expect(on_record.map(({ kind, noun }) => `${kind} ${noun}`)).toEqual([
      'account account',
      'money registration',
      'money registration',
    ])
    const id = opened.id
    await act(s.handler, 'acknowledge', id, { text: 'We look at it.' })
    const asked = await act(s.handler, 'ask', id, { partner_id: s.holder.id, question: 'Since when are you there?' })
    expect(asked).toMatchObject({ status: 'awaiting_party', due: { what: 'decide', stands_still: true } })
    const concerned = await world.act(s.holder.admin, 'dispute.list', {})
    expect(concerned.rows).toMatchObject([{ role: 'concerned', status: 'awaiting_party', waits_for_me: true }])
    const side = concerned.rows[0]?.id ?? ''
    expect(side).not.toBe(id)
    await act(s.holder.admin, 'answer', side, { text: 'Since February.' })
    expect(await read(s.handler, id)).toMatchObject({ status: 'under_review', due: { stands_still: false } })
    const proposed = await act(s.handler, 'propose', id, { outcome: 'upheld', reason: 'They were first.' })
    expect(proposed.status).toBe('proposed')
    expect((await read(s.rival.admin, id)).abilities).toEqual(
      expect.arrayContaining(['accept', 'escalate', 'withdraw']),
    )
    await act(s.rival.admin, 'escalate', id, { reason: 'No, we have a letter.' })
    expect(await read(s.org.operator, id)).toMatchObject({ status: 'escalated', level: { no: 2 }, handler: null })
    const choice = (kind: string) => read(s.operations, id).then((d) => d.choices.find((one) => one.kind === kind))
    const revoke = await choice('revoke')
    const back = await choice('reinstate')
    expect(revoke?.tells).toBe('Holder life')
    const decision = {
      outcome: 'overturned',
      reason: 'The letter is dated in January.',
      effects: [
        { kind: 'reinstate', subject_id: back?.subject_id },
        { kind: 'revoke', subject_id: revoke?.subject_id, told: 'We looked again; the account is not yours any more.' },
      ],
    }
    const decided = await act(s.operations, 'decide', id, decision)
    expect(decided).toMatchObject({
      status: 'decided',
      outcome: 'overturned',
      effects: [{ kind: 'revoke' }, { kind: 'reinstate' }],
    })
    expect(await state(s.org, s.first.id)).toBe('revoked')
    const seen = await read(s.rival.admin, id)
    expect(seen.effects.map((one) => one.text)).toEqual(['Your deal is approved.'])
    const { rows: own } = await world.act(s.rival.admin, 'registration.list', { query: { status: 'approved' } })
    expect(own).toHaveLength(1)
    expect(await held(s.org)).toEqual([])
    const replayed = await world.act(s.admin, 'ruling.list', { query: { limit: 50 } })
    for (const ruling of replayed.rows.filter((one) => one.kind.startsWith('dispute')))
      expect(await world.act(s.admin, 'ruling.replay', { params: { id: ruling.id } })).toMatchObject({ same: true })
    await s.goTo(seen.appeal_until ?? '')
    expect((await read(s.rival.admin, id)).status).toBe('closed')
    expect(await refusalOf(act(s.rival.admin, 'appeal', id, { reason: 'Again.' }))).toBe('dispute.appeal_over')
  }, 60_000)
})

/** The reference program's week, for counting on. */
const CALENDAR: Calendar = {
  zone: 'Europe/Berlin',
  working_days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  working_hours: { from: '09:00', to: '17:00' },
  holidays: { country: 'DE', region: 'BE', extra: [] },
}

describe('the clock', () => {
  test('gives five working days, over a weekend and a holiday', async () => {
    const s = await scene('five')
    // Good Friday and Easter Monday of 2027 stand in the middle of those days.
    await s.goTo('2027-03-24T10:00:00.000Z', 0)
    const d = await s.open(s.rival.admin)
    expect(localDate(d.due?.at ?? '', 'Europe/Berlin')).toBe('2027-03-25')
    await act(s.handler, 'acknowledge', d.id)
    const taken = await read(s.handler, d.id)
    expect(taken.due?.at).toBe('2027-04-02T15:00:00.000Z')
    expect(localDate(taken.due?.at ?? '', 'Europe/Berlin')).toBe(addWorkingDays('2027-03-24', 5, CALENDAR))
    expect(taken.due?.working_minutes).toBeLessThanOrEqual(6 * 8 * 60)
  })

  test('stands still only while a side is asked, and goes on with what was left', async () => {
    const s = await scene('still')
    await s.goTo('2027-06-07T08:00:00.000Z', 0)
    const { id } = await s.open(s.rival.admin)
    await act(s.handler, 'acknowledge', id)
    await s.goTo('2027-06-08T08:00:00.000Z', 0)
    const before = (await read(s.handler, id)).due
    await act(s.handler, 'ask', id, { party_id: id, question: 'Which letter?' })
    await s.goTo('2027-06-10T08:00:00.000Z', 0)
    expect((await read(s.handler, id)).due).toMatchObject({
      stands_still: true,
      working_minutes: before?.working_minutes,
    })
    await act(s.rival.admin, 'answer', id, { text: 'This one.' })
    const after = (await read(s.handler, id)).due
    expect(after?.stands_still).toBe(false)
    expect(Math.abs((after?.working_minutes ?? 0) - (before?.working_minutes ?? 0))).toBeLessThanOrEqual(1)
    // Two working days later than it was.
    expect(localDate(after?.at ?? '', 'Europe/Berlin')).toBe(
      addWorkingDays(localDate(before?.at ?? '', 'Europe/Berlin'), 2, CALENDAR),
    )
  })

  test('goes on without a side that has had its time', async () => {
    const s = await scene('silent')
    const { id } = await s.open(s.rival.admin)
    await act(s.handler, 'acknowledge', id)
    await act(s.handler, 'ask', id, { partner_id: s.holder.id, question: 'Since when?' })
    const [side] = (await world.act(s.holder.admin, 'dispute.list', {})).rows
    await s.goTo(side?.due?.at ?? '')
    expect(await read(s.handler, id)).toMatchObject({ status: 'under_review', due: { stands_still: false } })
    expect(await refusalOf(act(s.holder.admin, 'answer', side?.id ?? '', { text: 'Late.' }))).toBe(
      'dispute.nothing_asked',
    )
  })

  test('reminds, then takes what is late one level up, and from the last level says so again', async () => {
    const s = await scene('late')
    const { id } = await s.open(s.rival.admin)
    const taken = await act(s.handler, 'acknowledge', id)
    await s.goTo(taken.due?.at ?? '')
    const second = await read(s.org.operator, id)
    expect(second).toMatchObject({ status: 'escalated', level: { no: 2 }, handler: null, due: { is_late: false } })
    expect(await refusalOf(act(s.handler, 'decide', id, { outcome: 'upheld', reason: 'Too late for me.' }))).toBe(
      'dispute.stake',
    )
    await s.goTo(second.due?.at ?? '')
    const last = await read(s.org.operator, id)
    expect(last.level?.no).toBe(3)
    await s.goTo(last.due?.at ?? '')
    expect(await read(s.org.operator, id)).toMatchObject({ status: 'escalated', level: { no: 3 } })
    const { rows: events } = await world.act(s.org.operator, 'event.list', { query: { subject_id: id, limit: 200 } })
    expect(events.filter(({ type }) => type === 'dispute.overdue')).toHaveLength(3)
    expect(events.some(({ type }) => type === 'dispute.reminded')).toBe(true)
    expect((await world.act(s.admin, 'dispute.count', {})).open).toBe(1)
  })

  test('tells those who run the program that nobody has acknowledged it', async () => {
    const s = await scene('unread')
    const d = await s.open(s.rival.admin)
    await s.goTo(d.due?.at ?? '')
    const { rows: events } = await world.act(s.org.operator, 'event.list', { query: { subject_id: d.id, limit: 50 } })
    expect(events.some(({ type }) => type === 'dispute.unread')).toBe(true)
  })
})

describe('no stake', () => {
  test('is asked of everybody who would settle it, and the page says who is free and why others are not', async () => {
    const s = await scene('stake')
    const { id } = await s.open(s.rep)
    const { people } = await read(s.org.operator, id)
    expect(people.map(({ may }) => may).toSorted()).toEqual([false, true, true, true])
    expect(people.find(({ may }) => !may)?.why).toMatch(/^(Made or settled|Looks after)/)
    expect(await refusalOf(act(s.manager, 'acknowledge', id))).toBe('dispute.stake')
    expect(await refusalOf(act(s.rep, 'acknowledge', id))).toBe('access.not_allowed')
    await act(s.handler, 'acknowledge', id)
    const kept = await rows<{ kind: string }>(
      s.org,
      sql`select kind from ruling where org_id = ${s.org.org_id} and subject_id = ${uuidOf('dispute', id)}`,
    )
    expect(kept).toEqual([{ kind: 'dispute_handler' }])
  })

  test('refuses whoever made the ruling, submitted it, owns the opportunity, or works for a partner concerned', async () => {
    const s = await scene('ties')
    // The program's own admin submits on a partner's behalf; operations owns the opportunity there.
    const body = company()
    const submitted = await world.act(s.admin, 'registration.submit', { body: { ...body, partner_id: s.rival.id } })
    const approved = await world.act(s.handler, 'registration.approve', { params: { id: submitted.id }, body: {} })
    const [mail] = await rows<{ email: string }>(s.org, sql`select email from person where id = ${s.operations.id}`)
    const owner = await world.act(s.org.operator, 'member.create', {
      body: { name: 'Owner', email: mail?.email ?? '' },
    })
    await world.act(s.org.operator, 'opportunity.create', {
      body: { name: 'Their robots', account_id: approved.account.id, owner_id: owner.id },
    })
    const both = await s.org.member('partner_manager')
    await world.db.transaction({ org_id: s.org.org_id, scope: 'org', partner_id: null }, (tx) =>
      tx.run(sql`insert into membership (id, org_id, person_id, partner_id, role, created_at, invited_name, invited_at)
        values (gen_random_uuid(), ${s.org.org_id}, ${both.id}, ${s.rival.uuid}, 'partner_seller', now(), 'Both', now())`),
    )
    const { id } = await s.open(s.rep, approved.ruling.id)
    const why = new Map((await read(s.org.operator, id)).people.map((one) => [one.membership_id, one.why]))
    const of = (actor: Actor) => why.get(toWireId('membership', actor.membership_id ?? ''))
    expect(of(s.handler)).toBe('Made or settled what is disputed.')
    expect(of(s.admin)).toMatch(/^(Submitted|Made or settled)/)
    expect(of(s.operations)).toBe('Owns the opportunity.')
    expect(of(both)).toBe('Works for a partner concerned as well.')
    expect(of(s.manager)).toMatch(/^Looks after/)
    expect(await read(s.org.operator, id)).toMatchObject({ nobody_free: true, level: { no: 3 } })
  })
})

describe('an appeal', () => {
  test('is made once, in time, and decided by somebody else of a higher level; the account is held again meanwhile', async () => {
    const s = await scene('appeal')
    const { id } = await s.open(s.rival.admin)
    await act(s.handler, 'acknowledge', id)
    await act(s.handler, 'escalate', id)
    await act(s.operations, 'decide', id, { outcome: 'upheld', reason: 'They were first.' })
    expect(await held(s.org)).toEqual([])
    expect(await refusalOf(act(s.holder.admin, 'appeal', id, { reason: 'Not ours.' }))).toBe('request.not_found')
    await act(s.rival.admin, 'appeal', id, { reason: 'You did not read the letter.' })
    expect(await read(s.org.operator, id)).toMatchObject({ status: 'escalated', level: { no: 3 }, is_appeal: true })
    expect((await held(s.org)).some(({ kind }) => kind === 'account')).toBe(true)
    expect(await refusalOf(act(s.operations, 'decide', id, { outcome: 'upheld', reason: 'Once more.' }))).toBe(
      'dispute.stake',
    )
    const closed = await act(s.admin, 'decide', id, { outcome: 'upheld', reason: 'I read it. They were first.' })
    expect(closed).toMatchObject({ status: 'closed', appeal_until: null })
    expect(await refusalOf(act(s.rival.admin, 'appeal', id, { reason: 'Again.' }))).toBe('dispute.appeal_over')
    expect(await held(s.org)).toEqual([])
  })
})

describe('what is held', () => {
  test('nobody new is approved on the account, its queue and merges stand still, and the release moves the queue', async () => {
    const s = await scene('held')
    const third = await s.org.partner('Third held')
    const waiting = await world.act(third.admin, 'registration.submit', { body: s.body })
    expect(waiting.status).toBe('queued')
    const { id } = await s.open(s.rep, s.first.ruling.id)
    // The protection ends; the queue would move, and does not.
    await world.act(s.holder.admin, 'registration.withdraw', { params: { id: s.first.id }, body: {} })
    expect(await state(s.org, s.second.id)).toBe('queued')
    const late = await world
      .act(third.admin, 'registration.submit', {
        body: {
          ...company(),
          account_domain: s.body.account_domain,
          account_name: s.body.account_name,
          product_lines: [],
        },
      })
      .catch(() => null)
    expect(late).toBeNull()
    const listed = await world.act(s.org.operator, 'hold.list', { query: { account_id: s.first.account.id } })
    expect(listed.rows.find(({ kind }) => kind === 'account')?.by).toEqual({ noun: 'dispute', id })
    const other = await world.act(s.org.operator, 'account.create', {
      body: { name: 'Another', domain: 'another-held.example' },
    })
    const merged = world.act(s.org.operator, 'account.merge', {
      params: { id: other.id },
      body: { merge_id: s.first.account.id ?? '' } as never,
    })
    expect(await refusalOf(merged)).not.toBe('carried out')
    await act(s.rep, 'withdraw', id)
    expect(['approved', 'in_review']).toContain(await state(s.org, s.second.id))
  })

  test('an approval is refused with what it waits for; protections that stand end as they would have', async () => {
    const s = await scene('holdapprove')
    const body = company()
    const mine = await world.act(s.rival.admin, 'registration.submit', { body })
    expect(mine.status).toBe('in_review')
    const { id } = await s.open(s.rep, mine.ruling.id)
    const refused = await world
      .act(s.handler, 'registration.approve', { params: { id: mine.id }, body: {} })
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Refused)
    expect((refused as Refused).type.code).toBe('registration.account_held')
    expect((refused as Refused).says).toContain(id)
    // What a partner reads says that something is looked at, and not by whom.
    const seen = JSON.stringify(await world.act(s.rival.admin, 'hold.list', { query: { registration_id: mine.id } }))
    expect(seen).not.toContain(id)
    await act(s.rep, 'withdraw', id)
    expect((await world.act(s.handler, 'registration.approve', { params: { id: mine.id }, body: {} })).status).toBe(
      'approved',
    )
  })
})

describe('an effect', () => {
  test('whose reason is gone is refused clearly, and nothing of the decision is kept', async () => {
    const s = await scene('gone')
    const { id } = await s.open(s.rival.admin)
    await act(s.handler, 'acknowledge', id)
    await act(s.handler, 'escalate', id)
    const back = (await read(s.operations, id)).choices.find(({ kind }) => kind === 'reinstate')
    const alone = act(s.operations, 'decide', id, {
      outcome: 'overturned',
      reason: 'It is theirs.',
      effects: [{ kind: 'reinstate', subject_id: back?.subject_id }],
    })
    // The other's protection still stands: giving the account twice is what never happens.
    const error = await alone.catch((one: unknown) => one)
    expect((error as Refused).type.code).toBe('dispute.effect_failed')
    expect((error as Refused).says).toContain('Rival gone')
    expect(await read(s.org.operator, id)).toMatchObject({ status: 'escalated', outcome: null, effects: [] })
    expect(await held(s.org)).not.toEqual([])
    expect(await state(s.org, s.second.id)).toBe('queued')
  })

  test('is looked at in a dry run that changes nothing', async () => {
    const s = await scene('dry')
    const { id } = await s.open(s.rival.admin)
    await act(s.handler, 'acknowledge', id)
    await act(s.handler, 'escalate', id)
    const { choices } = await read(s.operations, id)
    const verb = world.app.verbs.find((one) => one.route.id === 'dispute.decide')
    if (verb?.kind !== 'command') throw new Error('a decision is a command')
    const body = {
      outcome: 'overturned',
      reason: 'Trying.',
      effects: choices.map(({ kind, subject_id, tells }) => ({
        kind,
        subject_id,
        ...(tells ? { told: 'Sorry.' } : {}),
      })),
    }
    const call = { runtime: world.runtime, actor: s.operations, request_id: 'dry', dry_run: true }
    const { answer } = await verb.run(call, { params: { id }, body })
    expect(answer).toMatchObject({ status: 'decided', effects: [{ kind: 'revoke' }, { kind: 'reinstate' }] })
    expect(await read(s.org.operator, id)).toMatchObject({ status: 'escalated', effects: [] })
    expect(await state(s.org, s.first.id)).toBe('approved')
  })

  test('gives a deal that is over back as a new registration, and says nothing to its partner that is meant for another', async () => {
    const s = await scene('anew')
    await world.act(s.handler, 'registration.revoke', { params: { id: s.first.id }, body: { reason: 'A mistake.' } })
    // The one that waited is looked at or has it now; both who took it and who gave it first are out, so it starts a level up.
    const { id } = await s.open(s.holder.admin, s.first.ruling.id)
    await act(s.operations, 'acknowledge', id)
    const proposal = (await read(s.operations, id)).choices
    const rival = proposal.find(({ kind, tells }) => kind === 'revoke' && tells)
    const effects = [
      ...(rival ? [{ kind: 'revoke', subject_id: rival.subject_id, told: 'CANARY-TOLD' }] : []),
      { kind: 'reinstate', subject_id: s.first.id },
    ]
    await act(s.operations, 'propose', id, { outcome: 'overturned', reason: 'CANARY-REASON', effects })
    const done = await act(s.holder.admin, 'accept', id)
    expect(done).toMatchObject({ status: 'accepted', outcome: 'overturned' })
    const made = done.effects.find(({ kind }) => kind === 'reinstate')?.made_id
    expect(made).not.toBe(s.first.id)
    expect(await state(s.org, made ?? '')).toBe('approved')
    expect(JSON.stringify(done)).not.toContain('CANARY-TOLD')
    const { rows: theirs } = await world.act(s.rival.admin, 'registration.list', { query: { limit: 50 } })
    expect(JSON.stringify(theirs)).not.toContain('CANARY-REASON')
  })

  test('resolves a conflict, in the same moment as the decision', async () => {
    const s = await scene('clash')
    const opportunity = await world.act(s.org.operator, 'opportunity.create', {
      body: { name: 'Direct robots', account_id: s.first.account.id },
    })
    const { rows: conflicts } = await world.act(s.holder.admin, 'conflict.list', {})
    const [conflict] = conflicts
    expect(conflict).toBeDefined()
    const opened = await world.act(s.holder.admin, 'dispute.open', {
      body: { conflict_id: conflict?.id ?? '', ground: 'contact', statement: 'Your people called them.' },
    })
    await act(s.handler, 'acknowledge', opened.id)
    await act(s.handler, 'escalate', opened.id)
    const choice = (await read(s.operations, opened.id)).choices.find((one) => one.choice === 'stands_aside')
    expect(choice?.tells).toBeNull()
    const decided = await act(s.operations, 'decide', opened.id, {
      outcome: 'overturned',
      reason: 'It is protected.',
      effects: [{ kind: 'resolve_conflict', subject_id: choice?.subject_id, choice: 'stands_aside' }],
    })
    expect(decided.effects).toMatchObject([{ kind: 'resolve_conflict', choice: 'stands_aside' }])
    expect((await world.act(s.holder.admin, 'conflict.get', { params: { id: conflict?.id ?? '' } })).status).toBe(
      'stands_aside',
    )
    expect((await world.act(s.org.operator, 'opportunity.get', { params: { id: opportunity.id } })).stage).toBe('lost')
  })
})

describe('what a rival learns', () => {
  test('is that it is asked about its own deal: no name, ground, word, file or id of the other, by any route', async () => {
    const s = await scene('canary')
    const rep = 'CANARY-STATEMENT'
    const file = await send(s.rival.admin, 'CANARY-FILE.txt', 'CANARY-BYTES')
    const opened = await s.open(s.rival.admin, s.second.ruling.id, { statement: rep, file_ids: [file.id] })
    const { id } = opened
    await act(s.handler, 'acknowledge', id, { text: 'CANARY-WORD' })
    await act(s.handler, 'ask', id, { partner_id: s.holder.id, question: 'Since when are you there?' })
    await act(s.handler, 'share', id, { text: 'CANARY-NOTE' })
    const [side] = (await world.act(s.holder.admin, 'dispute.list', {})).rows
    const reads = {
      list: await world.act(s.holder.admin, 'dispute.list', {}),
      one: await read(s.holder.admin, side?.id ?? ''),
      files: await world.act(s.holder.admin, 'dispute.attachments', { params: { id: side?.id ?? '' } }),
      holds: await world.act(s.holder.admin, 'hold.list', {}),
      events: await world.act(s.holder.admin, 'event.list', { query: { limit: 200 } }),
      rulings: await world.act(s.holder.admin, 'ruling.list_of_registration', { params: { id: s.first.id } }),
      notices: await world.act(s.holder.admin, 'notification.list', {}),
      deal: await world.act(s.holder.admin, 'registration.get', { params: { id: s.first.id } }),
      timeline: await world.act(s.holder.admin, 'timeline.read', { query: { subject: s.first.id } }),
    }
    const said = JSON.stringify(reads)
    for (const secret of [
      'CANARY',
      'Rival canary',
      s.rival.id,
      s.rival.uuid,
      id,
      uuidOf('dispute', id),
      s.second.id,
      uuidOf('registration', s.second.id),
      'We were there first',
    ])
      expect(said, secret).not.toContain(secret)
    for (const verb of ['accept', 'withdraw', 'appeal', 'escalate'] as const) {
      const body = verb === 'appeal' ? { reason: 'Mine.' } : {}
      expect(await refusalOf(act(s.holder.admin, verb, side?.id ?? '', body))).toBe('access.not_allowed')
      expect(await refusalOf(act(s.holder.admin, verb, id, body))).toBe('request.not_found')
    }
    expect(await refusalOf(read(s.holder.admin, id))).toBe('request.not_found')
    expect(await refusalOf(world.act(s.holder.admin, 'dispute.attachments', { params: { id } }))).toBe(
      'request.not_found',
    )
    // And the other way: what the rival says, the opener never reads.
    await act(s.holder.admin, 'answer', side?.id ?? '', { text: 'CANARY-ANSWER' })
    const back = JSON.stringify({
      one: await read(s.rival.admin, id),
      list: await world.act(s.rival.admin, 'dispute.list', {}),
      events: await world.act(s.rival.admin, 'event.list', { query: { limit: 200 } }),
      notices: await world.act(s.rival.admin, 'notification.list', {}),
    })
    for (const secret of [
      'CANARY-ANSWER',
      'CANARY-NOTE',
      'Holder canary',
      s.holder.id,
      s.first.id,
      side?.id ?? '?',
      'Since when',
    ])
      expect(back, secret).not.toContain(secret)
    // Row-level security says the same without any of our code.
    const rls = await world.db.transaction(
      { org_id: s.org.org_id, scope: 'partner', partner_id: s.holder.uuid },
      async (tx) => ({
        disputes: await tx.rows(sql`select id from dispute`),
        parties: await tx.rows<{ id: string }>(sql`select id from dispute_party`),
        messages: await tx.rows<{ text: string }>(sql`select text from dispute_message order by id`),
        holds: await tx.rows(sql`select id from hold`),
      }),
    )
    expect(rls.disputes).toEqual([])
    expect(rls.parties).toHaveLength(1)
    expect(rls.messages.map(({ text }) => text)).toEqual(['Since when are you there?', 'CANARY-ANSWER'])
    expect(rls.holds).toEqual([])
  })

  test('a partner that has nothing to do with the account is not asked, because asking would tell it', async () => {
    const s = await scene('stranger')
    const stranger = await s.org.partner('Stranger')
    const { id } = await s.open(s.rival.admin)
    await act(s.handler, 'acknowledge', id)
    expect(await refusalOf(act(s.handler, 'ask', id, { partner_id: stranger.id, question: 'You?' }))).toBe(
      'dispute.not_concerned',
    )
  })
})

async function send(actor: Actor, name: string, content: string | Uint8Array) {
  const verb = world.app.verbs.find((one) => one.route.id === 'file.upload')
  if (verb?.kind !== 'command') throw new Error('sending a file is a command')
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const done = await verb.run(
    { runtime: world.runtime, actor, request_id: 'send' },
    {
      query: { name },
      body: (async function* () {
        yield bytes
      })(),
    },
  )
  return done.answer as { id: string; name: string; media_type: string }
}

describe('evidence', () => {
  test('that is hostile is refused or kept harmless: what it is follows from its bytes', async () => {
    const s = await scene('hostile')
    expect(await refusalOf(send(s.rival.admin, 'letter.pdf', new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0])))).toBe(
      'file.executable',
    )
    const page = await send(s.rival.admin, '../../letter\u202Efdp.html', '<script>alert(1)</script>')
    const { id } = await s.open(s.rival.admin, s.second.ruling.id, { file_ids: [page.id] })
    const { attachments } = await world.act(s.handler, 'dispute.attachments', { params: { id } })
    expect(attachments).toMatchObject([{ kind: 'evidence', opens_in_place: false }])
    expect(attachments[0]?.file.name).not.toMatch(/[/\\\u202e]/)
    // Somebody else's file is no evidence.
    const other = await send(s.holder.admin, 'theirs.txt', 'theirs')
    const body = { ruling_id: s.first.ruling.id, ground: 'other', statement: 'Look.', file_ids: [other.id] }
    expect(await refusalOf(world.act(s.rival.admin, 'dispute.open', { body }))).toBe('request.not_found')
    expect(await refusalOf(s.open(s.rep, s.first.ruling.id, { file_ids: [other.id] }))).toBe('file.not_yours')
  })
})

describe('two at once', () => {
  test('one decision stands, and the other hears that it is decided', async () => {
    const s = await scene('race')
    const second = await s.org.member('channel_ops')
    const { id } = await s.open(s.rival.admin)
    await act(s.handler, 'acknowledge', id)
    await act(s.handler, 'escalate', id)
    const outcomes = await Promise.all(
      [s.operations, second].map((actor) =>
        refusalOf(act(actor, 'decide', id, { outcome: 'upheld', reason: 'So it is.' })),
      ),
    )
    expect(outcomes.toSorted()).toEqual(['carried out', 'dispute.wrong_state'])
    const kept = await rows<{ n: number }>(
      s.org,
      sql`select count(*)::int as n from ruling where org_id = ${s.org.org_id} and kind = 'dispute'`,
    )
    expect(kept).toEqual([{ n: 1 }])
  })

  test('the same side opens one, and the other side may open its own', async () => {
    const s = await scene('twice')
    const opened = await Promise.all([refusalOf(s.open(s.rival.admin)), refusalOf(s.open(s.rival.admin))])
    expect(opened.toSorted()).toEqual(['carried out', 'dispute.already_open'])
    expect(await refusalOf(s.open(s.rep))).toBe('carried out')
  })
})

test('another org’s dispute does not exist, and a ruling about a dispute is not disputed but appealed', async () => {
  const [s, other] = await Promise.all([scene('here'), scene('there')])
  const { id } = await s.open(s.rival.admin)
  expect(await refusalOf(read(other.admin, id))).toBe('request.not_found')
  expect(await refusalOf(act(other.handler, 'acknowledge', id))).toBe('request.not_found')
  await act(s.handler, 'acknowledge', id)
  const [kept] = await rows<{ id: string }>(
    s.org,
    sql`select id from ruling where org_id = ${s.org.org_id} and kind = 'dispute_handler'`,
  )
  expect(await refusalOf(s.open(s.rep, toWireId('ruling', kept?.id ?? '')))).toBe('dispute.not_disputable')
  expect(await refusalOf(s.open(s.holder.admin, s.second.ruling.id))).toBe('request.not_found')
})
