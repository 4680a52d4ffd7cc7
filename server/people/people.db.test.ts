import { afterAll, beforeAll, expect, test } from 'vitest'
import { toWireId, uuidOf } from '#kit/ids.ts'
import { acceptMembership } from '#server/access/store.ts'
import { wallNow } from '#server/platform/clock.ts'
import { operatorActor } from '#server/command/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeIdentity, refusedWith } from '#tests/make/identity.ts'
import { changeRole } from './change-role.ts'
import { endMembership } from './end.ts'
import { invitePerson } from './invite.ts'
import { actorNames } from './names.ts'
import { getPerson, listPeople } from './read.ts'
import { resendInvitation } from './resend.ts'
import { listManagers } from './store.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>
let org_id: string

beforeAll(async () => {
  world = await makeIdentity()
  org_id = await world.makeOrg()
})
afterAll(() => world.drop())

type Call = Parameters<typeof invitePerson.run>[0]
const invite = (call: Call, body: object) => invitePerson.run(call, { body: { name: 'Mia', ...body } })

test('an invitation makes the person and the membership, mails a link, and is audited without personal data', async () => {
  const admin = await world.makePerson(org_id, 'admin')
  const { answer } = await invite(admin.call, { email: 'Mia@Example.com', role: 'finance' })
  expect(answer).toMatchObject({
    name: 'Mia',
    email: 'mia@example.com',
    side: 'org',
    role: 'finance',
    state: 'invited',
    revision: 1,
  })
  expect(invitePerson.route.answer.safeParse(answer).error).toBeUndefined()
  const mails = await world.rows<{ text: string }>(
    org_id,
    sql`select text from mail where to_email = 'mia@example.com'`,
  )
  expect(mails).toHaveLength(1)
  expect(mails[0]?.text).toMatch(/\/sign-in\/link\/[\w-]{32}/)
  const kept = await world.rows<{ text: string }>(
    org_id,
    sql`select change as text from audit where verb = 'person.invited'
    union all select body from event where type = 'person.invited'`,
  )
  expect(kept.length).toBeGreaterThanOrEqual(4)
  expect(kept.filter((row) => /mia/i.test(row.text))).toEqual([])
})

test('a dry run invites nobody', async () => {
  const admin = await world.makePerson(org_id, 'admin')
  await invitePerson.run(
    { ...admin.call, dry_run: true },
    { body: { name: 'Dry', email: 'dry@example.com', role: 'viewer' } },
  )
  expect(await world.rows(org_id, sql`select 1 from person where email = 'dry@example.com'`)).toEqual([])
  expect(await world.rows(org_id, sql`select 1 from mail where to_email = 'dry@example.com'`)).toEqual([])
})

test('who is a member already is not invited again; who has left can come back', async () => {
  const admin = await world.makePerson(org_id, 'admin')
  const { membership } = await world.makePerson(org_id, 'viewer')
  expect(await refusedWith(invite(admin.call, { email: membership.email, role: 'viewer' }))).toBe('person.already_here')
  await endMembership.run(admin.call, { params: { id: membership.id } })
  expect(await refusedWith(getPerson.run(admin.call, { params: { id: membership.id } }))).toBe('request.not_found')
  const { answer } = await invite(admin.call, { email: membership.email, role: 'marketing' })
  expect(answer).toMatchObject({ id: membership.id, role: 'marketing', revision: 3 })
})

test('roles of the org are not given at a partner, nor the other way round', async () => {
  const admin = await world.makePerson(org_id, 'admin')
  const partner_id = toWireId('partner', await world.makePartner(org_id))
  expect(await refusedWith(invite(admin.call, { email: 'a@example.com', role: 'viewer', partner_id }))).toBe(
    'person.role_of_other_side',
  )
  expect(await refusedWith(invite(admin.call, { email: 'a@example.com', role: 'partner_seller' }))).toBe(
    'person.role_of_other_side',
  )
})

