import { afterAll, beforeAll, expect, test } from 'vitest'
import { toWireId } from '#kit/ids.ts'
import type { Reason } from '#kit/ruling.ts'
import { command } from '#server/command/index.ts'
import { createProduct } from '#server/products/contract.ts'
import { newId } from '#server/platform/clock.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { refusedWith } from '#tests/make/identity.ts'
import { makeShops } from '#tests/make/shops.ts'
import { defineDeciders } from './deciders.ts'
import { getRuling, listRegistrationRulings, replayRuling } from './read.ts'

let world: Awaited<ReturnType<typeof makeShops>>
beforeAll(async () => void (world = await makeShops()))
afterAll(() => world.drop())

type Facts = { amount: number; rival_id: string }
const because = (amount: number, rival_id: string): Reason[] => [
  { check: 'country', verdict: 'passed', code: 'country.passed', params: {}, evidence: [], reader: 'org' },
  { check: 'rival', verdict: 'noted', code: 'rival.near', params: {}, evidence: [rival_id], reader: 'org' },
  { check: 'amount', verdict: 'answered', code: 'amount.small', params: { amount }, evidence: [], reader: 'partner' },
  { check: 'rules', verdict: 'not_reached', code: 'rules.not_reached', params: {}, evidence: [], reader: 'org' },
]

/** A small ladder: it approves, for as many days as the program says. */
const deciders = defineDeciders({
  name: 'test@1',
  replay: (facts, document) => {
    const { amount, rival_id } = facts as Facts
    const { days } = (document['registration'] as { protection: { days: number } }).protection
    return { outcome: { status: 'approved', days, rival_id }, because: because(amount, rival_id) }
  },
  words: ({ code, params }, reader) => `${code} ${params['amount'] ?? ''} to ${reader}`,
  titles: { amount: 'Is it small?' },
  evidence: { rival: 'registration' },
  outcomeForPartner: (outcome) => ({ status: (outcome as { status: string }).status }),
})

async function makeOrg() {
  const org_id = await world.makeOrg()
  await world.publish(org_id)
  await world.enrolled(org_id, 'Own')
  await world.enrolled(org_id, 'Other')
  const ids = await world.rows<{ id: string; name: string }>(
    org_id,
    sql`select id, name from partner where org_id = ${org_id}`,
  )
  const partner_id = (name: string) => ids.find((partner) => partner.name === name)?.id ?? ''
  const { call } = await world.makePerson(org_id, 'admin')
  const ports = { deciders, documentOf: world.program.programs.documentOf }
  /** A ruling as a verb would keep it; `days` is what it granted. */
  async function rule(subject_id: string, days = 90, decider = 'test@1') {
    const id = newId()
    const facts: Facts = { amount: 7, rival_id: newId() }
    const outcome = { status: 'approved', days, rival_id: facts.rival_id }
    // Any verb will do: only what the funnel keeps is looked at.
    const verb = command(createProduct, {
      gather: async () => undefined,
      write: async (ctx, { input }) => {
        const about = {
          kind: 'registration',
          subject_id,
          partner_id: partner_id('Own'),
          program_version: (await ctx.program()).version,
        }
        ctx.rule({ id, ...about, decider, facts, outcome, because: because(facts.amount, facts.rival_id) })
        ctx.record('test', { noun: 'registration', id: subject_id }, {})
        return {
          id: '',
          name: input.body.name,
          line: null,
          series: null,
          list_price: null,
          created_at: ctx.now,
          revision: 1,
          abilities: [],
        }
      },
    })
    await verb.run(call, { body: { name: 'x' } })
    return { id: toWireId('ruling', id), facts }
  }
  return { org_id, call, ports, rule, partner_id }
}

