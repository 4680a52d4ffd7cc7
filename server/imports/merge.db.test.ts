import { afterAll, beforeAll, expect, test } from 'vitest'
import { cluesOf } from '#server/accounts/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeIdentity } from '#tests/make/identity.ts'
import { importsOf, counts, finished, streamed, type AnyMapping } from '#tests/make/imports.ts'
import { makeWorld } from '#tests/make/world.ts'
import { getImport, mapImport, previewImport, runImport, runImports, uploadImport } from './index.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>
let files: ReturnType<typeof importsOf>
beforeAll(async () => {
  world = await makeIdentity()
  files = importsOf(world)
})
afterAll(() => world.drop())

const ACCOUNTS = 'id,name,website,country,tax id,employees\n'

test('a tax id ties a new key to the account that has it; a domain that several share merges nothing', async () => {
  const org_id = await world.makeOrg()
  const named = (name: string) => (mapping: AnyMapping) => ({ ...mapping, name, key_columns: ['id'] })
  await files.bringIn(
    org_id,
    'account',
    `${ACCOUNTS}1,Acme,acme.com,DE,DE 123,5\n2,Acme,acme.com,DE,,6\n`,
    named('crm'),
  )
  const it = await files.bringIn(
    org_id,
    'account',
    `${ACCOUNTS}a,Acme GmbH,,DE,DE123,7\nb,Acme,acme.com,DE,,8\n`,
    named('erp'),
  )
  expect(counts(it)).toEqual({ ...finished, created: 1, updated: 1 })
  const rows = await world.rows(
    org_id,
    sql`select a.name, a.domain, a.employees, a.revision,
    array(select r.system || ' ' || r.external_id from external_ref r where r.subject_id = a.id order by 1) as refs from account a order by a.id`,
  )
  expect(rows).toEqual([
    { name: 'Acme GmbH', domain: 'acme.com', employees: 7, revision: 2, refs: ['import:crm 1', 'import:erp a'] },
    { name: 'Acme', domain: 'acme.com', employees: 6, revision: 1, refs: ['import:crm 2'] },
    { name: 'Acme', domain: 'acme.com', employees: 8, revision: 1, refs: ['import:erp b'] },
  ])
})

test('two rows with one tax id: the second is refused, in the preview as in the run', async () => {
  const org_id = await world.makeOrg()
  const prepared = await files.prepare(org_id, 'account', `${ACCOUNTS}1,Acme,,DE,DE 123,5\n2,Acme 2,,DE,DE123,6\n`)
  const preview = await previewImport.run(files.call(org_id), { params: { id: prepared.id } })
  expect(preview).toMatchObject({ created: 1, refused: 1, problems: [{ code: 'tax_id.taken', count: 1 }] })
  await runImport.run(files.call(org_id), { params: { id: prepared.id } })
  await runImports(world.runtime)
  expect(counts(await getImport.run(files.call(org_id), { params: { id: prepared.id } }))).toEqual({
    ...finished,
    created: 1,
    refused: 1,
  })
})

test('an update changes what the file says and leaves alone what it does not', async () => {
  const org_id = await world.makeOrg()
  await files.bringIn(org_id, 'account', `${ACCOUNTS}1,Acme,acme.com,DE,,5\n2,Beta,beta.de,DE,,5\n`)
  await world.run(org_id, sql`update account set city = 'Bonn', domain = 'other.com' where name = 'Acme'`)
  const prepared = await files.prepare(
    org_id,
    'account',
    `${ACCOUNTS}1,Acme Corporation,,DE,,6\n2,Beta,beta.de,DE,,5\n`,
  )
  const { examples } = await previewImport.run(files.call(org_id), { params: { id: prepared.id } })
  expect(examples.updated).toMatchObject([
    {
      external_id: '1',
      changes: [
        { field: 'name', before: 'Acme', after: 'Acme Corporation' },
        { field: 'employees', before: 5, after: 6 },
      ],
    },
  ])
  await runImport.run(files.call(org_id), { params: { id: prepared.id } })
  await runImports(world.runtime)
  expect(counts(await getImport.run(files.call(org_id), { params: { id: prepared.id } }))).toEqual({
    ...finished,
    updated: 1,
    unchanged: 1,
  })
  const rows = await world.rows(org_id, sql`select name, domain, city, employees from account order by id`)
  expect(rows[0]).toEqual({ name: 'Acme Corporation', domain: 'other.com', city: 'Bonn', employees: 6 })
  const keys = await world.rows(
    org_id,
    sql`select c.clue from account_clue c join account a on a.id = c.account_id where a.name = 'Acme Corporation' order by 1`,
  )
  const clues = cluesOf({ name: 'Acme Corporation', domain: 'other.com', country: 'DE', city: 'Bonn' })
  expect(keys).toEqual(clues.toSorted((a, b) => a - b).map((clue) => ({ clue: String(clue) })))
})

