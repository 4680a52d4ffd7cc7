import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { plusMs } from '#kit/instant.ts'
import { wallNow } from '#server/platform/clock.ts'
import { cluesOf } from '#server/accounts/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { importsOf, type AnyMapping } from '#tests/make/imports.ts'
import { makeIdentity, refusedWith } from '#tests/make/identity.ts'
import { cancelImport, getImport, keptRows, previewUndo, runImport, runImports, undoImport } from './index.ts'

vi.setConfig({ testTimeout: 60_000 })

let world: Awaited<ReturnType<typeof makeIdentity>>
let files: ReturnType<typeof importsOf>
beforeAll(async () => {
  world = await makeIdentity()
  files = importsOf(world)
})
afterAll(() => world.drop())

const HEADER = 'id,name,website,country,employees\n'
const named = (mapping: AnyMapping) => ({ ...mapping, name: 'crm', key_columns: ['id'] })
const accounts = (org_id: string) =>
  world.rows<{ name: string; employees: number | null }>(org_id, sql`select name, employees from account order by name`)

async function undo(org_id: string, id: string) {
  const params = { id }
  const would = await previewUndo.run(files.call(org_id), { params })
  await undoImport.run(files.call(org_id), { params })
  await runImports(world.runtime)
  return { would, it: await getImport.run(files.call(org_id), { params }) }
}

test('what an import made goes, what it changed is as before, and the same file then brings all of it again', async () => {
  const org_id = await world.makeOrg()
  await files.bringIn(org_id, 'account', `${HEADER}1,Acme,acme.com,DE,5\n`, named)
  const text = `${HEADER}1,Acme GmbH,acme.de,DE,9\n2,Beta,beta.de,DE,6\n`
  const second = await files.bringIn(org_id, 'account', text, named)
  expect(second.abilities).toContain('undo')
  const { would, it } = await undo(org_id, second.id)
  expect(would).toMatchObject({ removed: 1, restored: 1, kept: 0 })
  expect(it).toMatchObject({ state: 'undone', undone: { removed: 1, restored: 1, kept: 0 }, abilities: [] })
  expect(await accounts(org_id)).toEqual([{ name: 'Acme', employees: 5 }])
  const clues = await world.rows<{ clue: string }>(org_id, sql`select clue from account_clue`)
  const own = cluesOf({ name: 'Acme', domain: 'acme.com', country: 'DE' })
  expect(clues.map(({ clue }) => Number(clue)).toSorted((a, b) => a - b)).toEqual(own.toSorted((a, b) => a - b))
  expect(await files.bringIn(org_id, 'account', text, named)).toMatchObject({ created: 1, updated: 1, unchanged: 0 })
  const verbs = await world.rows(org_id, sql`select verb from audit where verb like 'import.und%' order by id`)
  expect(verbs).toEqual([{ verb: 'import.undo_started' }, { verb: 'import.undone' }])
})

test('what was changed or is pointed at since stays, each with its reason', async () => {
  const org_id = await world.makeOrg()
  await files.bringIn(org_id, 'account', `${HEADER}1,Acme,acme.com,DE,5\n`, named)
  const text = `${HEADER}1,Acme,acme.com,DE,9\n2,Beta,,DE,6\n3,Gamma,,DE,7\n4,Delta,,DE,8\n5,Known,,DE,1\n`
  const { id } = await files.bringIn(org_id, 'account', text, named)
  await world.run(org_id, sql`update account set employees = 11, revision = revision + 1 where name = 'Acme'`)
  await world.run(org_id, sql`update account set is_house = true, revision = revision + 1 where name = 'Gamma'`)
  await files.bringIn(org_id, 'opportunity', 'deal id,account name,stage\n1,Beta,Open\n')
  await world.run(
    org_id,
    sql`insert into external_ref (org_id, noun, system, external_id, subject_id, content_hash)
      select org_id, 'account', 'import:erp', 'x', id, '' from account where name = 'Known'`,
  )
  const { would, it } = await undo(org_id, id)
  expect(would).toMatchObject({ removed: 1, restored: 0, kept: 4 })
  expect(it.undone).toMatchObject({ removed: 1, restored: 0, kept: 4 })
  const { rows } = await keptRows.run(files.call(org_id), { params: { id } })
  expect(rows.map(({ name, why }) => [name, why])).toEqual([
    ['Acme', 'changed since: employees'],
    ['Beta', 'an opportunity points at it'],
    ['Gamma', 'changed since'],
    ['Known', 'another file knows it too'],
  ])
  expect((await accounts(org_id)).map(({ name }) => name)).toEqual(['Acme', 'Beta', 'Gamma', 'Known'])
  // How things stood before is forgotten with the undo.
  expect(
    await world.rows(
      org_id,
      sql`select before from import_change where before is not null and import_id =
    (select id from import where state = 'undone')`,
    ),
  ).toEqual([])
})

const LONG = `${HEADER}${Array.from({ length: 1200 }, (_, n) => `${n},Company ${n},,DE,${n}`).join('\n')}\n`

test('a stopped import is undone too, and an undo that breaks off goes on where it was', async () => {
  const org_id = await world.makeOrg()
  const { id } = await files.prepare(org_id, 'account', LONG, named)
  await runImport.run(files.call(org_id), { params: { id } })
  const stop = new AbortController()
  await runImports({ ...world.runtime, committed: () => stop.abort() }, stop.signal)
  await cancelImport.run(files.call(org_id), { params: { id } })
  await undoImport.run(files.call(org_id), { params: { id } })
  const dies = new AbortController()
  await runImports({ ...world.runtime, committed: () => dies.abort() }, dies.signal)
  expect(await getImport.run(files.call(org_id), { params: { id } })).toMatchObject({
    state: 'undoing',
    undone: { removed: 500 },
  })
  await Promise.all([runImports(world.runtime), runImports({ ...world.runtime })])
  expect(await getImport.run(files.call(org_id), { params: { id } })).toMatchObject({
    state: 'undone',
    undone: { removed: 1000 },
  })
  expect(await world.rows(org_id, sql`select 1 from account`)).toEqual([])
  expect(await world.rows(org_id, sql`select 1 from external_ref`)).toEqual([])
})

test('after a day it cannot be undone, and how things stood before is forgotten', async () => {
  const org_id = await world.makeOrg()
  const { id } = await files.bringIn(org_id, 'member', 'id,name\n1,Ada\n')
  expect(await world.rows(org_id, sql`select 1 from import_change`)).toHaveLength(1)
  await world.run(org_id, sql`update import set undo_until = ${plusMs(wallNow(), -1000)}`)
  await world.run(org_id, sql`update import_waiting set due_at = '-infinity' where org_id = ${org_id}`)
  await runImports(world.runtime)
  expect(await world.rows(org_id, sql`select 1 from import_change`)).toEqual([])
  expect(await refusedWith(undoImport.run(files.call(org_id), { params: { id } }))).toBe('import.cannot_be_undone')
  expect(await refusedWith(previewUndo.run(files.call(org_id), { params: { id } }))).toBe('import.cannot_be_undone')
})

test('another org’s import does not exist, and one that ended is undone once', async () => {
  const org_id = await world.makeOrg()
  const { id } = await files.bringIn(org_id, 'member', 'id,name\n1,Ada\n')
  const elsewhere = await world.makeOrg()
  for (const verb of [undoImport, previewUndo, keptRows])
    expect(await refusedWith(verb.run(files.call(elsewhere), { params: { id } }))).toBe('request.not_found')
  await undo(org_id, id)
  expect(await refusedWith(undoImport.run(files.call(org_id), { params: { id } }))).toBe('import.not_now')
})
