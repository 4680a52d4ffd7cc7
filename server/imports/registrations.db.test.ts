import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { refusedWith } from '#tests/make/identity.ts'
import { streamed, textOf, type AnyMapping } from '#tests/make/imports.ts'
import { row, workbook } from '#tests/make/workbook.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'
import {
  getImport,
  listMappings,
  mapImport,
  previewImport,
  refusedRows,
  runImport,
  runImports,
  undoImport,
  uploadImport,
} from './index.ts'

vi.setConfig({ testTimeout: 60_000 })

let world: World
let org: OrgWorld
beforeAll(async () => {
  world = await makeWorld()
  org = await world.makeOrg('files')
}, 60_000)
afterAll(() => world.drop())

const callOf = (actor: Actor) => ({ runtime: world.runtime, actor, request_id: 'req_test' })

async function prepare(actor: Actor, file: string | Uint8Array, change = (mapping: AnyMapping): AnyMapping => mapping) {
  const call = callOf(actor)
  const query = { object: 'registration', file_name: 'deals.csv' }
  const it = (await uploadImport.run(call, { query, body: streamed(Buffer.from(file)) })).answer
  const mapping = change(structuredClone(it.suggestion?.mapping) as AnyMapping) // a suggestion has a mapping's shape
  return (await mapImport.run(call, { params: { id: it.id }, query: { if_match: it.revision }, body: { mapping } }))
    .answer
}

async function run(actor: Actor, id: string) {
  await runImport.run(callOf(actor), { params: { id } })
  await runImports(world.runtime)
  return getImport.run(callOf(actor), { params: { id } })
}

const registrations = (partner_id: string) =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
    tx.rows<{ account_name: string; status: string; submitted_by: string; on_behalf: boolean }>(
      sql`select account_name, status, submitted_by, on_behalf from registration where partner_id = ${partner_id} order by claim_no`,
    ),
  )

const HEADER = 'deal id,company,website,country,amount,currency,expected close\n'
const line = (key: string, name: string, country = 'DE', close = '2030-01-01') =>
  `${key},${name},${name.toLowerCase().replaceAll(' ', '-')}.com,${country},20000,EUR,${close}\n`

test('a partner’s people preview what each row would become, and nothing of it stays', async () => {
  const partner = await org.partner('Previewers')
  const text = `${HEADER}${line('1', 'First Co')}${line('2', 'First Co')}${line('3', 'Late Co', 'DE', '2001-01-01')}${line('4', 'Odd Co', 'Atlantis')}`
  const { id } = await prepare(partner.admin, text)
  const preview = await previewImport.run(callOf(partner.admin), { params: { id } })
  // The second meets the first: together they are decided as they will be.
  expect(preview.registrations?.rows.map(({ line: no, outcome }) => [no, outcome])).toEqual([
    [2, expect.stringMatching(/approved|in_review/)],
    [3, 'refused'],
    [4, 'refused'],
    [5, 'refused'],
  ])
  expect(preview.problems.map(({ code }) => code).sort()).toEqual([
    'country.unknown',
    'registration.already_open',
    'registration.closing_date_past',
  ])
  expect(await registrations(partner.uuid)).toEqual([])
})

test('each row is submitted once, by whoever ran it, and the refused ones come back as a file', async () => {
  const partner = await org.partner('Runners')
  const text = `${HEADER}${line('1', 'Alpha Works')}${line('2', 'Beta Works')}${line('3', 'Past Works', 'DE', '2001-01-01')}`
  const { id } = await prepare(partner.admin, text)
  const done = await run(partner.admin, id)
  expect(done).toMatchObject({ state: 'finished', created: 2, refused: 1, abilities: [] })
  const by = { submitted_by: `person:${partner.admin.id}`, on_behalf: false }
  expect(await registrations(partner.uuid)).toMatchObject([
    { account_name: 'Alpha Works', ...by },
    { account_name: 'Beta Works', ...by },
  ])
  const csv = await textOf(await refusedRows.run(callOf(partner.admin), { params: { id } }))
  expect(csv).toContain('Past Works')
  // The same file again registers nothing; a row that now says something else is told.
  const again = await run(partner.admin, (await prepare(partner.admin, text)).id)
  expect(again).toMatchObject({ created: 0, unchanged: 2, refused: 1 })
  const changed = await run(partner.admin, (await prepare(partner.admin, text.replace('Beta Works', 'Gamma Works'))).id)
  expect(changed.problems.map(({ code }) => code)).toContain('registration.known')
  expect(await registrations(partner.uuid)).toHaveLength(2)
  expect(await refusedWith(undoImport.run(callOf(org.operator), { params: { id } }))).toBe('import.cannot_be_undone')
})

