import { afterAll, beforeAll, expect, test } from 'vitest'
import { toWireId } from '#kit/ids.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { refusedWith } from '#tests/make/identity.ts'
import { makeShops } from '#tests/make/shops.ts'
import { createPartner, editPartner } from './edit.ts'
import { editEnrollment, enrollPartner } from './enroll.ts'
import { tracksOf } from './index.ts'
import { getPartner, listPartners } from './read.ts'
import { findPartnerForClaim } from './store.ts'

let world: Awaited<ReturnType<typeof makeShops>>
beforeAll(async () => void (world = await makeShops()))
afterAll(() => world.drop())

async function makeOrg() {
  const org_id = await world.makeOrg()
  await world.publish(org_id)
  const { call, membership_id } = await world.makePerson(org_id, 'channel_ops')
  return { org_id, call, manager: toWireId('membership', membership_id) }
}

test('adds a partner with its enrollments, on record and announced', async () => {
  const { org_id, call, manager } = await makeOrg()
  const before = await world.kept(org_id)
  const body = {
    name: 'Blue Ridge Systems GmbH',
    domain: 'https://www.blueridge.example/about',
    country: 'DE',
    manager_id: manager,
    labels: ['south'],
    enrollments: [{ track: 'reseller', tier: 'gold', status: 'active' }],
  }
  const { answer } = await createPartner(world.partners).run(call, { body })
  expect(answer).toMatchObject({
    slug: 'blue-ridge-systems-gmbh',
    domain: 'blueridge.example',
    manager: { id: manager, name: expect.stringContaining('Person'), email: expect.stringContaining('@') },
    enrollments: [
      {
        track: { key: 'reseller', name: 'Reseller' },
        tier: { key: 'gold', name: 'Gold' },
        status: 'active',
        next_statuses: ['on_probation', 'suspended', 'offboarding'],
      },
    ],
    revision: 1,
    abilities: ['edit', 'enroll', 'edit_enrollment'],
  })
  const kept = await world.kept(org_id)
  expect(kept.verbs.slice(before.verbs.length)).toEqual(['partner.created'])
  expect(kept.types.slice(before.types.length)).toEqual(['partner.created', 'partner.enrolled'])
  expect(await getPartner(world.partners).run(call, { params: { id: answer.id } })).toEqual(answer)
})

test('names every wrong field at once and keeps nothing', async () => {
  const { org_id, call } = await makeOrg()
  const before = await world.kept(org_id)
  const body = {
    name: 'A',
    manager_id: toWireId('membership', org_id),
    enrollments: [{ track: 'resellers' }, { track: 'reseller', tier: 'registered' }, { track: 'reseller' }],
  }
  const refused = createPartner(world.partners).run(call, { body })
  await expect(refused).rejects.toMatchObject({
    fields: [
      { path: 'manager_id' },
      { path: 'enrollments.0.track' },
      { path: 'enrollments.1.tier' },
      { path: 'enrollments.2.track' },
    ],
  })
  expect(await world.kept(org_id)).toEqual(before)
})

test('gives partners of one name addresses of their own, also at one moment', async () => {
  const { call } = await makeOrg()
  const made = await Promise.all(
    Array.from({ length: 6 }, () => createPartner(world.partners).run(call, { body: { name: 'Acme, Inc.' } })),
  )
  const slugs = made.map(({ answer }) => answer.slug)
  expect(new Set(slugs).size).toBe(6)
  expect(slugs).toContain('acme-inc')
  const { answer } = await createPartner(world.partners).run(call, { body: { name: '株式会社日立' } })
  expect(answer.slug).toMatch(/^partner-[0-9a-f]{8}$/)
})

test('edits what was read, and refuses what changed meanwhile', async () => {
  const { org_id, call } = await makeOrg()
  const partner = await world.enrolled(org_id, 'Acme')
  const edit = (body: object) =>
    editPartner(world.partners).run(call, { params: { id: partner.id }, query: { if_match: 1 }, body })
  expect((await edit({ name: 'Acme Two', country: null })).answer).toMatchObject({
    name: 'Acme Two',
    slug: 'acme',
    revision: 2,
  })
  expect(await refusedWith(edit({ name: 'Acme Three' }))).toBe('request.stale')
  const last = (await world.kept(org_id)).audit.at(-1)
  expect(JSON.parse(last?.change ?? '')).toEqual({
    before: { name: 'Acme', country: null },
    after: { name: 'Acme Two', country: null },
  })
})

test('moves an enrollment only where the table of moves leads', async () => {
  const { org_id, call } = await makeOrg()
  const partner = await world.enrolled(org_id, 'Acme')
  const [enrollment] = partner.enrollments
  const move = (if_match: number, body: object) =>
    editEnrollment(world.partners).run(call, {
      params: { id: partner.id, enrollment_id: enrollment?.id },
      query: { if_match },
      body,
    })
  expect((await move(1, { status: 'suspended' })).answer.enrollments[0]).toMatchObject({
    status: 'suspended',
    revision: 2,
  })
  await expect(move(2, { status: 'terminated' })).rejects.toMatchObject({
    message: 'partner.no_such_move',
    says: 'An enrollment that is suspended cannot become terminated: it can become active, on probation or offboarding.',
  })
  expect(await refusedWith(move(2, { tier: 'platinum' }))).toBe('request.invalid')
  expect(await refusedWith(move(1, { tier: 'gold' }))).toBe('request.stale')
  expect((await move(2, { tier: 'gold' })).answer.enrollments[0]).toMatchObject({ tier: { name: 'Gold' }, revision: 3 })
})

