import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Runtime } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeIdentity, refusedWith } from '#tests/make/identity.ts'
import { importsOf, counts, finished } from '#tests/make/imports.ts'
import { cancelImport, getImport, runImport, runImports } from './index.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>
let files: ReturnType<typeof importsOf>
beforeAll(async () => {
  world = await makeIdentity()
  files = importsOf(world)
})
afterAll(() => world.drop())

const ACCOUNTS = 'id,name,website,country,tax id,employees\n'

const LONG = `${ACCOUNTS}${Array.from({ length: 2500 }, (_, n) => `${n},Company ${n},c${n}.com,DE,,${n}`).join('\n')}\n`

test('an import that is broken off goes on exactly where it stopped, on any server', async () => {
  const org_id = await world.makeOrg()
  const { id } = await files.prepare(org_id, 'account', LONG)
  await runImport.run(files.call(org_id), { params: { id } })
  const dies = new AbortController()
  const dying = { ...world.runtime, committed: () => dies.abort() }
  await runImports(dying, dies.signal)
  expect(await getImport.run(files.call(org_id), { params: { id } })).toMatchObject({
    state: 'running',
    rows_done: 1000,
    created: 1000,
  })
  // Two servers at once: one has it, the other finds it taken.
  await Promise.all([runImports(world.runtime), runImports({ ...world.runtime })])
  expect(counts(await getImport.run(files.call(org_id), { params: { id } }))).toEqual({ ...finished, created: 2500 })
  const audit = await world.rows(org_id, sql`select verb from audit where verb like 'import.%' order by id`)
  expect(audit.map((row) => (row as { verb: string }).verb)).toEqual([
    'import.uploaded',
    'import.mapped',
    'import.started',
    'import.progressed',
    'import.progressed',
    'import.finished',
  ])
  const [left] = await world.rows<{ chunks: number; refs: number }>(
    org_id,
    sql`select (select count(*)::int from import_chunk) as chunks, (select count(*)::int from external_ref) as refs`,
  )
  expect(left).toEqual({ chunks: 0, refs: 2500 })
})

test('a batch that fails leaves nothing of itself and is tried again; a key repeated across batches is still found', async () => {
  const org_id = await world.makeOrg()
  const { id } = await files.prepare(org_id, 'account', `${LONG}7,Company 7 again,,DE,,1\n`, (mapping) => ({
    ...mapping,
    key_columns: ['id'],
  }))
  await runImport.run(files.call(org_id), { params: { id } })
  // The server of the first attempt breaks while it announces its second batch, with everything written and nothing committed.
  let batches = 0
  const breaking: Runtime = {
    ...world.runtime,
    listeners: new Map([
      [
        'import.progressed',
        [
          async () => {
            if (++batches === 2) throw new Error('the power went')
          },
        ],
      ],
    ]),
  }
  await runImports(breaking)
  expect(await getImport.run(files.call(org_id), { params: { id } })).toMatchObject({
    state: 'running',
    rows_done: 1000,
    created: 1000,
  })
  expect(await world.rows(org_id, sql`select count(*)::int as n from account`)).toEqual([{ n: 1000 }])
  await runImports(world.runtime)
  const it = await getImport.run(files.call(org_id), { params: { id } })
  expect(counts(it)).toEqual({ ...finished, created: 2500, refused: 1 })
  expect(it.problems).toMatchObject([{ code: 'row.duplicate', count: 1 }])
})

test('an import that fails again and again is stopped, says so, and can be run on', async () => {
  const org_id = await world.makeOrg()
  const { id } = await files.prepare(org_id, 'account', LONG)
  await runImport.run(files.call(org_id), { params: { id } })
  const broken: Runtime = {
    ...world.runtime,
    listeners: new Map([['import.finished', [async () => Promise.reject(new Error('no'))]]]),
  }
  for (let attempt = 1; attempt <= 5; attempt++) await runImports(broken)
  const failed = await getImport.run(files.call(org_id), { params: { id } })
  expect(failed).toMatchObject({ state: 'failed', created: 2000, abilities: ['map', 'run', 'cancel'] })
  expect(failed.problem).toContain('run it again')
  await runImport.run(files.call(org_id), { params: { id } })
  await runImports(world.runtime)
  expect(counts(await getImport.run(files.call(org_id), { params: { id } }))).toEqual({ ...finished, created: 2500 })
})

test('a cancelled import stops between two batches and keeps what it did', async () => {
  const org_id = await world.makeOrg()
  const { id } = await files.prepare(org_id, 'account', LONG)
  await runImport.run(files.call(org_id), { params: { id } })
  const stop = new AbortController()
  await runImports({ ...world.runtime, committed: () => stop.abort() }, stop.signal)
  await cancelImport.run(files.call(org_id), { params: { id } })
  await runImports(world.runtime)
  expect(await getImport.run(files.call(org_id), { params: { id } })).toMatchObject({
    state: 'cancelled',
    created: 1000,
    rows_done: 1000,
    abilities: ['undo'],
  })
  expect(await refusedWith(runImport.run(files.call(org_id), { params: { id } }))).toBe('import.not_now')
})
