import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidOf } from '#kit/ids.ts'
import { Refused } from '#kit/refusal.ts'
import { findCandidates } from '#server/accounts/index.ts'
import type { Actor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { importsOf, type AnyMapping } from '#tests/make/imports.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'

let world: World
let org: OrgWorld
let admin: Actor
let n = 0

beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('telling-apart', byName)
  admin = await org.member('admin')
})
afterAll(() => world.drop())

/** Partners need not know a company's domain. */
const byName = (yaml: string) => yaml.replace('account_name, account_domain,', 'account_name,')

const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'carried out',
    (error: unknown) => (error instanceof Refused ? error.type.code : String(error)),
  )
const rows = <T>(statement: ReturnType<typeof sql>) =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))

/** A name of its own, that nothing else in these tests is like. */
const SYLLABLES = ['bra', 'kel', 'mor', 'tis', 'vun', 'lop', 'zar', 'quin', 'fed', 'gos']
const fresh = () => {
  n += 1
  const word = [...String(1000 + n * 37)].map((digit) => SYLLABLES[Number(digit)]).join('')
  return `${word[0]?.toUpperCase()}${word.slice(1)} Werke`
}
const account = (body: object) => world.act(admin, 'account.create', { body: { name: fresh(), ...body } })
const submit = (actor: Actor, body: object) => world.act(actor, 'registration.submit', { body: deal(body) })
const deal = (more: object) => ({
  account_country: 'DE',
  amount: { amount_minor: '10000000', currency: 'EUR' },
  expected_close_on: '2030-01-31',
  ...more,
})
const open = async (subject_id: string) => {
  const { rows: found } = await world.act(admin, 'match.list', { query: { limit: 200 } })
  return found.find((row) => row.subject.id === subject_id)
}
const decide = (id: string, body: object, actor = admin) => world.act(actor, 'match.decide', { params: { id }, body })

/** A registration that names an account by its name alone, and the question that comes of it. */
async function unsure(partner: { admin: Actor }, name: string) {
  const registration = await submit(partner.admin, { account_name: name })
  expect(registration.status).toBe('in_review')
  const match = await open(registration.id)
  if (!match) throw new Error('no question was asked')
  return { registration, match }
}

