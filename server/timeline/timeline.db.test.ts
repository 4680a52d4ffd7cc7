import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refused } from '#kit/refusal.ts'
import type { Actor } from '#server/command/index.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'

let world: World
let org: OrgWorld
let manager: Actor
let ours: Awaited<ReturnType<OrgWorld['partner']>>

beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('telling')
  manager = await org.member('channel_ops')
  ours = await org.partner('Ours')
}, 60_000)
afterAll(() => world.drop())

let companies = 0
const submit = (actor: Actor, more: object = {}) => {
  companies += 1
  return world.act(actor, 'registration.submit', {
    body: {
      account_name: `Told company ${companies}`,
      account_domain: `told${companies}.example`,
      account_country: 'DE',
      amount: { amount_minor: '10000000', currency: 'EUR' },
      expected_close_on: '2035-01-31',
      ...more,
    },
  })
}
const timeline = (actor: Actor, subject: string, more: object = {}) =>
  world.act(actor, 'timeline.read', { query: { subject, ...more } })
const texts = async (actor: Actor, subject: string) => (await timeline(actor, subject)).rows.map((row) => row.text)
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'carried out',
    (error: unknown) => (error instanceof Refused ? error.type.code : String(error)),
  )

test('says who did what to a registration, and what the program did by itself', async () => {
  const { id } = await submit(ours.admin)
  await world.act(manager, 'registration.reject', { params: { id }, body: { reason: 'Sold by us since spring.' } })
  const { rows } = await timeline(manager, id)
  const [name] = (await world.act(manager, 'person.list', { query: { side: 'org' } })).rows.map((row) => row.name)
  const [seller] = (await world.act(ours.admin, 'person.list', {})).rows.map((row) => row.name)
  expect(rows.map((row) => row.text)).toEqual([
    `${name} rejected the registration`,
    'Went to a person for review',
    `${seller} registered the account`,
  ])
  expect(rows[0]).toMatchObject({ tone: 'danger', detail: 'Sold by us since spring.', actor: { kind: 'person', name } })
  expect(rows[1]).toMatchObject({ actor: { kind: 'program' } })
})

test('tells a partner its own story: its people by name, the org’s by the org', async () => {
  const { id } = await submit(ours.admin)
  await world.act(manager, 'registration.approve', { params: { id }, body: { reason: 'Go ahead.' } })
  const [seller] = (await world.act(ours.admin, 'person.list', {})).rows.map((row) => row.name)
  const { rows } = await timeline(ours.admin, id)
  expect(rows.map((row) => row.text)).toEqual([
    'telling approved the deal',
    'Being checked',
    `${seller} registered the deal`,
  ])
  const [person] = (await world.act(manager, 'person.list', { query: { side: 'org' } })).rows
  expect(JSON.stringify(rows)).not.toContain(person?.name)
})

test('what another partner or another org has, or the org alone, does not exist', async () => {
  const rival = await org.partner('Rival')
  const other = await world.makeOrg('elsewhere')
  const { id } = await submit(ours.admin)
  const account = await world.act(org.operator, 'account.create', { body: { name: 'The org’s own' } })
  const stranger = await other.member('admin')
  for (const [actor, subject] of [
    [rival.admin, id],
    [rival.admin, ours.id],
    [stranger, id],
    [stranger, ours.id],
    [stranger, account.id],
    [ours.admin, account.id],
    [manager, id.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    [ours.admin, `org_${org.org_id.replaceAll('-', '')}`.replace(/.$/, 'x').slice(0, 4) + '0'.repeat(32)],
  ] as const)
    expect(await refusalOf(timeline(actor, subject)), subject).toBe('request.not_found')
  expect(await texts(ours.admin, ours.id)).not.toEqual([])
})

test('an account tells what happened to its registrations and opportunities, a partner what happened to its own', async () => {
  const { id } = await submit(ours.admin)
  const { account } = await world.act(manager, 'registration.get', { params: { id } })
  const account_id = account.id ?? ''
  await world.act(org.operator, 'opportunity.create', { body: { name: 'Renewal', account_id } })
  const of_account = (await timeline(manager, account_id)).rows
  expect(of_account.map((row) => [row.subject.noun, row.type])).toEqual([
    ['opportunity', 'opportunity.created'],
    ['registration', 'registration.in_review'],
    ['registration', 'registration.submitted'],
    ['account', 'account.created'],
  ])
  expect(of_account[1]?.subject).toMatchObject({ id, title: account.name, beside: 'Ours' })
  const of_partner = await timeline(manager, ours.id, { limit: 200 })
  expect(new Set(of_partner.rows.map((row) => row.subject.noun))).toEqual(
    new Set(['registration', 'partner', 'membership']),
  )
})

test('pages neither repeat nor leave out, whatever is filtered from what a reader is told', async () => {
  const all = (await timeline(manager, ours.id, { limit: 200 })).rows.map((row) => row.id)
  const paged: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await timeline(manager, ours.id, { limit: 3, cursor })
    paged.push(...page.rows.map((row) => row.id))
    if (page.next_cursor === null) break
    cursor = page.next_cursor
  }
  expect(paged).toEqual(all)
})