test('an opportunity is tied by the key of the account’s own import before its name', async () => {
  const org_id = await world.makeOrg()
  await files.bringIn(org_id, 'account', 'account id,account name\nA1,Twin\nA2,Twin\nA3,Only\n', (mapping) => ({
    ...mapping,
    name: 'sf-accounts',
    key_columns: ['account id'],
  }))
  const deals =
    'deal id,account id,account name,stage\n1,A2,Twin,Won\n2,,Twin,Open\n3,,only inc.,Lost\n4,A9,Nobody,Open\n'
  const it = await files.bringIn(org_id, 'opportunity', deals)
  expect(counts(it)).toEqual({ ...finished, created: 4, left_out: 3 })
  expect(it.problems.map(({ code, count }) => `${code} ${count}`).sort()).toEqual([
    'account.ambiguous 1',
    'account.unknown 1',
    'account.unknown 1',
  ])
  const rows = await world.rows(
    org_id,
    sql`select r.external_id as deal, (select x.external_id from external_ref x where x.noun = 'account' and x.subject_id = o.account_id) as account
    from opportunity o join external_ref r on r.subject_id = o.id order by 1`,
  )
  expect(rows).toEqual([
    { deal: '1', account: 'A2' },
    { deal: '2', account: null },
    { deal: '3', account: 'A3' },
    { deal: '4', account: null },
  ])
})

test('partners are enrolled in the lanes that the program has, and moved when their tier changes', async () => {
  const whole = await makeWorld()
  const { operator } = await whole.makeOrg('lanes')
  const own = { runtime: whole.runtime, actor: operator, request_id: 'req_test' }
  const bring = async (csv: string) => {
    const it = (await uploadImport.run(own, { query: { object: 'partner' }, body: streamed(Buffer.from(csv)) })).answer
    const mapped = await mapImport.run(own, {
      params: { id: it.id },
      query: { if_match: it.revision },
      body: { mapping: it.suggestion?.mapping },
    })
    await runImport.run(own, { params: { id: mapped.answer.id } })
    await runImports(whole.runtime)
    return getImport.run(own, { params: { id: it.id } })
  }
  const first = await bring(
    'partner name,track,tier,tags\nNorth,Reseller,registered,a;b\nSouth,reseller,Platinum Star,\nWest,Mystery,,\n',
  )
  expect(counts(first)).toEqual({ ...finished, created: 3, left_out: 2 })
  expect(first.problems.map(({ code }) => code).sort()).toEqual(['tier.unknown', 'track.unknown'])
  const shownNow = async () =>
    (await whole.act(operator, 'partner.list')).rows.map((row) => [
      row.name,
      row.slug,
      row.enrollments.map((one) => [one.track.key, one.tier?.key ?? null, one.status]),
    ])
  expect(await shownNow()).toEqual([
    ['North', 'north', [['reseller', 'registered', 'active']]],
    ['South', 'south', [['reseller', null, 'active']]],
    ['West', 'west', []],
  ])

  const second = await bring(
    'partner name,track,tier,tags\nNorth,Reseller,silver,a;b\nSouth,reseller,Platinum Star,\nWest,Mystery,,\n',
  )
  expect(counts(second)).toEqual({ ...finished, updated: 1, unchanged: 2, left_out: 2 })
  expect((await shownNow())[0]).toEqual(['North', 'north', [['reseller', 'silver', 'active']]])
  await whole.drop()
})
