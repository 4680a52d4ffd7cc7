import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wordsOf } from '#kit/search-words.ts'
import type { Actor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'
import { gatherLeftovers } from './gather-words.ts'

let world: World
let org: OrgWorld
let other: OrgWorld
let manager: Actor

beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('north')
  other = await world.makeOrg('south')
  manager = await org.member('channel_ops')
}, 60_000)
afterAll(() => world.drop())

async function find(actor: Actor, q: string, nouns?: string) {
  const { groups } = await world.act(actor, 'search.find', { query: { q, nouns, limit: 20 } })
  return groups.flatMap((group) => group.rows)
}
const titles = async (actor: Actor, q: string) => (await find(actor, q)).map((hit) => `${hit.noun} ${hit.title}`)
const account = (name: string, more: object = {}) =>
  world.act(org.operator, 'account.create', { body: { name, ...more } })

describe('finds', () => {
  test('everything that has words, by their beginnings, in any order', async () => {
    await account('Zephyr Aviation Holding', {
      domain: 'zephyr-air.example',
      city: 'Oslo',
      tax_id: 'NO 923 609 016',
      country: 'NO',
    })
    const partner = await org.partner('Zephyr Resellers')
    await world.act(org.operator, 'product.create', { body: { name: 'Zephyr Wing', line: 'Wings' } })
    await world.act(org.operator, 'member.create', { body: { name: 'Zoe Zephyrson', email: 'zoe@zephyr-air.example' } })
    const { id } = await world.act(partner.admin, 'registration.submit', {
      body: {
        account_name: 'Zephyr Logistik',
        account_domain: 'zephyr-log.example',
        account_country: 'DE',
        contact_name: 'Vera Quist',
        amount: { amount_minor: '100000', currency: 'EUR' },
        expected_close_on: '2035-01-31',
      },
    })
    expect((await titles(manager, 'zeph')).sort()).toEqual([
      'account Zephyr Aviation Holding',
      'account Zephyr Logistik',
      'member Zoe Zephyrson',
      'partner Zephyr Resellers',
      'product Zephyr Wing',
      'registration Zephyr Logistik',
    ])
    expect(await titles(manager, 'hold zeph avi')).toEqual(['account Zephyr Aviation Holding'])
    expect(await titles(manager, 'zephyr-air.exa')).toEqual(['account Zephyr Aviation Holding', 'member Zoe Zephyrson'])
    expect(await titles(manager, 'NO923609016')).toEqual(['account Zephyr Aviation Holding'])
    expect(await titles(manager, 'program 1')).toEqual(['program Version 1'])
    const [by_contact] = await find(manager, 'vera quist')
    expect(by_contact).toMatchObject({ noun: 'registration', matched: { by: 'contact', text: 'Vera Quist' } })
    expect(await find(manager, id)).toMatchObject([{ id, matched: { by: 'id' } }])
    expect(await find(manager, id.slice(0, 16))).toMatchObject([{ noun: 'registration' }])
    const { claim_no } = await world.act(manager, 'registration.get', { params: { id } })
    const [first] = await find(manager, `#${claim_no}`)
    expect(first).toMatchObject({ id, matched: { by: 'claim_no' } })
    expect(await find(manager, '')).toEqual([])
    expect(await find(manager, '"!?')).toEqual([])
  })

  test('a name by what it is now, and no longer by what it was', async () => {
    const made = await account('Oldenkamp Werke')
    await world.act(org.operator, 'account.edit', {
      params: { id: made.id },
      query: { if_match: made.revision },
      body: { name: 'Neukamp Werke' },
    })
    expect(await titles(manager, 'oldenkamp')).toEqual([])
    expect(await titles(manager, 'neukamp')).toEqual(['account Neukamp Werke'])
  })

  test('the exact name before its beginnings, and the newest of equals first', async () => {
    for (const name of ['Quartzite Mining', 'Quartz', 'Quartz Sand Works', 'Old Quartz Traders']) await account(name)
    const found = (await find(manager, 'quartz', 'account')).map((hit) => hit.title)
    expect(found[0]).toBe('Quartz')
    expect(found.slice(1, 2)).toEqual(['Quartz Sand Works'])
    expect(new Set(found.slice(2))).toEqual(new Set(['Old Quartz Traders', 'Quartzite Mining']))
  })

  test('whatever was inserted, by the beginnings of any of its words in any order', async () => {
    const names = fc.array(fc.string({ unit: 'grapheme', minLength: 2, maxLength: 10 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(names, fc.nat(1000), async (parts, pick) => {
        const name = `${parts.join(' ').replaceAll('\0', '')} x`.trim()
        const words = wordsOf(name).slice(0, 6)
        const { id } = await account(name)
        const typed = words.toReversed().map((word, at) => [...word].slice(0, 1 + ((pick + at) % 4)).join(''))
        const found = await find(manager, [...typed, ...words].slice(0, 8).join(' '), 'account')
        expect(found.map((hit) => hit.id)).toContain(id)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the walls', () => {
  test('nobody finds what another org or another partner has, whatever is typed', async () => {
    const ours = await org.partner('Canary Keepers')
    const rival = await org.partner('Rival Keepers')
    const theirs = await other.partner('Canary Keepers')
    const claim = (name: string) => ({
      body: {
        account_name: name,
        account_domain: `${name.replaceAll(' ', '').toLowerCase()}.example`,
        account_country: 'DE',
        contact_name: `Contact of ${name}`,
        contact_email: `contact@${name.replaceAll(' ', '').toLowerCase()}.example`,
        amount: { amount_minor: '100000', currency: 'EUR' },
        expected_close_on: '2035-01-31',
      },
    })
    const a = await world.act(ours.admin, 'registration.submit', claim('Canarybird One'))
    const b = await world.act(rival.admin, 'registration.submit', claim('Canarybird Two'))
    const c = await world.act(theirs.admin, 'registration.submit', claim('Canarybird Three'))
    await account('Canarybird Secret', { domain: 'canarysecret.example' })
    await ours.person('partner_seller')
    const typed = [
      'canarybird',
      'c',
      'one',
      'two',
      'three',
      'secret',
      'contact',
      'canary keepers',
      'person',
      'partner',
      'example',
    ]
    const texts = [
      ...typed,
      a.id,
      b.id,
      c.id,
      a.id.slice(0, 12),
      b.id.slice(0, 12),
      'reg_019',
      'acc_019',
      '1',
      '2',
      '3',
      'canarybirdtwo.example',
    ]
    for (const q of texts) {
      const found = await find(ours.admin, q)
      expect(
        found.filter((hit) => !['registration', 'membership'].includes(hit.noun)),
        q,
      ).toEqual([])
      expect(
        found.filter((hit) => hit.noun === 'registration').every((hit) => hit.id === a.id),
        q,
      ).toBe(true)
      expect(JSON.stringify(found), q).not.toMatch(/Two|Three|Secret|Rival/)
      expect(JSON.stringify(await find(manager, q)), q).not.toMatch(/Three/)
    }
    expect(await titles(ours.admin, 'bird')).toEqual([])
    expect(await titles(ours.admin, 'canary')).toEqual(['registration Canarybird One'])
    expect((await find(theirs.admin, 'canary')).map((hit) => hit.id)).toEqual([c.id])
  })

  test('the words themselves are behind the wall, not only the answer', async () => {
    const ours = await org.partner('Wall Watchers')
    const seen = await world.db.transaction(
      { org_id: org.org_id, scope: 'partner', partner_id: ours.uuid },
      async (tx) => [
        await tx.rows(sql`select 1 from search_word where partner_id is distinct from ${ours.uuid}`),
        await tx.rows(sql`select 1 from search_entry where partner_id is distinct from ${ours.uuid}`),
      ],
    )
    expect(seen).toEqual([[], []])
  })

  test('a role finds only kinds that it may read', async () => {
    await account('Permitta Ltd')
    const nothing: Actor = { ...manager, permissions: new Set() }
    expect(await titles(nothing, 'permitta')).toEqual([])
    expect(await titles({ ...manager, permissions: new Set(['account:read']) }, 'permitta')).toHaveLength(1)
  })
})

test('who has left is not found any more', async () => {
  const partner = await org.partner('Leavers')
  const seller = await partner.person('partner_seller')
  const [hit] = await find(manager, 'leavers', 'membership').then(async (found) =>
    found.length ? found : find(partner.admin, 'person', 'membership'),
  )
  expect(hit).toBeDefined()
  const before = await find(partner.admin, 'person', 'membership')
  const mine = before.find((one) => one.id === `mem_${seller.membership_id?.replaceAll('-', '')}`)
  expect(mine).toBeDefined()
  await world.act(partner.admin, 'person.end', { params: { id: mine?.id } })
  expect((await find(partner.admin, 'person', 'membership')).map((one) => one.id)).not.toContain(mine?.id)
})

test('what stood there before is gathered in stretches, and stays right when it is edited meanwhile', async () => {
  const made = await account('Leftover Industries')
  const scope = { org_id: org.org_id, scope: 'org', partner_id: null } as const
  await world.db.transaction(scope, async (tx) => {
    await tx.run(sql`delete from search_word`)
    await tx.run(sql`delete from search_entry`)
  })
  expect(await titles(manager, 'leftover')).toEqual([])
  const edit = world.act(org.operator, 'account.edit', {
    params: { id: made.id },
    query: { if_match: made.revision },
    body: { name: 'Leftover Foundry' },
  })
  await Promise.all([gatherLeftovers(world.runtime, new AbortController().signal), edit])
  await gatherLeftovers(world.runtime, new AbortController().signal)
  expect(await titles(manager, 'leftover')).toEqual(['account Leftover Foundry'])
  expect(await titles(manager, 'leftover industries')).toEqual([])
  expect(await titles(manager, 'zephyr wing')).toEqual(['product Zephyr Wing'])
})
