import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemo } from '#db/worlds/demo.ts'
import { sealOrg } from '#server/audit/index.ts'
import { operatorActor } from '#server/command/index.ts'
import { mapImport, runImport, runImports, uploadImport } from '#server/imports/index.ts'
import { createOrg, listOrgs } from '#server/orgs/index.ts'
import { newId, wallNow } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/postgres/database.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { fillOrg } from '#tests/make/full-org.ts'
import { makeWorld, type World } from '#tests/make/world.ts'
import { ExportRefused, exportOrg, readExportLines, recordExport, restoreOrg, type Manifest } from './index.ts'
import { EXPORTED_TABLES, LEFT_BEHIND } from './tables.ts'

let world: World
let org_id: string
let text: string
let manifest: Manifest

/** The demo's org, with an import that waits for its mapping and one that has ended. */
beforeAll(async () => {
  world = await makeWorld()
  await seedDemo(world.app, world.runtime)
  org_id = (await world.db.transaction(null, listOrgs))[0]?.id ?? ''
  const call = { runtime: world.runtime, actor: operatorActor(org_id), request_id: 'req_test' }
  const upload = async (csv: string) =>
    (await uploadImport.run(call, { query: { object: 'account' }, body: pieces(Buffer.from(csv)) })).answer
  await upload('id,name\n1,"Waits\u2028here"\n')
  const done = await upload('id,name\n1,Imported ✓\n2,\n')
  const mapping = { name: 'crm', object: 'account', key_columns: ['id'], columns: [{ column: 'name', field: 'name' }] }
  await mapImport.run(call, { params: { id: done.id }, query: { if_match: done.revision }, body: { mapping } })
  await runImport.run(call, { params: { id: done.id } })
  await runImports(world.runtime)
  await fillOrg(world, org_id)
  await world.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) =>
    // The one that came last stands for the first: a reference to a row that comes later in the file.
    tx.run(
      sql`update account set merged_into = (select id from account order by id desc limit 1) where id = (select id from account order by id limit 1)`,
    ),
  )
  // What accounts are known by for certain, and what a person said of them.
  const last = sql`(select id from account where merged_into is null order by id desc limit 1)`
  for (const statement of [
    sql`insert into account_key (org_id, kind, key, account_id) values (${org_id}, 'tax', 'DE:4711', ${last})`,
    sql`insert into account_alias (org_id, id, account_id, kind, text, key, said_at, said_by)
      values (${org_id}, gen_random_uuid(), ${last}, 'name', 'Also so', 'alsoso', now(), 'operator')`,
    sql`insert into account_apart (org_id, id, account_id, text, name_key, said_at, said_by)
      values (${org_id}, gen_random_uuid(), ${last}, 'Not so', 'notso', now(), 'operator')`,
  ])
    await world.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) => tx.run(statement))
  await sealOrg(world.runtime, org_id)
  ;({ text, manifest } = await exported(world.db, org_id))
}, 180_000)
afterAll(() => world.drop())

async function* pieces(bytes: Uint8Array, size = 70_001): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function exported(db: Database, id: string, credentials = true) {
  let all = ''
  const made = await exportOrg(db, id, { credentials }, async (more) => void (all += more))
  return { text: all, manifest: made }
}

const restored = (db: Database, content: string, options?: { slug?: string }) =>
  restoreOrg(db, readExportLines(pieces(gzipSync(content))), options)

/** All but the moment at which it was made. */
const timeless = (content: string) => content.replace(/"exported_at":"[^"]*"/g, '')

async function refusalOf(doing: Promise<unknown>): Promise<string> {
  const error = await doing.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof ExportRefused) return error.code
  throw error ?? new Error('nothing was refused')
}

test('an org restored into another database is exported there as the same file, and its audit chain holds', async () => {
  // Every kind of row is there, so that the comparison means something.
  expect(Object.entries(manifest.tables).filter(([, { rows }]) => rows === 0)).toEqual([])
  const other = await makeWorld()
  await restored(other.db, text)
  const again = await exported(other.db, org_id)
  expect(timeless(again.text)).toBe(timeless(text))
  const verified = await other.act(operatorActor(org_id), 'audit.verify', { body: {} })
  expect(verified).toMatchObject({ intact: true, breaks: [], unsealed: 0 })
  expect(verified.rows).toBe(manifest.tables['audit']?.rows)

  // Life goes on there: what waited can be done, and a new claim comes after the old ones.
  const claims = await other.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) =>
    tx.rows<{ next: string; last: string }>(
      sql`select nextval('claim_no') as next, (select max(claim_no) from registration) as last`,
    ),
  )
  expect(Number(claims[0]?.next)).toBeGreaterThan(Number(claims[0]?.last))
  await other.drop()
}, 60_000)

test('what follows from the rest is made anew where an org is restored: search, counts and reports say the same', async () => {
  const other = await makeWorld()
  await restored(other.db, text)
  const said = async (at: World) => {
    for (const { run } of at.app.loops.filter(({ name }) => name === 'tidy' || name === 'search'))
      await run(at.runtime, new AbortController().signal)
    const operator = operatorActor(org_id)
    return {
      found: await at.act(operator, 'search.find', { query: { q: 'a', limit: 20 } }),
      counts: await at.act(operator, 'registration.count'),
      report: await at.act(operator, 'report.registrations'),
    }
  }
  const [before, after] = [await said(world), await said(other)]
  expect(before.found.groups.length).toBeGreaterThan(3)
  expect(after).toEqual(before)
  await other.drop()
}, 60_000)