describe('a registration whose company is unsure', () => {
  test('asks a person, side by side with the accounts it could be', async () => {
    const name = fresh()
    const known = await account({ name, country: 'DE', city: 'Kiel' })
    const { match } = await unsure(await org.partner('Asks'), name)
    expect(match).toMatchObject({ source: 'registration', status: 'open', name, best: { account_id: known.id } })
    const shown = await world.act(admin, 'match.get', { params: { id: match.id } })
    expect(shown.beside).toHaveLength(1)
    expect(shown.beside[0]).toMatchObject({ account_id: known.id, city: 'Kiel', is_ruled_out: false, differs: [] })
    expect(shown.beside[0]?.evidence.map(({ text }) => text)).toContain('same name')
    expect(shown.abilities).toEqual(['decide'])
  })

  test('is decided by the word, which sticks for later registrations and whatever looks it up', async () => {
    const name = fresh()
    const known = await account({ name: `${name} Holding Nord`, country: 'DE', domain: `k${n}.example` })
    const { match, registration } = await unsure(await org.partner('Sticks'), `${name} Holding`)
    const decided = await decide(match.id, { verdict: 'same', account_id: known.id })
    expect(decided).toMatchObject({ status: 'same', account: { id: known.id }, abilities: ['take_back'] })
    const after = await world.act(admin, 'registration.get', { params: { id: registration.id } })
    expect(after.account.id).toBe(known.id)
    // The next one with the same words asks nobody.
    const again = await submit((await org.partner('Sticks too')).admin, { account_name: `${name} Holding` })
    expect(await open(again.id)).toBeUndefined()
    expect((await world.act(admin, 'registration.get', { params: { id: again.id } })).account.id).toBe(known.id)
    const checked = await world.act(admin, 'match.check', { body: { name: `${name} Holding`, country: 'DE' } })
    expect(checked).toMatchObject({ verdict: 'same', account: { id: known.id } })
    // Taken back, it binds nothing that comes later; what was decided on it stands.
    await world.act(admin, 'match.take_back', { params: { id: match.id }, body: {} })
    expect((await world.act(admin, 'match.check', { body: { name: `${name} Holding`, country: 'DE' } })).verdict).toBe(
      'maybe',
    )
    expect(await refusalOf(world.act(admin, 'match.take_back', { params: { id: match.id }, body: {} }))).toBe(
      'match.nothing_said',
    )
    const kept = await rows<{ verb: string }>(
      sql`select verb from audit where subject_id = ${uuidOf('match', match.id)} order by id`,
    )
    expect(kept.map(({ verb }) => verb)).toEqual(['match.opened', 'match.decided', 'match.taken_back'])
    const told = await rows<{ kind: string; decider: string }>(
      sql`select kind, decider from ruling where subject_id = ${uuidOf('match', match.id)}`,
    )
    expect(told).toEqual([{ kind: 'match_person', decider: 'match-person@1' }])
  })

  test('that is none of them becomes an account of its own, and stays apart', async () => {
    const name = fresh()
    const known = await account({ name, country: 'DE' })
    const { match, registration } = await unsure(await org.partner('Apart'), name)
    const decided = await decide(match.id, { verdict: 'other' })
    expect(decided).toMatchObject({ status: 'other', account: null })
    const own = (await world.act(admin, 'registration.get', { params: { id: registration.id } })).account.id
    expect(own).not.toBe(known.id)
    const checked = await world.act(admin, 'match.check', { body: { name, country: 'DE' } })
    expect(checked).toMatchObject({ verdict: 'same', account: { id: own } })
  })

  test('loses one candidate at a time, and is none of them when the last is ruled out', async () => {
    const name = fresh()
    const [one, two] = [await account({ name, country: 'DE' }), await account({ name, country: 'DE' })]
    const { match } = await unsure(await org.partner('Narrows'), name)
    expect(match.candidates).toBe(2)
    const narrowed = await decide(match.id, { verdict: 'other', account_id: one.id })
    expect(narrowed).toMatchObject({ status: 'open', candidates: 1 })
    expect(await refusalOf(decide(match.id, { verdict: 'other', account_id: one.id }))).toBe('match.account_not_meant')
    expect(await decide(match.id, { verdict: 'other', account_id: two.id })).toMatchObject({ status: 'other' })
  })

  test('picked on the registration itself answers the question too', async () => {
    const name = fresh()
    const known = await account({ name, country: 'DE' })
    const { match, registration } = await unsure(await org.partner('Picks'), name)
    await world.act(admin, 'registration.pick_account', {
      params: { id: registration.id },
      body: { account_id: known.id },
    })
    expect(await world.act(admin, 'match.get', { params: { id: match.id } })).toMatchObject({
      status: 'same',
      account: { id: known.id },
    })
    expect(await refusalOf(decide(match.id, { verdict: 'other' }))).toBe('match.answered_already')
  })

  test('withdrawn meanwhile leaves nothing to answer', async () => {
    const name = fresh()
    const known = await account({ name, country: 'DE' })
    const partner = await org.partner('Withdraws')
    const { match, registration } = await unsure(partner, name)
    await world.act(partner.admin, 'registration.withdraw', { params: { id: registration.id }, body: {} })
    expect(await refusalOf(decide(match.id, { verdict: 'same', account_id: known.id }))).toBe('match.answered_already')
    expect(await world.act(admin, 'match.get', { params: { id: match.id } })).toMatchObject({
      status: 'settled',
      settled_by: 'withdrawn',
    })
  })

  test('answered by two at once is answered once', async () => {
    const name = fresh()
    const known = await account({ name, country: 'DE' })
    const { match } = await unsure(await org.partner('Raced'), name)
    const other = await org.member('partner_manager')
    const said = await Promise.all([
      refusalOf(decide(match.id, { verdict: 'same', account_id: known.id })),
      refusalOf(decide(match.id, { verdict: 'other' }, other)),
    ])
    expect(said.filter((one) => one === 'carried out')).toHaveLength(1)
    const [row] = await rows<{ n: number }>(
      sql`select count(*)::int as n from ruling where subject_id = ${uuidOf('match', match.id)}`,
    )
    expect(row?.n).toBe(1)
  })

  test('is seen by no other org, and by no partner', async () => {
    const name = fresh()
    await account({ name, country: 'DE' })
    const partner = await org.partner('Walled')
    const { match } = await unsure(partner, name)
    const stranger = await (await world.makeOrg('elsewhere')).member('admin')
    expect(await refusalOf(world.act(stranger, 'match.get', { params: { id: match.id } }))).toBe('request.not_found')
    expect(await refusalOf(decide(match.id, { verdict: 'other' }, stranger))).toBe('request.not_found')
    expect(await refusalOf(world.act(partner.admin, 'match.get', { params: { id: match.id } }))).not.toBe('carried out')
    const seen = await world.db.transaction({ org_id: org.org_id, scope: 'partner', partner_id: partner.uuid }, (tx) =>
      tx.rows(sql`select id from match`),
    )
    expect(seen).toEqual([])
  })
})