test('enrolls a partner in a track once', async () => {
  const { org_id, call } = await makeOrg()
  const partner = await world.enrolled(org_id, 'Acme')
  const enroll = (track: string) =>
    enrollPartner(world.partners).run(call, { params: { id: partner.id }, body: { track, status: 'active' } })
  expect(await refusedWith(enroll('reseller'))).toBe('partner.already_enrolled')
  expect((await enroll('referral')).answer.enrollments).toHaveLength(2)
  expect(await refusedWith(enroll('unheard'))).toBe('request.invalid')
})

test('lists partners by name in pages, each one once, by the filters asked for', async () => {
  const { org_id, call, manager } = await makeOrg()
  const names = ['Zeta', 'Alpha', 'Álpine', 'Beta', 'Alpha']
  for (const name of names) await world.enrolled(org_id, name, name === 'Beta' ? 'referral' : 'reseller', null)
  const seen: string[] = []
  for (let cursor: string | null | undefined = undefined; cursor !== null;) {
    const page: Awaited<ReturnType<typeof listPartners.run>> = await listPartners.run(call, {
      query: { limit: 2, ...(cursor && { cursor }) },
    })
    seen.push(...page.rows.map(({ name }) => name))
    cursor = page.next_cursor
  }
  expect(seen).toEqual(['Alpha', 'Alpha', 'Álpine', 'Beta', 'Zeta'])
  const found = async (query: object) => (await listPartners.run(call, { query })).rows.map(({ name }) => name)
  expect(await found({ q: 'alp' })).toEqual(['Alpha', 'Alpha', 'Álpine'])
  expect(await found({ track: 'referral' })).toEqual(['Beta'])
  expect(await found({ status: 'active', track: 'reseller', q: 'z' })).toEqual(['Zeta'])
  expect(await found({ tier: 'gold' })).toEqual([])
  expect(await found({ manager })).toEqual([])
  expect(await refusedWith(listPartners.run(call, { query: { cursor: 'bm9uc2Vuc2U' } }))).toBe('request.invalid')
})

test('shows a partner itself alone, without what the org notes about it', async () => {
  const { org_id } = await makeOrg()
  const [own, other] = [await world.enrolled(org_id, 'Own'), await world.enrolled(org_id, 'Other')]
  const ids = await world.rows<{ id: string; name: string }>(
    org_id,
    sql`update partner set labels = '{weak}' where org_id = ${org_id} returning id, name`,
  )
  const { call } = await world.makePerson(org_id, 'partner_admin', ids.find(({ name }) => name === 'Own')?.id ?? '')
  const get = (id: string) => getPartner(world.partners).run(call, { params: { id } })
  expect(await get(own.id)).toMatchObject({ name: 'Own', labels: [], abilities: [] })
  expect(await refusedWith(get(other.id))).toBe('request.not_found')
  expect(await refusedWith(listPartners.run(call, {}))).toBe('access.not_allowed')
})

test('does not know partners of another org', async () => {
  const { org_id } = await makeOrg()
  const partner = await world.enrolled(org_id, 'Acme')
  const { call } = await makeOrg()
  const params = { id: partner.id }
  expect(await refusedWith(getPartner(world.partners).run(call, { params }))).toBe('request.not_found')
  expect(
    await refusedWith(editPartner(world.partners).run(call, { params, query: { if_match: 1 }, body: { name: 'x' } })),
  ).toBe('request.not_found')
  expect(await refusedWith(enrollPartner(world.partners).run(call, { params, body: { track: 'referral' } }))).toBe(
    'request.not_found',
  )
})

test('tells a claim who its partner is, and which tracks bind it', async () => {
  const { org_id, call } = await makeOrg()
  const partner = await world.enrolled(org_id, 'Acme')
  const [row] = await world.rows<{ id: string }>(org_id, sql`select id from partner where org_id = ${org_id}`)
  const id = row?.id ?? ''
  const inOrg = <T>(work: (tx: Parameters<typeof tracksOf>[0]) => Promise<T>) =>
    world.db.transaction({ org_id, scope: 'org', partner_id: null }, work)
  expect(await inOrg((tx) => findPartnerForClaim(tx, org_id, id))).toEqual({
    id,
    name: 'Acme',
    manager_id: null,
    enrollments: [{ id: expect.any(String), track: 'reseller', tier: 'silver', status: 'active' }],
  })
  expect(await inOrg((tx) => tracksOf(tx, org_id, id))).toEqual(['reseller'])
  const move = (if_match: number, status: string) =>
    editEnrollment(world.partners).run(call, {
      params: { id: partner.id, enrollment_id: partner.enrollments[0]?.id },
      query: { if_match },
      body: { status },
    })
  await move(1, 'offboarding')
  await move(2, 'terminated')
  expect(await inOrg((tx) => tracksOf(tx, org_id, id))).toEqual([])
})
