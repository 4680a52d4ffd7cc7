import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProduct } from '#server/products/edit.ts'
import { listEvents } from '#server/events/read.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { toWireId } from '#kit/ids.ts'
import { refusedWith } from '#tests/make/identity.ts'
import { makeShops } from '#tests/make/shops.ts'
import { listAudit, listSeals } from './read.ts'
import { sealOrg } from './seal.ts'
import { verifyAudit } from './verify.ts'

let world: Awaited<ReturnType<typeof makeShops>>
let owner: pg.Client
beforeAll(async () => {
  world = await makeShops()
  owner = new pg.Client(world.owner)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await world.drop()
})

async function makeOrg() {
  const org_id = await world.makeOrg()
  const { call, person_id } = await world.makePerson(org_id, 'admin')
  const add = async (name: string) => (await createProduct.run(call, { body: { name } })).answer.id
  const verify = (body: object = {}) => verifyAudit.run(call, { body })
  return { org_id, call, person_id, add, verify }
}

/** What somebody with the database's own password could do. */
async function tamper(statement: string, values: unknown[]): Promise<void> {
  const each = (change: string) =>
    owner.query(['audit', 'seal'].map((table) => `alter table ${table} ${change}`).join(';'))
  await owner.query('begin')
  await each('disable trigger user, no force row level security')
  const { rowCount } = await owner.query(statement, values)
  await each('enable trigger user, force row level security')
  await owner.query('commit')
  expect(rowCount).toBeGreaterThan(0)
}

test('seals what was committed, in order, and the chain holds', async () => {
  const { org_id, call, add, verify } = await makeOrg()
  for (const name of ['a', 'b', 'c']) await add(name)
  const waiting = (await world.kept(org_id)).verbs.length
  expect(await verify()).toMatchObject({ intact: true, seals: 0, unsealed: waiting, head: null })
  expect((await sealOrg(world.runtime, org_id)).audit).toBe(waiting)
  expect(await sealOrg(world.runtime, org_id)).toEqual({ audit: 0, events: 0 })
  await add('d')
  await sealOrg(world.runtime, org_id)
  const { rows } = await listSeals.run(call, {})
  expect(rows).toMatchObject([
    { no: 2, first_seq: waiting + 1, last_seq: waiting + 1 },
    { no: 1, first_seq: 1, last_seq: waiting },
  ])
  expect(await verify()).toEqual({
    intact: true,
    seals: 2,
    rows: waiting + 1,
    unsealed: 0,
    breaks: [],
    head: { no: 2, hash: rows[0]?.hash },
  })
  expect(await verify({ from_no: 2 })).toMatchObject({ intact: true, seals: 1, rows: 1 })
})

test('gives each number once when many servers seal while others write', async () => {
  const { org_id, call, add, verify } = await makeOrg()
  const jobs: Promise<unknown>[] = []
  for (let n = 0; n < 30; n++) jobs.push(add(`p${n}`), sealOrg(world.runtime, org_id))
  await Promise.all(jobs)
  await sealOrg(world.runtime, org_id)
  const seqs = await world.rows<{ seq: string }>(
    org_id,
    sql`select seq from audit where org_id = ${org_id} order by seq`,
  )
  expect(seqs.map(({ seq }) => Number(seq))).toEqual(seqs.map((_, at) => at + 1))
  expect(await verify()).toMatchObject({ intact: true, rows: seqs.length, unsealed: 0 })
  const feed = await listEvents.run(call, { query: { after: '0', limit: 200 } })
  expect(feed.rows.map(({ seq }) => seq)).toEqual(feed.rows.map((_, at) => at + 1))
  expect(feed.rows.filter(({ type }) => type === 'product.created')).toHaveLength(30)
})

test.each([
  ['a row was changed', `update audit set change = '{}' where org_id = $1 and verb = 'product.created'`],
  ['a row was deleted', `delete from audit where org_id = $1 and verb = 'product.created'`],
  ['a seal was replaced', `update seal set hash = repeat('0', 64) where org_id = $1 and no = 1`],
  ['a seal was deleted', `delete from seal where org_id = $1 and no = 1`],
  ['the last seal was deleted', `delete from seal where org_id = $1 and no = 2`],
])('sees it when %s by somebody with the database’s password', async (_what, statement) => {
  const { org_id, add, verify } = await makeOrg()
  await add('a')
  await sealOrg(world.runtime, org_id)
  await add('b')
  await sealOrg(world.runtime, org_id)
  expect((await verify()).intact).toBe(true)
  await tamper(statement, [org_id])
  const found = await verify()
  expect(found.intact).toBe(false)
  expect(found.breaks.length).toBeGreaterThan(0)
})