describe('a look through the accounts', () => {
  test('asks about pairs once, and what was kept apart is not asked again', async () => {
    const own = await world.makeOrg('looking')
    const boss = await own.member('admin')
    const make = (body: object) => world.act(boss, 'account.create', { body: { name: 'x', ...body } })
    await make({ name: 'Nordkraft Energie AG', country: 'DE' })
    const twin = await make({ name: 'Nordkraft Energie', country: 'DE' })
    await make({ name: 'Bellevue Logistics', country: 'FR' })
    const look = (from_start = false) => world.act(boss, 'match.look', { body: { from_start } })
    expect(await look()).toEqual({ looked_count: 3, opened_count: 1, is_done: true })
    expect(await look(true)).toMatchObject({ looked_count: 3, opened_count: 0 })
    const { rows: found } = await world.act(boss, 'match.list', { query: {} })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ source: 'look', subject: { noun: 'account', id: twin.id } })
    await world.act(boss, 'match.decide', { params: { id: found[0]?.id ?? '' }, body: { verdict: 'other' } })
    expect(await look(true)).toMatchObject({ opened_count: 0 })
  })

  test('merges two accounts that somebody says are one', async () => {
    const own = await world.makeOrg('merging')
    const boss = await own.member('admin')
    const make = (name: string) => world.act(boss, 'account.create', { body: { name, country: 'DE' } })
    const first = await make('Nordkraft Energie AG')
    const second = await make('Nordkraft Energie')
    await world.act(boss, 'match.look', { body: {} })
    const { rows: found } = await world.act(boss, 'match.list', { query: {} })
    const id = found[0]?.id ?? ''
    const decided = await world.act(boss, 'match.decide', {
      params: { id },
      body: { verdict: 'same', account_id: first.id },
    })
    expect(decided).toMatchObject({ status: 'same', merge_id: expect.stringMatching(/^mrg_/) })
    const [row] = await world.db.transaction({ org_id: own.org_id, scope: 'org', partner_id: null }, (tx) =>
      tx.rows<{ merged_into: string }>(sql`select merged_into from account where id = ${uuidOf('account', second.id)}`),
    )
    expect(row?.merged_into).toBe(uuidOf('account', first.id))
    expect(await refusalOf(world.act(boss, 'match.take_back', { params: { id }, body: {} }))).toBe(
      'match.accounts_merged',
    )
    await world.act(boss, 'merge.undo', { params: { id: decided.merge_id ?? '' }, body: { reason: 'Two after all' } })
    expect(await refusalOf(world.act(boss, 'match.take_back', { params: { id }, body: {} }))).toBe('carried out')
  })
})

describe('a row of an import', () => {
  test('that is unsure is tied by the word, and the next import ties the same words without asking', async () => {
    const own = await world.makeOrg('importing')
    const boss = await own.member('admin')
    const files = importsOf(world)
    const known = await world.act(boss, 'account.create', { body: { name: 'Nordkraft Energie AG' } })
    const from = (name: string) => (mapping: AnyMapping) => ({ ...mapping, name, key_columns: ['id'] })
    const csv = (ids: string[]) =>
      `id,account name,stage\n${ids.map((id) => `${id},Nordkraft Energei,Open`).join('\n')}\n`
    const first = await files.bringIn(own.org_id, 'opportunity', csv(['1']), from('first'))
    const { rows: found } = await world.act(boss, 'match.list', { query: { import_id: first.id } })
    expect(found).toMatchObject([{ source: 'import', subject: { noun: 'opportunity' }, name: 'Nordkraft Energei' }])
    const id = found[0]?.id ?? ''
    await world.act(boss, 'match.decide', { params: { id }, body: { verdict: 'same', account_id: known.id } })
    await files.bringIn(own.org_id, 'opportunity', csv(['2', '3']), from('second'))
    const { rows: deals } = await world.act(boss, 'opportunity.list', { query: {} })
    expect(deals.map((deal) => deal.account?.id)).toEqual([known.id, known.id, known.id])
    expect((await world.act(boss, 'match.count')).open).toBe(0)
  })

  test('that is none of them becomes an account of its own, to which the next import ties the same words', async () => {
    const own = await world.makeOrg('importing-new')
    const boss = await own.member('admin')
    const files = importsOf(world)
    const known = await world.act(boss, 'account.create', { body: { name: 'Nordkraft Energie AG' } })
    const from = (name: string) => (mapping: AnyMapping) => ({ ...mapping, name, key_columns: ['id'] })
    await files.bringIn(own.org_id, 'opportunity', 'id,account name,stage\n1,Nordkraft Energei,Open\n', from('first'))
    const { rows: found } = await world.act(boss, 'match.list', { query: {} })
    await world.act(boss, 'match.decide', { params: { id: found[0]?.id ?? '' }, body: { verdict: 'other' } })
    await files.bringIn(own.org_id, 'opportunity', 'id,account name,stage\n2,Nordkraft Energei,Open\n', from('second'))
    const { rows: deals } = await world.act(boss, 'opportunity.list', { query: {} })
    const [one, two] = deals.map((deal) => deal.account?.id)
    expect(one).toBeDefined()
    expect(one).toBe(two)
    expect(one).not.toBe(known.id)
  })
})

