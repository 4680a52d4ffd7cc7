import { describe, expect, test } from 'vitest'
import { addWorkingDays, localDate, type Calendar } from '#kit/calendar.ts'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { type Actor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { act, company, held, liveThere, read, refusalOf, rows, scene, state, world } from '#tests/make/dispute-scene.ts'

liveThere()

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