test('a partner’s admin sees, invites and changes only the partner’s own people', async () => {
  const [one, two] = [await world.makePartner(org_id), await world.makePartner(org_id)]
  const ours = await world.makePerson(org_id, 'partner_admin', one)
  const theirs = await world.makePerson(org_id, 'partner_seller', two)
  const orgs = await world.makePerson(org_id, 'admin')
  const { answer } = await invite(ours.call, { email: 'seller@one.example.com', role: 'partner_seller' })
  expect(answer.partner?.id).toBe(toWireId('partner', one))
  const list = await listPeople.run(ours.call, {})
  expect(list.rows.map((row) => row.id).sort()).toEqual([ours.membership.id, answer.id].sort())
  expect((await listPeople.run(ours.call, { query: { partner_id: toWireId('partner', two) } })).rows).toEqual([])
  for (const id of [theirs.membership.id, orgs.membership.id]) {
    expect(await refusedWith(getPerson.run(ours.call, { params: { id } }))).toBe('request.not_found')
    expect(await refusedWith(endMembership.run(ours.call, { params: { id } }))).toBe('request.not_found')
  }
  expect(
    await refusedWith(
      invite(ours.call, { email: 'b@example.com', role: 'partner_seller', partner_id: toWireId('partner', two) }),
    ),
  ).toBe('request.not_found')
  expect(await refusedWith(invite(ours.call, { email: 'b@example.com', role: 'admin' }))).toBe(
    'person.role_of_other_side',
  )
})

test('a partner manager lets people into partners, not into the org', async () => {
  const manager = await world.makePerson(org_id, 'partner_manager')
  const partner_id = toWireId('partner', await world.makePartner(org_id))
  expect(
    (await invite(manager.call, { email: 'first@partner.example.com', role: 'partner_admin', partner_id })).answer.side,
  ).toBe('partner')
  expect(await refusedWith(invite(manager.call, { email: 'c@example.com', role: 'viewer' }))).toBe('access.not_allowed')
})

test('other orgs’ people do not exist', async () => {
  const stranger = await world.makePerson(await world.makeOrg(), 'admin')
  const { membership } = await world.makePerson(org_id, 'viewer')
  for (const verb of [
    getPerson.run(stranger.call, { params: { id: membership.id } }),
    endMembership.run(stranger.call, { params: { id: membership.id } }),
  ]) {
    expect(await refusedWith(verb)).toBe('request.not_found')
  }
  expect((await listPeople.run(stranger.call, {})).rows.map((row) => row.id)).toEqual([stranger.membership.id])
})

test('a role changes at the revision that was seen, and not at an older one', async () => {
  const admin = await world.makePerson(org_id, 'admin')
  const { membership } = await world.makePerson(org_id, 'viewer')
  const change = (role: string, if_match: number) =>
    changeRole.run(admin.call, { params: { id: membership.id }, query: { if_match }, body: { role } })
  expect((await change('finance', 1)).answer).toMatchObject({ role: 'finance', revision: 2 })
  expect(await refusedWith(change('viewer', 1))).toBe('request.stale')
})

test('of two last admins who leave at once, one stays', async () => {
  const org = await world.makeOrg()
  const a = await world.makePerson(org, 'admin')
  const b = await world.makePerson(org, 'admin')
  const end = (who: typeof a) => refusedWith(endMembership.run(who.call, { params: { id: who.membership.id } }))
  expect((await Promise.all([end(a), end(b)])).sort()).toEqual(['nothing was refused', 'person.last_admin'])
  const operator = { runtime: world.runtime, actor: operatorActor(org), request_id: 'r' }
  const [last] = (await listPeople.run(operator, {})).rows
  const demote = changeRole.run(operator, {
    params: { id: last?.id },
    query: { if_match: last?.revision },
    body: { role: 'viewer' },
  })
  expect(await refusedWith(demote)).toBe('person.last_admin')
})