test('tells the org the whole ladder with its evidence and facts', async () => {
  const { call, ports, rule } = await makeOrg()
  const subject = newId()
  const { id, facts } = await rule(subject)
  const ruling = await getRuling(ports).run(call, { params: { id } })
  expect(ruling).toMatchObject({
    id,
    kind: 'registration',
    subject_id: toWireId('registration', subject),
    program_version: 1,
    abilities: ['replay'],
  })
  expect(ruling.facts).toEqual({ amount: 7, rival_id: facts.rival_id })
  expect(ruling.because.map(({ check, verdict }) => [check, verdict])).toEqual([
    ['country', 'passed'],
    ['rival', 'noted'],
    ['amount', 'answered'],
    ['rules', 'not_reached'],
  ])
  expect(ruling.because[1]).toMatchObject({ evidence: [toWireId('registration', facts.rival_id)] })
  expect(ruling.because[2]).toMatchObject({
    title: 'Is it small?',
    text: 'amount.small 7 to org',
    params: { amount: 7 },
  })
})

test('tells the partner only what was said to it, and nothing of anybody else', async () => {
  const { org_id, ports, rule, partner_id } = await makeOrg()
  const { id, facts } = await rule(newId())
  const { call } = await world.makePerson(org_id, 'partner_viewer', partner_id('Own'))
  const ruling = await getRuling(ports).run(call, { params: { id } })
  expect(ruling.because).toEqual([
    { check: 'amount', title: 'Is it small?', verdict: 'answered', text: 'amount.small 7 to partner' },
  ])
  expect(ruling.outcome).toEqual({ status: 'approved' })
  expect(ruling).not.toHaveProperty('facts')
  expect(JSON.stringify(ruling)).not.toContain(facts.rival_id.slice(-12))
  expect(await refusedWith(replayRuling(ports).run(call, { params: { id } }))).toBe('access.not_allowed')

  const { call: rival } = await world.makePerson(org_id, 'partner_admin', partner_id('Other'))
  expect(await refusedWith(getRuling(ports).run(rival, { params: { id } }))).toBe('request.not_found')
})

test('lists the rulings about a registration newest first, in pages', async () => {
  const { call, ports, rule } = await makeOrg()
  const subject = newId()
  const made = [await rule(subject), await rule(subject), await rule(subject)]
  await rule(newId())
  const list = (query: object) =>
    listRegistrationRulings(ports).run(call, { params: { id: toWireId('registration', subject) }, query })
  const first = await list({ limit: 2 })
  const second = await list({ limit: 2, cursor: first.next_cursor })
  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(made.map(({ id }) => id).reverse())
  expect(second.next_cursor).toBeNull()
  const unknown = listRegistrationRulings(ports).run(call, { params: { id: toWireId('registration', newId()) } })
  expect(await refusedWith(unknown)).toBe('request.not_found')
  const other = await makeOrg()
  expect(await refusedWith(getRuling(ports).run(other.call, { params: { id: made[0]?.id } }))).toBe('request.not_found')
})

test('replays a ruling by the terms of its own version, whatever is in force now', async () => {
  const { org_id, call, ports, rule } = await makeOrg()
  const { id } = await rule(newId())
  await world.publish(
    org_id,
    'tracks: [{ key: a, name: A, type: reseller, tiers: [{ key: b, name: B, benefits: [x] }] }]\nregistration: { protection: { days: 30 } }',
  )
  expect(await replayRuling(ports).run(call, { params: { id } })).toMatchObject({
    same: true,
    differences: [],
    outcome: { days: 90 },
  })
  const odd = await rule(newId(), 45)
  expect(await replayRuling(ports).run(call, { params: { id: odd.id } })).toMatchObject({
    same: false,
    stored_outcome: { days: 45 },
    differences: [{ where: 'outcome.days', stored: '45', replayed: '30' }],
  })
})

test('says so where the ladder that decided is not known', async () => {
  const { call, ports, rule } = await makeOrg()
  const { id } = await rule(newId(), 90, 'test@9')
  expect(await refusedWith(getRuling(ports).run(call, { params: { id } }))).toBe('ruling.decider_unknown')
})