test('password hashes leave only when asked for', async () => {
  expect(text).toContain('"password_hash":"')
  const bare = await exported(world.db, org_id, false)
  expect(bare.text).not.toContain('password_hash')
  const other = await makeWorld()
  await restored(other.db, bare.text)
  expect(timeless((await exported(other.db, org_id, false)).text)).toBe(timeless(bare.text))
  await other.drop()
}, 60_000)

test('people who are there already stay as they are, and act for the restored org too', async () => {
  const other = await makeWorld()
  const [known] = await world.db.transaction(null, (tx) =>
    tx.rows<{ id: string; email: string }>(
      sql`select p.id, p.email from person p join membership m on m.person_id = p.id where m.org_id = ${org_id} order by p.id limit 1`,
    ),
  )
  const id = newId()
  await other.db.transaction(null, (tx) =>
    tx.run(
      sql`insert into person (id, email, name, created_at) values (${id}, ${known?.email}, 'Somebody', ${wallNow()})`,
    ),
  )
  await restored(other.db, text)
  const there = await other.db.transaction(null, (tx) =>
    tx.rows(
      sql`select p.id, p.name, count(m.id)::int as memberships from person p join membership m on m.person_id = p.id where p.email = ${known?.email} group by p.id`,
    ),
  )
  expect(there).toMatchObject([{ id, name: 'Somebody' }])
  expect(there[0]).not.toMatchObject({ memberships: 0 })
  await other.drop()
}, 60_000)

test('an org is restored where it is not, under a name that is free', async () => {
  expect(await refusalOf(restored(world.db, text))).toBe('org_exists')
  const other = await makeWorld()
  await other.db.transaction(null, (tx) =>
    createOrg(tx, { slug: manifest.org.slug, name: 'Another', is_demo: false, created_at: wallNow() }),
  )
  expect(await refusalOf(restored(other.db, text))).toBe('org_exists')
  await restored(other.db, text, { slug: 'moved' })
  const orgs = await other.db.transaction(null, listOrgs)
  expect(orgs.map(({ slug }) => slug).sort()).toEqual([manifest.org.slug, 'moved'].sort())
  await other.drop()
}, 60_000)

test('a file that is cut off, damaged, newer or no export is refused, and nothing of it stays', async () => {
  const other = await makeWorld()
  const lines = text.split('\n')
  const account = lines.findIndex((line) => line.startsWith('{"$table":"account"')) + 1
  const changed = (at: number, change: (line: string) => string) =>
    lines.map((line, n) => (n === at ? change(line) : line)).join('\n')
  const refused: [string, string][] = [
    ['cut off', lines.slice(0, -2).join('\n')],
    ['cut off in a row', text.slice(0, text.length / 2)],
    ['without a row', lines.filter((_, n) => n !== account).join('\n')],
    ['with another name in a row', changed(account, (line) => line.replace(/"name":"./, '"name":"X'))],
    ['with a row that is none', changed(account, () => '{"id":"x"}')],
    ['with a row that is no JSON', changed(account, () => 'nonsense')],
    ['with rows behind its end', `${text}{"id":1}\n`],
    ['of a newer format', text.replace('"format":1', '"format":2')],
    ['of a newer schema', text.replace(/"schema":"[^"]*"/, '"schema":"9999_later.sql"')],
    ['with a column that is not known here', text.replace('"columns":["id"', '"columns":["id","nickname"')],
    ['with a table that is not exported', text.replace('{"$table":"account"', '{"$table":"session"')],
    ['empty', ''],
    ['of something else', 'id,name\n1,Acme\n'],
  ]
  const codes: Record<string, string> = {}
  for (const [what, content] of refused) codes[what] = await refusalOf(restored(other.db, content))
  expect(codes).toEqual({
    'cut off': 'truncated',
    'cut off in a row': expect.stringMatching(/truncated|damaged/),
    'without a row': 'damaged',
    'with another name in a row': 'damaged',
    'with a row that is none': expect.stringMatching(/damaged|collides/),
    'with a row that is no JSON': 'damaged',
    'with rows behind its end': 'damaged',
    'of a newer format': 'newer_format',
    'of a newer schema': 'other_schema',
    'with a column that is not known here': 'other_schema',
    'with a table that is not exported': 'damaged',
    empty: 'not_an_export',
    'of something else': 'not_an_export',
  })
  expect(await refusalOf(restoreOrg(other.db, readExportLines(pieces(gzipSync(text).subarray(0, 5000)))))).toBe(
    'truncated',
  )
  expect(await refusalOf(restoreOrg(other.db, readExportLines(pieces(Buffer.from(text)))))).toBe('not_an_export')
  expect(await other.db.transaction(null, listOrgs)).toEqual([])
  expect(await other.db.transaction(null, (tx) => tx.rows(sql`select id from person`))).toEqual([])
  await other.drop()
}, 60_000)

test('that an org left the house stands in its audit, and comes into the next export only', async () => {
  const call = { runtime: world.runtime, actor: operatorActor(org_id), request_id: 'req_test' }
  await recordExport.run(call, { body: manifest })
  const { rows } = await world.act(operatorActor(org_id), 'audit.list', { query: { verb: 'org.exported' } })
  expect(rows).toMatchObject([{ change: { credentials: true } }])
  expect(text).not.toContain('org.exported')
})

test('every table of the database is exported, or left behind for a reason', async () => {
  const found = await world.db.transaction(null, (tx) =>
    tx.rows<{
      name: string
    }>(sql`select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`),
  )
  expect(found.map(({ name }) => name)).toEqual(
    [...EXPORTED_TABLES.map(({ name }) => name), ...Object.keys(LEFT_BEHIND)].sort(),
  )
})