describe('trying other terms on history', () => {
  test('counts what changes, which way, and how it stands to what people said', async () => {
    const own = await world.makeOrg('trying', (yaml) =>
      byName(yaml).replace('default_outcome: review', 'default_outcome: approve'),
    )
    const boss = await own.member('admin')
    const names = ['Ostseewind Offshore', 'Bergblick Kliniken', 'Talhof Brauerei']
    for (const name of names) await world.act(boss, 'account.create', { body: { name, country: 'DE' } })
    const partner = await own.partner('Tries')
    for (const account_name of [...names, 'Quarzsand Gruben'])
      await world.act(partner.admin, 'registration.submit', { body: deal({ account_name }) })
    const { rows: asked } = await world.act(boss, 'match.list', { query: {} })
    expect(asked).toHaveLength(3)
    const [first, second] = asked
    await world.act(boss, 'match.decide', {
      params: { id: first?.id ?? '' },
      body: { verdict: 'same', account_id: first?.best?.account_id },
    })
    await world.act(boss, 'match.decide', { params: { id: second?.id ?? '' }, body: { verdict: 'other' } })

    const trial = (body: object) => world.act(boss, 'match.trial', { body })
    const same = await trial({ recognition: {} })
    expect(same).toMatchObject({ looked_at: 6, changed: 0, undecidable: 0, moves: [], rows: [] })
    expect(same.people).toEqual({
      words: 2,
      now: { agrees: 0, asks: 2, contradicts: 0 },
      then: { agrees: 0, asks: 2, contradicts: 0 },
    })
    // Three names that were asked about would be taken as they are; what people picked stays as they said.
    const braver = await trial({ recognition: { name_alone: 'same' } })
    expect(braver).toMatchObject({ changed: 3, moves: [{ from: 'maybe', to: 'same', count: 3 }], decisions: [] })
    expect(braver.rows[0]).toMatchObject({ from: 'maybe', to: 'same', decision_from: 'in_review', decision_to: null })
    expect(braver.people.then).toEqual({ agrees: 1, asks: 0, contradicts: 1 })
    // Who never asks takes all for new, and approves: here the decision follows without the facts of an account.
    const blind = await trial({ recognition: { weights: { name: 100 } } })
    expect(blind).toMatchObject({ changed: 3, moves: [{ from: 'maybe', to: 'new', count: 3 }] })
    expect(blind.decisions).toEqual([{ from: 'in_review', to: 'approved', count: 3 }])
    expect(await refusalOf(trial({ recognition: { thresholds: { same: 7000 } } }))).toBe('match.terms')
    expect(await refusalOf(trial({ version: 77 }))).toBe('match.no_version')
    expect(await trial({ version: 1 })).toMatchObject({ changed: 0 })
  })
})

test('a check keeps nothing, and survives whatever is typed', async () => {
  for (const name of ['GmbH', '…', '🦊', 'شركة المياه', 'a'.repeat(300)]) {
    const answer = await world.act(admin, 'match.check', { body: { name } })
    expect(['same', 'maybe', 'new']).toContain(answer.verdict)
  }
  expect(await refusalOf(world.act(admin, 'match.check', { body: { name: 'x', domain: 'gmail.com' } }))).toBe(
    'account.bad_domain',
  )
  const found = await world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
    findCandidates(tx, org.org_id, { name: 'GmbH', domain: null, tax: null, country: null, account_id: null }),
  )
  expect(found.domain_count).toBe(0)
})