test('pages of people follow each other by name', async () => {
  const org = await world.makeOrg()
  for (const email of ['c@p.example.com', 'a@p.example.com', 'b@p.example.com'])
    await world.makePerson(org, 'viewer', null, email)
  const call = { runtime: world.runtime, actor: operatorActor(org), request_id: 'r' }
  const first = await listPeople.run(call, { query: { limit: 2 } })
  const second = await listPeople.run(call, { query: { limit: 2, cursor: first.next_cursor } })
  expect([...first.rows, ...second.rows].map((row) => row.email)).toEqual([
    'a@p.example.com',
    'b@p.example.com',
    'c@p.example.com',
  ])
  expect(second.next_cursor).toBeNull()
})

test('actors of records have today’s names, and managers are found for assignment', async () => {
  const org = await world.makeOrg()
  const manager = await world.makePerson(org, 'partner_manager')
  await world.makePerson(org, 'viewer')
  const gone = 'person:0198f0c2-a1b4-7c3d-9e5f-6a7b8c9d0e1f'
  const names = await world.db.transaction(null, (tx) =>
    actorNames(tx, ['clock', 'operator', `person:${manager.person_id}`, gone]),
  )
  expect([...names.values()]).toEqual(['The clock', 'Operator', `Person ${manager.email}`, 'Former member'])
  expect(await world.db.transaction(null, (tx) => listManagers(tx, org))).toEqual([
    { id: manager.membership_id, name: `Person ${manager.email}`, email: manager.email, role: 'partner_manager' },
  ])
})

test('whoever is known elsewhere is called what the inviter typed, until they have come', async () => {
  const elsewhere = await world.makeOrg()
  const known = await world.makePerson(elsewhere, 'admin', null, 'known@elsewhere.example.com')
  const partner_id = await world.makePartner(org_id)
  const ours = await world.makePerson(org_id, 'partner_admin', partner_id)
  const { answer } = await invite(ours.call, { name: 'Kay', email: known.email, role: 'partner_seller' })
  expect(answer).toMatchObject({ name: 'Kay', state: 'invited', abilities: ['change_role', 'end', 'resend'] })
  expect((await listPeople.run(ours.call, {})).rows.map(({ name }) => name)).toContain('Kay')
  expect(JSON.stringify(await listPeople.run(ours.call, {}))).not.toContain(`Person ${known.email}`)
  // The first time they act as a member they are one.
  const membership = uuidOf('membership', answer.id)
  await world.db.transaction(null, (tx) => acceptMembership(tx, membership, wallNow()))
  expect(await getPerson.run(ours.call, { params: { id: answer.id } })).toMatchObject({
    name: `Person ${known.email}`,
    state: 'active',
    invited_at: null,
  })
  expect(await refusedWith(resendInvitation.run(ours.call, { params: { id: answer.id } }))).toBe('person.has_come')
})

test('an invitation is sent again with a fresh link, at most once a minute', async () => {
  const admin = await world.makePerson(org_id, 'admin')
  const { answer } = await invite(admin.call, { email: 'again@example.com', role: 'viewer' })
  const resend = () => resendInvitation.run(admin.call, { params: { id: answer.id } })
  expect(await refusedWith(resend())).toBe('person.just_invited')
  await world.run(org_id, sql`update membership set invited_at = now() - interval '2 minutes'`)
  await resend()
  expect(await world.rows(org_id, sql`select 1 from mail where to_email = 'again@example.com'`)).toHaveLength(2)
  expect(await refusedWith(resend())).toBe('person.just_invited')
})

test('the last admin of a partner stays, unless the org ends it', async () => {
  const partner_id = await world.makePartner(org_id)
  const only = await world.makePerson(org_id, 'partner_admin', partner_id)
  const params = { id: only.membership.id }
  expect(await refusedWith(endMembership.run(only.call, { params }))).toBe('person.last_admin')
  const down = { params, query: { if_match: 1 }, body: { role: 'partner_seller' } }
  expect(await refusedWith(changeRole.run(only.call, down))).toBe('person.last_admin')
  const manager = await world.makePerson(org_id, 'admin')
  expect((await endMembership.run(manager.call, { params })).answer.abilities).toEqual([])
})
