import { afterAll, beforeAll, expect, test } from 'vitest'
import { toWireId } from '#kit/ids.ts'
import { instant } from '#kit/instant.ts'
import { listNewestMail } from '#server/mails/index.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { ORIGIN, PASSWORD, makeIdentity, refusedWith } from '#tests/make/identity.ts'
import { ATTEMPTS_MAX, LINKS_MAX } from './access.ts'
import { accessShop, resolveActor } from './index.ts'
import { changePassword } from './change-password.ts'
import { getSession, listSessions, revokeSession, signOut } from './sessions.ts'
import { askLink, redeemLink } from './sign-in-link.ts'
import { signIn } from './sign-in.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>
let org_id: string

beforeAll(async () => {
  world = await makeIdentity()
  org_id = await world.makeOrg()
})
afterAll(() => world.drop())

const call = () => ({ runtime: world.runtime, request: ORIGIN })
const tryPassword = (email: string, password: string) => signIn.run(call(), { body: { email, password } })

async function signedIn(email: string): Promise<{ token: string; call: Parameters<typeof getSession.run>[0] }> {
  const { set_session } = await tryPassword(email, PASSWORD)
  const token = set_session ?? ''
  const caller = await resolveActor(world.runtime, { cookie_token: token })
  if (!caller?.session) throw new Error('no session')
  return { token, call: { ...call(), session: caller.session } }
}

/** The token of the newest mail to somebody. */
async function tokenFor(email: string, org = org_id): Promise<string> {
  const mails = await world.db.transaction({ org_id: org, scope: 'org', partner_id: null }, (tx) =>
    listNewestMail(tx, org, 50),
  )
  return /sign-in\/link\/([\w-]+)/.exec(mails.find((mail) => mail.to_email === email)?.text ?? '')?.[1] ?? ''
}

const countMails = async (email: string) =>
  (await world.rows<{ n: number }>(org_id, sql`select count(*)::int as n from mail where to_email = ${email}`))[0]?.n

test('a password opens a session that acts for the oldest membership, and the org keeps an audit row', async () => {
  const partner_id = await world.makePartner(org_id)
  const { email, membership_id, person_id } = await world.makePerson(org_id, 'partner_manager')
  await world.makePerson(org_id, 'partner_seller', partner_id, email)
  const { answer, set_session } = await tryPassword(` ${email.toUpperCase()} `, PASSWORD)
  expect(answer.person).toMatchObject({ id: toWireId('person', person_id), email, has_password: true })
  expect(answer.memberships).toMatchObject([
    { side: 'org', role: 'partner_manager', partner: null },
    { side: 'partner', role: 'partner_seller', partner: { id: toWireId('partner', partner_id) } },
  ])
  expect(answer.membership_id).toBe(toWireId('membership', membership_id))
  expect(answer.permissions).toContain('registration:approve')

  const token = set_session ?? ''
  const asOrg = await resolveActor(world.runtime, { cookie_token: token })
  expect(asOrg?.actor).toMatchObject({ kind: 'person', side: 'org', role: 'partner_manager', membership_id })
  const asPartner = await resolveActor(world.runtime, { cookie_token: token, acting: answer.memberships[1]?.id })
  expect(asPartner?.actor).toMatchObject({ side: 'partner', partner_id, role: 'partner_seller' })
  const audit = await world.rows(
    org_id,
    sql`select actor, change from audit where verb = 'session.started' and actor = ${`person:${person_id}`}`,
  )
  expect(audit).toEqual([{ actor: `person:${person_id}`, change: '{"by":"password"}' }])
  const kept = await world.rows<{ token_hash: Buffer }>(
    org_id,
    sql`select token_hash from session where person_id = ${person_id}`,
  )
  expect(kept.map((row) => row.token_hash.toString())).not.toContain(token)
})

test('a session cannot act for a membership of somebody else, or one that has ended', async () => {
  const mia = await world.makePerson(org_id, 'viewer')
  const zoe = await world.makePerson(org_id, 'admin')
  const { token } = await signedIn(mia.email)
  const other = await resolveActor(world.runtime, {
    cookie_token: token,
    acting: toWireId('membership', zoe.membership_id),
  })
  expect(other?.actor).toBeNull()
  await world.run(org_id, sql`update membership set ended_at = now() where id = ${mia.membership_id}`)
  const left = await resolveActor(world.runtime, { cookie_token: token })
  expect(left).toMatchObject({ actor: null, session: { memberships: [] } })
  expect(await refusedWith(tryPassword(mia.email, PASSWORD))).toBe('access.no_membership')
})

test('unknown address, wrong password and a person without a password get the same answer', async () => {
  const { email, person_id } = await world.makePerson(org_id, 'viewer')
  expect(await refusedWith(tryPassword(email, 'wrong'))).toBe('access.wrong_password')
  expect(await refusedWith(tryPassword('nobody@example.com', 'wrong'))).toBe('access.wrong_password')
  await world.run(org_id, sql`update person set password_hash = null where id = ${person_id}`)
  expect(await refusedWith(tryPassword(email, PASSWORD))).toBe('access.wrong_password')
})

