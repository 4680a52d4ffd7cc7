import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refused } from '#kit/refusal.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeIdentity, ORIGIN, refusedWith } from '#tests/make/identity.ts'
import { putBrand, putLogo, removeLogo } from './edit.ts'
import { brandOf } from './index.ts'
import { entryBrand, getBrand, readLogo } from './read.ts'

let world: Awaited<ReturnType<typeof makeIdentity>>
let made = 0

beforeAll(async () => {
  world = await makeIdentity()
})
afterAll(() => world.drop())

async function makeAdmin() {
  const org_id = await world.makeOrg()
  made += 1
  const { call } = await world.makePerson(org_id, 'admin')
  const { org } = await getBrand.run(call, {})
  return { org_id, call, slug: org }
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
async function* sent(bytes: Buffer) {
  yield bytes.subarray(0, 10)
  yield bytes.subarray(10)
}
const entry = (query: Record<string, string>) => entryBrand.run({ runtime: world.runtime, request: ORIGIN }, { query })

test('an org that has said nothing looks like the product, and nothing is told of it before a sign-in', async () => {
  const { org_id, call, slug } = await makeAdmin()
  expect(await getBrand.run(call, {})).toMatchObject({ logo_url: null, accent_light: null, revision: 0 })
  expect((await entry({ org: slug })).answer).toEqual({ brand: null })
  const scope = { org_id, scope: 'partner' as const, partner_id: null }
  const brand = await world.db.transaction(scope, (tx) => brandOf(tx, org_id))
  expect(brand).toMatchObject({ accent_light: '#0a609a', sender_name: brand.name, logo_url: null })
})

test('what an org says is seen by its partners and at its sign-in page, and leaves an audit row', async () => {
  const { org_id, call, slug } = await makeAdmin()
  const host = `partners-${made}.example`
  const body = {
    name: 'Alder',
    accent_light: '#C30',
    accent_dark: '#ffd400',
    reply_to: 'partners@alder.example',
    portal_host: host,
    website: '',
  }
  const { answer } = await putBrand.run(call, { query: { if_match: 0 }, body })
  expect(answer).toMatchObject({
    name: 'Alder',
    accent_light: '#cc3300',
    website: null,
    portal_host: host,
    revision: 1,
  })
  const partner = await world.makePerson(org_id, 'partner_viewer', await world.makePartner(org_id))
  expect(await getBrand.run(partner.call, {})).toMatchObject({
    name: 'Alder',
    accent_dark: '#ffd400',
    portal_host: null,
    abilities: [],
  })
  const seen = { org: slug, name: 'Alder', accent_light: '#cc3300' }
  expect((await entry({ host: `${host.toUpperCase()}:8443` })).answer.brand).toMatchObject(seen)
  expect((await entry({ org: slug })).answer.brand).toMatchObject(seen)
  expect(JSON.stringify((await entry({ org: slug })).answer)).not.toContain('partners@')
  const audit = await world.rows<{ change: string }>(org_id, sql`select change from audit where verb = 'brand.edited'`)
  expect(audit).toHaveLength(1)
  expect(audit[0]?.change).not.toContain('partners@alder.example')
})

test('a colour that cannot be read is refused with its ratios and the nearest shade, which then passes', async () => {
  const { call } = await makeAdmin()
  const put = (accent_light: string) =>
    putBrand.run(call, { query: { if_match: 0 }, body: { accent_light } }).catch((error: unknown) => error)
  const refused = await put('#ffd400')
  expect(refused).toBeInstanceOf(Refused)
  const [field] = (refused as Refused).fields // just seen to be one
  expect(field).toMatchObject({ path: 'accent_light', code: 'contrast' })
  expect(field?.message).toContain('has 1.2:1 and needs 3:1')
  expect(await put(field?.expected ?? '')).toMatchObject({ answer: { accent_light: field?.expected } })
})

test('a logo is what its bytes say, is fetched by anybody who has its address, and stays for mails already sent', async () => {
  const { call, slug } = await makeAdmin()
  const { answer } = await putLogo.run(call, { body: sent(PNG) })
  expect(answer.logo_url).toMatch(new RegExp(`^/api/v1/brands/${slug}/logo/[0-9a-f]{64}$`))
  const hash = answer.logo_url?.split('/').at(-1)
  const fetched = () => readLogo.run({ runtime: world.runtime, request: ORIGIN }, { params: { org: slug, hash } })
  expect((await fetched()).answer).toMatchObject({ media_type: 'image/png', is_public: true, size_bytes: PNG.length })
  await removeLogo.run(call, {})
  expect((await getBrand.run(call, {})).logo_url).toBeNull()
  expect((await fetched()).answer).toMatchObject({ etag: hash })
  const other = await makeAdmin()
  const abroad = readLogo.run({ runtime: world.runtime, request: ORIGIN }, { params: { org: other.slug, hash } })
  expect(await refusedWith(abroad)).toBe('request.not_found')
})

test.each([
  ['an SVG with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a cut PNG', PNG.subarray(0, 18)],
  ['nothing', Buffer.alloc(0)],
])('refuses %s as a logo', async (_, bytes) => {
  const { call } = await makeAdmin()
  expect(await refusedWith(putLogo.run(call, { body: sent(bytes) }))).toBe('brand.not_a_picture')
})

test('refuses a logo of too many pixels, an old revision, a host of another org, and whoever may not', async () => {
  const [one, other] = [await makeAdmin(), await makeAdmin()]
  const huge = Buffer.from(PNG)
  huge.writeUInt32BE(5000, 16)
  expect(await refusedWith(putLogo.run(one.call, { body: sent(huge) }))).toBe('brand.logo_too_large')
  const host = `taken-${made}.example`
  const put = (call: typeof one.call, if_match: number) =>
    putBrand.run(call, { query: { if_match }, body: { portal_host: host } })
  await put(one.call, 0)
  expect(await refusedWith(put(one.call, 0))).toBe('request.stale')
  expect(await refusedWith(put(other.call, 0))).toBe('brand.host_taken')
  const viewer = await world.makePerson(one.org_id, 'channel_ops')
  expect(await refusedWith(put(viewer.call, 1))).toBe('access.not_allowed')
})

test('of two who save at once, one is told to look again', async () => {
  const { call } = await makeAdmin()
  const saved = await Promise.all(
    ['A', 'B'].map((name) => refusedWith(putBrand.run(call, { query: { if_match: 0 }, body: { name } }))),
  )
  expect(saved.sort()).toEqual(['nothing was refused', 'request.stale'])
})
