import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registrableDomain } from '#kit/domain.ts'
import { fromWireId } from '#kit/ids.ts'
import { operatorActor } from '#server/command/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeIdentity, refusedWith } from '#tests/make/identity.ts'
import { countWords } from './count-words.ts'
import { createAccount, editAccount } from './edit.ts'
import { findCandidates, findCandidatesFor, type Asked } from './find-candidates.ts'
import { renewClues } from './renew-clues.ts'
import { addAliases, keepApart, revokeSaid } from './said.ts'
import { lockKeys, retireAccount } from './store.ts'
import { taxKey } from './tax-key.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>
beforeAll(async () => {
  world = await makeIdentity()
})
afterAll(() => world.drop())

type Fields = {
  name: string
  domain?: string
  country?: string
  city?: string
  street?: string
  postcode?: string
  phone?: string
  tax_id?: string
}

const call = (org: string) => ({ runtime: world.runtime, actor: operatorActor(org), request_id: 'req_test' })
const scope = (org: string) => ({ org_id: org, scope: 'org', partner_id: null }) as const
const by = () => ({ at: wallNow(), by: 'operator', source_id: null })

async function make(org: string, fields: Fields): Promise<string> {
  const { answer } = await createAccount.run(call(org), { body: fields })
  return fromWireId('account', answer.id) ?? ''
}

function asked(fields: Partial<Fields> & { self?: string }): Asked {
  const { name = '', domain, country = null, city = null, street = null, postcode = null, phone = null } = fields
  const found = domain ? registrableDomain(domain) : undefined
  return {
    ...{ account_id: null, name, country, city, street, postcode, phone },
    self: fields.self ?? null,
    domain: found?.ok ? found.domain : null,
    tax: taxKey(country, fields.tax_id ?? null),
  }
}

const look = (org: string, fields: Parameters<typeof asked>[0]) =>
  world.db.transaction(scope(org), (tx) => findCandidates(tx, org, asked(fields)))

/** The best account that a look finds. */
async function best(org: string, fields: Parameters<typeof asked>[0]) {
  const [first] = (await look(org, fields)).found
  return first && { id: first.account_id, domain: first.domain, how: first.name.how, said: first.said }
}

const NORTHWIND = { name: 'Northwind Trading Inc', domain: 'northwind-trading.com', country: 'US' }

test.each([
  ['its domain', { name: 'Something Else', domain: 'northwind-trading.com' }, { domain: 'same' }],
  ['a host below it', { name: 'Something', domain: 'https://mail.eu.northwind-trading.com/x' }, { domain: 'same' }],
  ['an address at it', { name: 'Something', domain: 'jo@northwind-trading.com' }, { domain: 'same' }],
  ['its domain in another country', { name: 'Northwind', domain: 'northwind-trading.de' }, { domain: 'sibling' }],
  ['its name', { name: 'northwind trading' }, { how: ['legal_form'] }],
  ['a typing error', { name: 'Northwnid Trading' }, { how: ['typing'] }],
  ['other order', { name: 'Trading Northwind' }, { how: ['order'] }],
  ['words in one', { name: 'NorthWindTrading' }, {}],
  ['an abbreviation', { name: 'Northwind Trdg.' }, { how: ['abbreviation'] }],
])('a company is found by %s', async (_, fields, like) => {
  const org = await world.makeOrg()
  const id = await make(org, NORTHWIND)
  await make(org, { name: 'Southwind Foods Inc', domain: 'southwind.com', country: 'US' })
  expect(await best(org, fields)).toMatchObject({ id, ...like })
})