test('ten wrong passwords lock for fifteen minutes, even for the right one, with the same answer', async () => {
  const { email, person_id } = await world.makePerson(org_id, 'viewer')
  for (let i = 0; i < ATTEMPTS_MAX - 1; i++) await refusedWith(tryPassword(email, 'wrong'))
  // the tenth attempt still counts, and success forgets the nine before
  await tryPassword(email, PASSWORD)
  for (let i = 0; i < ATTEMPTS_MAX; i++)
    expect(await refusedWith(tryPassword(email, 'wrong'))).toBe('access.wrong_password')
  expect(await refusedWith(tryPassword(email, PASSWORD))).toBe('access.wrong_password')
  const [row] = await world.rows<{ s: number }>(
    org_id,
    sql`select extract(epoch from locked_until - now())::float8 as s from person where id = ${person_id}`,
  )
  expect(row?.s).toBeGreaterThan(14 * 60)
  expect(row?.s).toBeLessThanOrEqual(15 * 60)
  await world.run(org_id, sql`update person set locked_until = now() - interval '1 second' where id = ${person_id}`)
  expect((await tryPassword(email, PASSWORD)).set_session).toBeTruthy()
})

test('many attempts at once are no way around the lock', async () => {
  const { email, person_id } = await world.makePerson(org_id, 'viewer')
  const answers = await Promise.all(Array.from({ length: 12 }, () => refusedWith(tryPassword(email, 'wrong'))))
  expect(new Set(answers)).toEqual(new Set(['access.wrong_password']))
  const rows = await world.rows(
    org_id,
    sql`select failed_sign_ins, locked_until is not null as locked from person where id = ${person_id}`,
  )
  expect(rows).toEqual([{ failed_sign_ins: ATTEMPTS_MAX, locked: true }])
})

test('asking for a link answers the same for everybody, and mails only who is known', async () => {
  const { email } = await world.makePerson(org_id, 'viewer')
  const before = (await countMails(email)) ?? 0
  const known = await askLink.run(call(), { body: { email } })
  const unknown = await askLink.run(call(), { body: { email: 'nobody@example.com' } })
  expect(known).toEqual(unknown)
  expect(await countMails(email)).toBe(before + 1)
  expect(await countMails('nobody@example.com')).toBe(0)
  for (let i = 0; i < LINKS_MAX + 2; i++) await askLink.run(call(), { body: { email } })
  expect(await countMails(email)).toBeLessThanOrEqual(before + LINKS_MAX)
})

test('a link carries on to the page that was wanted, and to nowhere outside', async () => {
  const { email } = await world.makePerson(org_id, 'viewer')
  await askLink.run(call(), { body: { email, next: '/p/ptr_1/deals/reg_1?answer=1' } })
  const mails = await world.rows<{ text: string }>(org_id, sql`select text from mail where to_email = ${email}`)
  const onward = /\/sign-in\/link\/[\w-]+\?next=%2Fp%2Fptr_1%2Fdeals%2Freg_1%3Fanswer%3D1\n/
  expect(mails.filter(({ text }) => onward.test(text))).toHaveLength(1)
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', 'deals', '/a b'])
    expect(await refusedWith(askLink.run(call(), { body: { email, next } })), next).toBe('request.invalid')
})

test('a link opens one session: of two who use it at once one gets in, and later ones are told that it is spent', async () => {
  const { email, person_id } = await world.makePerson(org_id, 'viewer')
  await askLink.run(call(), { body: { email } })
  const token = await tokenFor(email)
  const redeem = () => redeemLink.run(call(), { body: { token } })
  const both = await Promise.allSettled([redeem(), redeem()])
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await refusedWith(redeem())).toBe('access.link_spent')
  const sessions = await world.rows(org_id, sql`select 1 from session where person_id = ${person_id}`)
  expect(sessions).toHaveLength(1)
})

test('a link is over after fifteen minutes', async () => {
  const { email } = await world.makePerson(org_id, 'viewer')
  await askLink.run(call(), { body: { email } })
  await world.run(org_id, sql`update sign_in_link set expires_at = expires_at - interval '15 minutes'`)
  expect(await refusedWith(redeemLink.run(call(), { body: { token: await tokenFor(email) } }))).toBe(
    'access.link_spent',
  )
  expect(await refusedWith(redeemLink.run(call(), { body: { token: 'made-up' } }))).toBe('access.link_spent')
})