test('a version of the program tells its own', async () => {
  const org_wire = `org_${org.org_id.replaceAll('-', '')}`
  expect((await timeline(manager, org_wire, { version: 1 })).rows.map((row) => row.detail)).toEqual([
    'Version 1',
    'Version 1',
  ])
  expect((await timeline(manager, org_wire, { version: 9 })).rows).toEqual([])
})

test('what one may not read of, one is not told of: not on its own timeline, nor on the partner’s, nor in the feed', async () => {
  const [boss, rep] = [await org.member('partner_manager'), await org.member('sales_rep')]
  const { id } = await world.act(boss, 'conduct_case.open', {
    body: { partner_id: ours.id, kind: 'poaching', words: 'A customer told us.' },
  })
  expect((await timeline(boss, id)).rows.map((row) => row.type)).toEqual(['conduct_case.found'])
  expect(await refusalOf(timeline(rep, id))).toBe('request.not_found')
  // The partner was not told yet, and is then.
  expect(await refusalOf(timeline(ours.admin, id))).toBe('request.not_found')
  await world.act(boss, 'conduct_case.notify', { params: { id }, body: { words: 'What was it?' } })
  expect((await timeline(ours.admin, id)).rows.map((row) => row.type)).toEqual(['conduct_case.notified'])
  const typesFor = async (actor: Actor) => {
    const feed = await world.act(actor, 'event.list', { query: { subject_id: id } })
    return [...feed.rows, ...(await timeline(actor, ours.id, { limit: 200 })).rows].map((row) => row.type)
  }
  expect(await typesFor(boss)).toContain('conduct_case.notified')
  expect((await typesFor(rep)).filter((type) => type.startsWith('conduct_case'))).toEqual([])
  const kinds = async (actor: Actor) =>
    (await world.act(actor, 'ruling.list', { query: { limit: 200 } })).rows.map((row) => row.kind)
  const held = await world.act(boss, 'conduct_case.get', { params: { id } })
  expect(held.id).toBe(id)
  expect((await kinds(rep)).filter((kind) => kind.startsWith('conduct_case'))).toEqual([])
})

test('a merge stands on both accounts’ timelines, and on its own', async () => {
  const [a, b] = await Promise.all(
    ['Two Names', 'One Company'].map((name) => world.act(org.operator, 'account.create', { body: { name } })),
  )
  const boss = await org.member('partner_manager')
  const merge = await world.act(boss, 'account.merge', {
    params: { id: a?.id ?? '' },
    body: { into: b?.id ?? '', reason: 'One company.' },
  })
  await world.act(boss, 'merge.undo', { params: { id: merge.id }, body: { reason: 'Two after all.' } })
  const both = ['account.merge_undone', 'account.merged']
  expect((await timeline(manager, merge.id)).rows.map((row) => row.type)).toEqual(both)
  for (const one of [a, b])
    expect((await timeline(manager, one?.id ?? '')).rows.map((row) => row.type)).toEqual([...both, 'account.created'])
  expect(await refusalOf(timeline(ours.admin, merge.id))).toBe('request.not_found')
})