test('refuses the app itself to change what is written', async () => {
  const { org_id, add } = await makeOrg()
  await add('a')
  await sealOrg(world.runtime, org_id)
  for (const statement of [
    sql`update audit set verb = 'x' where org_id = ${org_id}`,
    sql`delete from audit where org_id = ${org_id}`,
    sql`update seal set hash = 'x' where org_id = ${org_id}`,
    sql`update event set seq = seq + 1 where org_id = ${org_id}`,
  ]) {
    await expect(world.run(org_id, statement)).rejects.toThrow(/permission denied|append-only/)
  }
})

test('pages through unsealed and sealed rows, newest first, each once, also when sealing goes on between pages', async () => {
  const { org_id, call, add } = await makeOrg()
  for (const name of ['a', 'b']) await add(name)
  await sealOrg(world.runtime, org_id)
  for (const name of ['c', 'd', 'e']) await add(name)
  const seen: string[] = []
  let cursor: string | null | undefined
  for (let page = 0; cursor !== null; page++) {
    const answer: Awaited<ReturnType<typeof listAudit.run>> = await listAudit.run(call, {
      query: { limit: 2, verb: 'product.created', ...(cursor && { cursor }) },
    })
    if (page === 0) expect(answer.rows.map(({ seq }) => seq)).toEqual([null, null])
    seen.push(...answer.rows.map(({ change }) => (change as { after: { name: string } }).after.name))
    cursor = answer.next_cursor
    if (page === 0) await sealOrg(world.runtime, org_id)
  }
  expect(seen).toEqual(['e', 'd', 'c', 'b', 'a'])
})

test('finds rows by verb, subject, actor and time, and names the actor', async () => {
  const { org_id, call, person_id, add } = await makeOrg()
  const id = await add('a')
  await add('b')
  await sealOrg(world.runtime, org_id)
  const find = async (query: object) => (await listAudit.run(call, { query })).rows
  const [row] = await find({ subject_id: id })
  const actor = { id: toWireId('person', person_id), name: expect.stringContaining('Person') }
  expect(row).toMatchObject({
    verb: 'product.created',
    subject: { noun: 'product', id },
    actor,
    change: { after: { id, name: 'a' } },
  })
  expect(await find({ actor: actor.id })).toHaveLength(2)
  expect((await find({ actor: 'operator' })).every((found) => found.actor.name === 'Operator')).toBe(true)
  expect(await find({ verb: 'product.created', from: row?.recorded_at })).toHaveLength(2)
  expect(await find({ to: '2020-01-01T00:00:00+02:00' })).toEqual([])
  for (const query of [{ subject_id: 'x' }, { actor: 'me' }, { from: 'yesterday' }, { cursor: 'x' }]) {
    expect(await refusedWith(listAudit.run(call, { query }))).toBe('request.invalid')
  }
})

test('follows the feed by number, and shows one thing’s timeline', async () => {
  const { org_id, call, add } = await makeOrg()
  const id = await add('a')
  expect((await listEvents.run(call, { query: { after: '0' } })).rows).toEqual([])
  expect((await listEvents.run(call, { query: { subject_id: id } })).rows).toMatchObject([
    { type: 'product.created', seq: null, subject: { noun: 'product', id } },
  ])
  await sealOrg(world.runtime, org_id)
  const first = await listEvents.run(call, { query: { after: '0', types: 'product.created,product.edited' } })
  expect(first.rows).toHaveLength(1)
  const after = String(first.rows[0]?.seq)
  await add('b')
  await sealOrg(world.runtime, org_id)
  expect((await listEvents.run(call, { query: { after, types: 'product.created' } })).rows).toHaveLength(1)
})

test('tells a partner only what happened to it', async () => {
  const org_id = await world.makeOrg()
  await world.publish(org_id)
  await world.enrolled(org_id, 'Own')
  await world.enrolled(org_id, 'Other')
  await sealOrg(world.runtime, org_id)
  const [own] = await world.rows<{ id: string }>(
    org_id,
    sql`select id from partner where org_id = ${org_id} and name = 'Own'`,
  )
  const { call } = await world.makePerson(org_id, 'partner_admin', own?.id ?? '')
  const { rows } = await listEvents.run(call, { query: { after: '0' } })
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.every(({ partner_id }) => partner_id === toWireId('partner', own?.id ?? ''))).toBe(true)
  expect(await refusedWith(listAudit.run(call, {}))).toBe('access.not_allowed')
})
