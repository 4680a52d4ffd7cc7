import { describe, expect, test } from 'vitest'
import { Refused } from '#kit/refusal.ts'
import { mergeAccounts } from '#server/merges/index.ts'
import { act, company, held, liveThere, read, refusalOf, scene, state, world } from '#tests/make/dispute-scene.ts'

liveThere()

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
    // Neither way round, and whoever tries it out reads what holds it.
    const merge = (from: string, into: string, dry_run = false) =>
      mergeAccounts.run(
        { runtime: world.runtime, actor: s.org.operator, request_id: 'test', dry_run },
        { params: { id: from }, body: { into, reason: 'One company.' } },
      )
    const account_id = s.first.account.id ?? ''
    for (const [from, into] of [[other.id, account_id] as const, [account_id, other.id] as const]) {
      expect(await refusalOf(merge(from, into))).toBe('merge.stopped')
      const { answer } = await merge(from, into, true)
      expect(answer.obstacles).toMatchObject([{ code: 'held', resolved_by: 'waiting', by: [{ noun: 'dispute', id }] }])
    }
    await act(s.rep, 'withdraw', id)
    expect(await refusalOf(merge(other.id, account_id))).toBe('carried out')
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

  test('lifts a conduct case, in the same moment as the decision, and the suspension with it', async () => {
    const s = await scene('lifted', (yaml) => yaml.replace(/^    (first|second|third): .*$/gm, '    $1: suspension'))
    const partner_id = s.rival.id
    const standing = async () =>
      (await world.act(s.admin, 'partner.get', { params: { id: partner_id } })).enrollments.map(({ status }) => status)
    const before = await standing()
    const { id } = await world.act(s.admin, 'conduct_case.open', {
      body: { partner_id, kind: 'poaching', words: 'A customer told us.' },
    })
    const params = { id }
    await world.act(s.admin, 'conduct_case.notify', { params, body: { words: 'What happened?' } })
    await world.act(s.rival.admin, 'conduct_case.answer', { params, body: { words: 'Nothing of the kind.' } })
    const propose = { decision: 'propose', reason: 'We believe them.' }
    await world.act(s.admin, 'conduct_case.decide', { params, body: propose })
    const second = await s.org.member('admin')
    await world.act(second, 'conduct_case.confirm', { params, body: { agrees: true, reason: 'So do I.' } })
    expect(await standing()).toEqual(['suspended'])
    const { decision_ruling_id } = await world.act(s.rival.admin, 'conduct_case.get', { params })
    const opened = await world.act(s.rival.admin, 'dispute.open', {
      body: { ruling_id: decision_ruling_id ?? '', ground: 'facts', statement: 'It was another partner.' },
    })
    await act(s.handler, 'acknowledge', opened.id)
    await act(s.handler, 'escalate', opened.id)
    const { choices } = await read(s.operations, opened.id)
    expect(choices).toMatchObject([{ kind: 'lift_case', subject_id: id, tells: null }])
    await act(s.operations, 'decide', opened.id, {
      outcome: 'overturned',
      reason: 'The customer meant somebody else.',
      effects: [{ kind: 'lift_case', subject_id: id }],
    })
    const lifted = await world.act(s.admin, 'conduct_case.get', { params })
    expect(lifted).toMatchObject({
      status: 'lifted',
      end_reason: 'The customer meant somebody else.',
      counts_until: null,
    })
    const own = await world.act(s.rival.admin, 'conduct_case.standing', { query: {} })
    expect(own).toMatchObject({ standing: 'good' })
    expect(await standing()).toEqual(before)
  })
})
