import { afterAll, beforeAll, expect, test } from 'vitest'
import { operatorActor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { listPeople } from '#server/people/read.ts'
import { invitePerson } from '#server/people/index.ts'
import { makeIdentity, refusedWith } from '#tests/make/identity.ts'
import { resolveActor } from './index.ts'
import { createKey, listKeys, revokeKey } from './keys.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>
let org_id: string

beforeAll(async () => {
  world = await makeIdentity()
  org_id = await world.makeOrg()
})
afterAll(() => world.drop())

type Call = Parameters<typeof createKey.run>[0]

async function makeKey(call: Call, scopes: string[]) {
  const { answer } = await createKey.run(call, { body: { name: 'CRM sync', scopes } })
  return { ...answer, caller: () => resolveActor(world.runtime, { bearer: answer.token }) }
}

test('a key does what its scopes say and no more', async () => {
  const admin = await world.makePerson(org_id, 'admin')
  const { token, caller } = await makeKey(admin.call, ['person:read', 'account:read'])
  expect(token).toMatch(/^trb_[\w-]{32}$/)
  const actor = (await caller())?.actor
  if (!actor) throw new Error('the key does not work')
  expect(actor).toMatchObject({ kind: 'key', side: 'org', org_id, partner_id: null })
  expect([...actor.permissions].sort()).toEqual(['account:read', 'person:read'])
  expect((await listPeople.run({ runtime: world.runtime, actor }, {})).rows.length).toBeGreaterThan(0)
  const invite = invitePerson.run(
    { runtime: world.runtime, actor, request_id: 'r' },
    { body: { name: 'x', email: 'x@example.com', role: 'admin' } },
  )
  expect(await refusedWith(invite)).toBe('access.not_allowed')
})

test('nobody makes a key that can do more than they can', async () => {
  const partner_id = await world.makePartner(org_id)
  const seller = await world.makePerson(org_id, 'partner_admin', partner_id)
  expect(await refusedWith(makeKey(seller.call, ['registration:submit', 'account:read']))).toBe('access.not_allowed')
  expect(await refusedWith(makeKey((await world.makePerson(org_id, 'viewer')).call, ['account:read']))).toBe(
    'access.not_allowed',
  )
  const { caller } = await makeKey(seller.call, ['registration:submit'])
  expect((await caller())?.actor).toMatchObject({ side: 'partner', partner_id })
  const admin = await world.makePerson(org_id, 'admin')
  const inviter = await makeKey(admin.call, ['person:invite', 'person:edit'])
  const actor = (await inviter.caller())?.actor
  if (!actor) throw new Error('the key does not work')
  const invite = invitePerson.run(
    { runtime: world.runtime, actor, request_id: 'r' },
    { body: { name: 'x', email: 'x@example.com', role: 'admin' } },
  )
  expect(await refusedWith(invite)).toBe('access.not_allowed')
})

test('the token is shown once and kept as a hash, also where the request carries an idempotency key', async () => {
  const admin = await world.makePerson(org_id, 'admin')
  const body = { name: 'once', scopes: ['account:read'] }
  const { answer } = await createKey.run({ ...admin.call, idempotency_key: 'k1' }, { body })
  const kept = await world.rows<{ text: string }>(
    org_id,
    sql`
    select row_to_json(k)::text as text from api_key k union all select row_to_json(i)::text from idempotency i
    union all select change from audit union all select body from event`,
  )
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.filter((row) => row.text.includes(answer.token))).toEqual([])
  const list = await listKeys.run(admin.call, {})
  expect(JSON.stringify(list)).not.toContain(answer.token)
  expect(list.rows[0]).toMatchObject({
    token_start: answer.token.slice(0, 8),
    created_by: `Person ${admin.email}`,
    abilities: ['revoke'],
  })
})

test('a revoked key and one that is over stop at once', async () => {
  const admin = await world.makePerson(org_id, 'admin')
  const { id, caller } = await makeKey(admin.call, ['account:read'])
  expect(await caller()).not.toBeNull()
  const { answer } = await revokeKey.run(admin.call, { params: { id } })
  expect(answer).toMatchObject({ abilities: [] })
  expect(await caller()).toBeNull()
  const other = await makeKey(admin.call, ['account:read'])
  await world.run(org_id, sql`update api_key set expires_at = now() - interval '1 second' where revoked_at is null`)
  expect(await other.caller()).toBeNull()
  expect(await resolveActor(world.runtime, { bearer: 'trb_made-up' })).toBeNull()
})

test('another org, another partner and a partner’s own people see and revoke only what is theirs', async () => {
  const [one, two] = [await world.makePartner(org_id), await world.makePartner(org_id)]
  const ours = await world.makePerson(org_id, 'partner_admin', one)
  const theirs = await world.makePerson(org_id, 'partner_admin', two)
  const stranger = await world.makePerson(await world.makeOrg(), 'admin')
  const key = await makeKey(ours.call, ['registration:read'])
  const orgKey = await makeKey((await world.makePerson(org_id, 'admin')).call, ['registration:read'])
  for (const call of [theirs.call, stranger.call]) {
    expect(await refusedWith(revokeKey.run(call, { params: { id: key.id } }))).toBe('request.not_found')
    expect((await listKeys.run(call, {})).rows).toEqual([])
  }
  expect(await refusedWith(revokeKey.run(ours.call, { params: { id: orgKey.id } }))).toBe('request.not_found')
  expect((await listKeys.run(ours.call, {})).rows.map((row) => row.id)).toEqual([key.id])
})

test('the operator makes keys of an org, and pages of keys follow each other', async () => {
  const org = await world.makeOrg()
  const call = { runtime: world.runtime, actor: operatorActor(org), request_id: 'r' }
  const made = []
  for (let i = 0; i < 3; i++) made.unshift((await makeKey(call, ['account:read'])).id)
  const first = await listKeys.run(call, { query: { limit: 2 } })
  const second = await listKeys.run(call, { query: { limit: 2, cursor: first.next_cursor } })
  expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual(made)
  expect(second.next_cursor).toBeNull()
  expect(first.rows[0]?.created_by).toBe('Operator')
  expect(await refusedWith(listKeys.run(call, { query: { cursor: 'eyJpZCI6IngifQ' } }))).toBe('request.invalid')
})