test('a company is found by its name in another script, its phone and its street', async () => {
  const org = await world.makeOrg()
  const greek = await make(org, { name: 'Αθηναϊκή Ζυθοποιία', country: 'GR' })
  const at = { street: 'Am Wall 12', postcode: '28195', city: 'Bremen', country: 'DE', phone: '+49 421 123456' }
  const wall = await make(org, { name: 'Hansen Kontor', ...at })
  expect((await best(org, { name: 'Athinaiki Zythopoiia' }))?.id).toBe(greek)
  expect((await best(org, { name: 'Ganz Anders', phone: '0421/123456', country: 'DE' }))?.id).toBe(wall)
  const { found } = await look(org, { name: 'Ganz Anders', street: 'am wall 12', postcode: '28195', country: 'DE' })
  expect(found).toMatchObject([{ account_id: wall, street: 'same' }])
})

test('another org’s accounts are never found, by no clue and by no tax id', async () => {
  const [org, other] = [await world.makeOrg(), await world.makeOrg()]
  await make(other, { ...NORTHWIND, tax_id: '12-3456789', phone: '+1 312 555 0100' })
  expect(await look(org, { ...NORTHWIND, tax_id: '12-3456789', phone: '+1 312 555 0100' })).toEqual({
    found: [],
    domain_count: 0,
  })
  const spoofed = world.db.transaction(scope(org), (tx) => findCandidates(tx, other, asked(NORTHWIND)))
  expect((await spoofed).found).toEqual([])
})

describe('what a person said sticks', () => {
  test('a name and a domain that are the account too, until that is taken back', async () => {
    const org = await world.makeOrg()
    const id = await make(org, NORTHWIND)
    const words = { name: 'Blue Heron Holdings', domain: 'blue-heron.com', country: 'US' }
    expect(await best(org, words)).toBeUndefined()
    await world.db.transaction(scope(org), (tx) => addAliases(tx, org, id, words, { ...by(), source_id: id }))
    expect(await best(org, words)).toMatchObject({ id, domain: 'alias', said: 'same' })
    expect(await best(org, { name: 'Blue Heron Holdings' })).toMatchObject({ id, said: 'same' })
    // A name was said of a country; the same name elsewhere is another question.
    expect(await best(org, { name: 'Blue Heron Holdings', country: 'FR' })).toMatchObject({ id, said: null })
    // An edit does not lose it.
    await editAccount.run(call(org), {
      params: { id: `acc_${id.replaceAll('-', '')}` },
      query: { if_match: 1 },
      body: { name: 'Northwind Group' },
    })
    expect(await best(org, words)).toMatchObject({ id, said: 'same' })
    await world.db.transaction(scope(org), (tx) => revokeSaid(tx, org, { source_id: id }, by()))
    expect(await best(org, words)).toBeUndefined()
  })

  test('a company that is not the account, and two accounts that are not one', async () => {
    const org = await world.makeOrg()
    const [id, twin] = [await make(org, NORTHWIND), await make(org, { ...NORTHWIND, country: 'FR' })]
    await world.db.transaction(scope(org), async (tx) => {
      keepApart(tx, org, id, { name: 'Northwind Traders', domain: null, country: 'US' }, by())
      keepApart(tx, org, twin, { account_id: id }, by())
    })
    const said = async (fields: Parameters<typeof asked>[0]) =>
      (await look(org, fields)).found.find((one) => one.account_id === id)?.said
    expect(await said({ name: 'northwind traders ltd', country: 'US' })).toBe('other')
    expect(await said({ name: 'Northwind Trading', country: 'US' })).toBe(null)
    expect(await said({ ...NORTHWIND, self: twin })).toBe('other')
    // The last word counts.
    await world.db.transaction(scope(org), (tx) => addAliases(tx, org, id, { name: 'Northwind Traders' }, by()))
    expect(await said({ name: 'northwind traders ltd', country: 'US' })).toBe('same')
  })
})