test('the org registers for partners by slug, name or id; whose deal it is has to be sure', async () => {
  const [one, two] = [await org.partner('North Harbour'), await org.partner('South Harbour')]
  const text = `partner,${HEADER}north-harbour,${line('1', 'Kappa Ltd')}South Harbour,${line('2', 'Lambda Ltd')}${one.id},${line('3', 'My Ltd')}Nobody,${line('4', 'Nu Ltd')}`
  const { id } = await prepare(org.operator, text)
  const done = await run(org.operator, id)
  expect(done).toMatchObject({
    created: 3,
    refused: 1,
    problems: [{ code: 'partner.unknown', values: [{ got: 'Nobody' }] }],
  })
  expect((await registrations(one.uuid)).map(({ account_name, on_behalf }) => [account_name, on_behalf])).toEqual([
    ['Kappa Ltd', true],
    ['My Ltd', true],
  ])
  expect(await registrations(two.uuid)).toHaveLength(1)
})

test('a partner brings in deals and nothing else, and sees no other’s files or mappings', async () => {
  const [ours, theirs] = [await org.partner('Ours'), await org.partner('Theirs')]
  const upload = (object: string) =>
    uploadImport.run(callOf(ours.admin), { query: { object }, body: streamed(Buffer.from('a,b\n1,2\n')) })
  expect(await refusedWith(upload('account'))).toBe('import.not_yours')
  const { id } = await prepare(ours.admin, `${HEADER}${line('1', 'Hidden Co')}`)
  for (const verb of [getImport, previewImport, refusedRows, runImport])
    expect(await refusedWith(verb.run(callOf(theirs.admin), { params: { id } }))).toBe('request.not_found')
  await run(ours.admin, id)
  expect((await listMappings.run(callOf(ours.admin), { query: {} })).rows).toHaveLength(1)
  expect((await listMappings.run(callOf(theirs.admin), { query: {} })).rows).toEqual([])
  // The same numbers in two partners' files are two deals.
  const other = await run(theirs.admin, (await prepare(theirs.admin, `${HEADER}${line('1', 'Other Co')}`)).id)
  expect(other).toMatchObject({ created: 1 })
})

test('a workbook of deals works like a file of them', async () => {
  const partner = await org.partner('Workbookers')
  const rows = `${row(2, 'Deal', 'Company', 'Website', 'Country')}${row(3, '1', 'Sheet Co', 'sheet-co.com', 'Germany')}`
  const { id, sheet } = await prepare(partner.admin, workbook([{ name: 'Deals', rows }]))
  expect(sheet).toBe(1)
  expect(await run(partner.admin, id)).toMatchObject({ state: 'finished', rows_done: 1 })
})

test('columns fill fields of the program’s own, as our export names them, and what does not fit is told by its column', async () => {
  const form = `
    - key: own
      tracks: [reseller]
      core: { contact_name: hidden, use_case: hidden, notes: hidden }
      fields:
        - { key: sites, label: How many sites?, type: number }
        - { key: stage, label: Where do they stand?, type: choice, options: [{ key: looking, name: Looking around }, { key: budget, name: Has the budget }] }
`
  const other = await world.makeOrg('columns', (yaml) =>
    yaml.replace(/\n {4}- key: advice[\s\S]*?(?=\n {2}\w)/, form.trimEnd()),
  )
  const { admin, uuid } = await other.partner('Tables')
  const own = HEADER.trim() + ',answers.sites,answers.stage\n'
  const rows = `${line('1', 'Right One').trim()},"1,200",has the budget\n${line('2', 'Wrong One').trim()},many,perhaps\n`
  const { id } = await prepare(admin, own + rows)
  const done = await run(admin, id)
  expect(done).toMatchObject({ state: 'finished', refused: 1 })
  const texts = JSON.stringify(done.problems)
  expect(texts).toContain('answers.sites')
  expect(texts).toContain('answers.stage')
  const [kept] = await world.db.transaction({ org_id: other.org_id, scope: 'org', partner_id: null }, (tx) =>
    tx.rows<{ answers: object }>(sql`select answers from registration where partner_id = ${uuid}`),
  )
  expect(kept?.answers).toEqual({ sites: 1200, stage: 'budget' })
})