test('somebody of a demo and of a real org gets the link from the real one, whose mail nobody else reads', async () => {
  const demo = await world.makeOrg(true)
  const { email } = await world.makePerson(demo, 'admin')
  expect(await tokenFor(email, demo)).not.toBe('')
  await world.makePerson(org_id, 'viewer', null, email)
  // joining the real org took back what the demo had sent
  expect(await refusedWith(redeemLink.run(call(), { body: { token: await tokenFor(email, demo) } }))).toBe(
    'access.link_spent',
  )
  await askLink.run(call(), { body: { email } })
  expect((await redeemLink.run(call(), { body: { token: await tokenFor(email) } })).set_session).toBeTruthy()
  const elsewhere = await world.makeOrg(true)
  await world.makePerson(elsewhere, 'viewer', null, email)
  expect(await tokenFor(email, elsewhere)).toBe('')
})

test('sessions are listed, ended one by one or by signing out, and end by themselves two weeks after the last use', async () => {
  const { email, person_id } = await world.makePerson(org_id, 'viewer')
  const phone = await signedIn(email)
  const desk = await signedIn(email)
  const { answer } = await listSessions.run(desk.call, {})
  expect(answer.rows.map((row) => row.is_current)).toEqual([true, false])
  const other = await signedIn((await world.makePerson(org_id, 'viewer')).email)
  const id = answer.rows[1]?.id
  expect(await refusedWith(revokeSession.run(other.call, { params: { id } }))).toBe('request.not_found')
  expect(await revokeSession.run(desk.call, { params: { id } })).toEqual({ answer: null })
  expect(await resolveActor(world.runtime, { cookie_token: phone.token })).toBeNull()
  expect(await signOut.run(desk.call, {})).toEqual({ answer: null, set_session: null })
  expect(await resolveActor(world.runtime, { cookie_token: desk.token })).toBeNull()

  const { token } = await signedIn(email)
  await world.run(
    org_id,
    sql`update session set last_seen_at = now() - interval '2 minutes', expires_at = now() + interval '1 minute' where person_id = ${person_id}`,
  )
  expect(await resolveActor(world.runtime, { cookie_token: token })).not.toBeNull()
  // the renewal is written behind the answer
  await expect
    .poll(
      async () =>
        (
          await world.rows<{ d: number }>(
            org_id,
            sql`select extract(epoch from max(expires_at) - now())::float8 / 86400 as d from session where person_id = ${person_id} and ended_at is null`,
          )
        )[0]?.d,
    )
    .toBeGreaterThan(13.9)
  await world.run(org_id, sql`update session set expires_at = ${instant(0)} where person_id = ${person_id}`)
  expect(await resolveActor(world.runtime, { cookie_token: token })).toBeNull()
})

test('changing the password wants the current one, ends every other session, and is audited without it', async () => {
  const { email, person_id } = await world.makePerson(org_id, 'viewer')
  const phone = await signedIn(email)
  const desk = await signedIn(email)
  const change = (current_password: string | null) =>
    changePassword.run(desk.call, { body: { current_password, new_password: 'nine quiet harbours' } })
  expect(await refusedWith(change(null))).toBe('access.current_password')
  expect(await refusedWith(change('wrong'))).toBe('access.current_password')
  await change(PASSWORD)
  expect(await resolveActor(world.runtime, { cookie_token: phone.token })).toBeNull()
  expect(await resolveActor(world.runtime, { cookie_token: desk.token })).not.toBeNull()
  expect(await refusedWith(tryPassword(email, PASSWORD))).toBe('access.wrong_password')
  expect((await tryPassword(email, 'nine quiet harbours')).set_session).toBeTruthy()
  const rows = await world.rows(
    org_id,
    sql`select change from audit where verb = 'person.password_changed' and actor = ${`person:${person_id}`}`,
  )
  expect(rows).toEqual([{ change: '{"password":"changed"}' }])
})

test('who signed in by a link just now sets a new password without the forgotten one', async () => {
  const { email } = await world.makePerson(org_id, 'viewer')
  await askLink.run(call(), { body: { email } })
  const { set_session } = await redeemLink.run(call(), { body: { token: await tokenFor(email) } })
  const caller = await resolveActor(world.runtime, { cookie_token: set_session ?? '' })
  if (!caller?.session) throw new Error('no session')
  await changePassword.run({ ...call(), session: caller.session }, { body: { new_password: 'nine quiet harbours' } })
  expect((await tryPassword(email, 'nine quiet harbours')).set_session).toBeTruthy()
})

test('every answer fits its contract', async () => {
  const { email } = await world.makePerson(org_id, 'partner_admin', await world.makePartner(org_id))
  const session = await signedIn(email)
  const said = await getSession.run(session.call, {})
  expect(getSession.route.answer.safeParse(said.answer).error).toBeUndefined()
  expect(said.answer.zone).toBe('UTC')
  expect(accessShop.contracts.map((route) => route.id).sort()).toEqual(
    accessShop.verbs.map((verb) => verb.route.id).sort(),
  )
})