test('what was merged answers as what it became; what was retired is found no more', async () => {
  const org = await world.makeOrg()
  const [winner, loser] = [await make(org, NORTHWIND), await make(org, { name: 'Blue Heron', domain: 'heron.com' })]
  await world.run(org, sql`update account set merged_into = ${winner} where id = ${loser}`)
  expect((await look(org, { name: 'Blue Heron' })).found).toMatchObject([
    { account_id: winner, known_as: 'Blue Heron', shown: { name: NORTHWIND.name } },
  ])
  expect(await look(org, { name: '?', domain: 'heron.com' })).toMatchObject({
    domain_count: 1,
    found: [{ account_id: winner, domain: 'same' }],
  })
  const gone = await make(org, { name: 'Quite Another' })
  await world.db.transaction(scope(org), async (tx) => retireAccount(tx, org, gone, winner))
  expect(await best(org, { name: 'Quite Another' })).toBeUndefined()
})

test.each([
  ['ten thousand letters', 'Werk '.repeat(60).trim()],
  ['emoji', '🚀🦄'],
  ['right to left', 'شركة الشمال للتجارة'],
  ['only a legal form', 'GmbH'],
  ['only punctuation', '+++ ---'],
  ['one letter', 'X'],
])('a name of %s gives a clear answer, and loses nothing', async (_, name) => {
  const org = await world.makeOrg()
  const id = await make(org, { name, domain: 'xn--bcher-kva.example' })
  expect(await look(org, { name: name.repeat(40).slice(0, 10_000), domain: 'bücher.example' })).toMatchObject({
    domain_count: 1,
    found: [{ account_id: id, domain: 'same' }],
  })
  expect((await look(org, { name })).found.every((one) => one.account_id === id)).toBe(true)
})

test('many are looked up as one is, in their order', async () => {
  const org = await world.makeOrg()
  await make(org, { ...NORTHWIND, tax_id: '77' })
  await make(org, { name: 'Southwind Foods', domain: 'southwind.com' })
  const all = [
    { name: 'Nobody Here' },
    { name: 'southwind food' },
    NORTHWIND,
    { name: '', tax_id: '77', country: 'US' },
  ]
  const many = await world.db.transaction(scope(org), (tx) => findCandidatesFor(tx, org, all.map(asked)))
  for (const [place, one] of all.entries()) expect(many[place]).toEqual(await look(org, one))
  const names = many.map(({ found }) => found[0]?.shown.name)
  expect(names).toEqual([undefined, 'Southwind Foods', NORTHWIND.name, NORTHWIND.name])
})

test('two who add the same company at once, written differently, wait for each other', async () => {
  const org = await world.makeOrg()
  const before = await world.db.transaction(scope(org), async (tx) => {
    lockKeys(tx, org, asked({ name: 'Meridian Dynamics' }))
    await tx.settle()
    let added = false
    const adding = make(org, { name: 'Meridain Dynamics Ltd' }).then(() => (added = true))
    await new Promise((resolve) => setTimeout(resolve, 300))
    return { waited: !added, adding }
  })
  expect(before.waited).toBe(true)
  await before.adding
})

test('one tax id is one account', async () => {
  const org = await world.makeOrg()
  await make(org, { name: 'One', country: 'DE', tax_id: 'DE 123' })
  expect(await refusedWith(make(org, { name: 'Two', country: 'DE', tax_id: 'DE123' }))).toBe('account.tax_id_taken')
})

test('clues are made anew where they are missing, and words are counted behind the last', async () => {
  const org = await world.makeOrg()
  const id = await make(org, NORTHWIND)
  await world.run(org, sql`delete from account_clue`)
  expect(await best(org, NORTHWIND)).toBeUndefined()
  await renewClues({ db: world.db }, org)
  expect((await best(org, NORTHWIND))?.id).toBe(id)
  const words = sql`select word, n from account_word order by word`
  await countWords(world.runtime, org)
  expect(await world.rows(org, words)).toEqual([]) // so new, an older one may still be on its way
  await world.run(
    org,
    sql`insert into account (org_id, id, name, name_key, created_at)
    values (${org}, '01900000-0000-7000-8000-000000000001', 'Zephyr Zephyr Mills', 'x', now())`,
  )
  await countWords(world.runtime, org)
  await countWords(world.runtime, org)
  expect(await world.rows(org, words)).toEqual(expect.arrayContaining([{ word: 'zephyr', n: 1 }]))
})
