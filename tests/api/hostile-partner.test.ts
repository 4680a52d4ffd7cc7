import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toWireId } from '#kit/ids.ts'
import { DAY_MS, plusMs } from '#kit/instant.ts'
import { setPassword } from '#server/access/index.ts'
import { sealOrg } from '#server/audit/index.ts'
import type { Actor } from '#server/command/index.ts'
import { writeDueMails } from '#server/notifications/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'
import { serve, type Served } from './serve.ts'

/** Somebody signed in at one partner, with a browser's tools and bad intentions, against a server with a rival's deals. */

const PASSWORD = 'correct horse battery staple'
/** Words that the org and the rival wrote, and that this partner must never read. */
const SECRETS = /Rivalry|Inner words|Inner note|Boss Secret|Vault Corp|Hidden margin/

let world: World
let served: Served
let org: OrgWorld
let manager: Actor
let seller: Actor
let cookie: string
let email: string
let rival: Awaited<ReturnType<OrgWorld['partner']>>
let own: Awaited<ReturnType<OrgWorld['partner']>>
const ids: Record<string, string> = {}

const deal = (account_name: string, more: object = {}) => ({
  account_name,
  account_domain: `${account_name.toLowerCase().replace(/[^a-z]/g, '')}.example`,
  account_country: 'DE',
  amount: { amount_minor: '10000000', currency: 'EUR' },
  expected_close_on: '2035-01-31',
  ...more,
})

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const init: RequestInit = {
    method,
    headers: { cookie, 'x-tributary-csrf': '1', 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  }
  const answer = await fetch(`${served.url}/api/v1${path}`, init)
  const text = await answer.text()
  const is_json = answer.headers.get('content-type')?.includes('json')
  return { status: answer.status, text, body: (is_json && text ? JSON.parse(text) : {}) as Record<string, unknown> }
}

async function upload(actor: Actor, name: string, text: string): Promise<string> {
  async function* bytes() {
    yield Buffer.from(text)
  }
  return (await world.act(actor, 'file.upload', { query: { name }, body: bytes() })).id
}

beforeAll(async () => {
  world = await makeWorld()
  served = await serve(world)
  org = await world.makeOrg('harbour')
  manager = await org.member('admin')
  own = await org.partner('Own')
  rival = await org.partner('Rivalry')
  seller = await own.person('partner_admin')
  await world.db.transaction(null, (tx) => setPassword(tx, seller.id, PASSWORD))
  const people = await world.act(org.operator, 'person.list', { query: { partner_id: own.id } })
  email = people.rows.find((row) => row.id === toWireId('membership', seller.membership_id ?? ''))?.email ?? ''
  const signed = await fetch(`${served.url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
  cookie = (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  // The org's own, the rival's, and this partner's deal with what the org keeps to itself.
  ids.account = (await world.act(org.operator, 'account.create', { body: { name: 'Vault Corp' } })).id
  ids.theirs = (await world.act(rival.admin, 'registration.submit', { body: deal('Rivalry Works') })).id
  ids.mine = (await world.act(seller, 'registration.submit', { body: deal('Shared Works') })).id
  const clash = deal('Rivalry Works', { account_name: 'Works' })
  ids.clash = (
    await world.act(seller, 'registration.submit', { body: { ...clash, account_domain: 'rivalryworks.example' } })
  ).id
  for (const [key, actor, at] of [
    ['file_theirs', rival.admin, ids.theirs],
    ['file_secret', manager, ids.mine],
    ['file_shared', manager, ids.mine],
  ] as const) {
    ids[key] = await upload(actor, `${key}.txt`, `Hidden margin ${key}`)
    const visibility = key === 'file_secret' ? 'org' : 'both'
    const attached = await world.act(actor, 'registration.attach', {
      params: { id: at },
      body: { file_id: ids[key], visibility },
    })
    ids[`${key}_at`] = attached.id
  }
  ids.file_loose = await upload(rival.admin, 'loose.txt', 'Rivalry loose')
  const ask = (actor: Actor, body: object) => world.act(actor, 'request.submit', { body })
  const legal = { kind: 'legal-help', reason: 'Rivalry asks for help' }
  ids.request_theirs = (await ask(rival.admin, legal)).id
  ids.request = (await ask(manager, { ...legal, reason: 'For them', partner_id: own.id, account_id: ids.account })).id
  // A chain on this partner's own request: what colleagues note for each other is not for it.
  await world.act(org.operator, 'partner.edit', {
    params: { id: own.id },
    query: { if_match: 1 },
    body: { manager_id: toWireId('membership', manager.membership_id ?? '') },
  })
  ids.chain = (await ask(seller, { kind: 'legal-help', reason: 'Their lawyer asks.' })).id
  await world.act(manager, 'request.approve', { params: { id: ids.chain }, body: { note: 'Inner note' } })
  await world.act(manager, 'registration.approve', { params: { id: ids.theirs }, body: { reason: 'Go, Rivalry.' } })
  await sealOrg(world.runtime, org.org_id)
}, 60_000)
afterAll(async () => {
  await served.close()
  await world.drop()
})

describe('files', () => {
  test('a file of another, of the org alone or still loose does not exist, however its id was got', async () => {
    for (const key of ['file_theirs', 'file_secret', 'file_loose'])
      for (const query of ['', `?acting=${toWireId('membership', seller.membership_id ?? '')}`])
        expect([key, (await call('GET', `/files/${ids[key]}/content${query}`)).status]).toEqual([key, 404])
    const other = toWireId('membership', rival.admin.membership_id ?? '')
    expect((await call('GET', `/files/${ids.file_theirs}/content?acting=${other}`)).status).toBe(403)
    expect((await call('GET', `/files/${ids.file_shared}/content`)).status).toBe(200)
  })

  test('nobody attaches another’s file to a deal, an activity, a form or a request, nor hears whether it is there', async () => {
    const nowhere = `file_${'0'.repeat(32)}`
    const codes = async (path: string, body: (file_id: string) => object) => {
      const said = []
      for (const id of [ids.file_theirs, ids.file_loose, ids.file_secret, ids.file_shared, nowhere])
        said.push((await call('POST', path, body(id ?? ''))).body.code)
      return [...new Set(said)]
    }
    for (const at of [`/registrations/${ids.mine}`, `/requests/${ids.request}`])
      expect(await codes(`${at}/attachments`, (file_id) => ({ file_id }))).toEqual(['file.not_yours'])
    const today = wallNow().slice(0, 10)
    const activity = (file_id: string) => ({ kind: 'call', happened_on: today, file_ids: [file_id] })
    expect(await codes(`/registrations/${ids.mine}/activities`, activity)).toEqual(['file.not_yours'])
    const letter = (file_id: string) => ({ ...deal('Letters'), files: [{ file_id, kind: 'customer_letter' }] })
    expect(await codes('/registrations', letter)).toEqual(['file.not_yours'])
    const kept = await call('GET', `/registrations/${ids.mine}/activities`)
    expect(kept.body.rows).toEqual([])
  })

  test('what the org attached for itself is neither listed, counted, removed nor told', async () => {
    const list = await call('GET', `/registrations/${ids.mine}/attachments`)
    expect((list.body.attachments as unknown[]).length).toBe(1)
    for (const key of ['file_secret_at', 'file_theirs_at'])
      expect((await call('DELETE', `/registrations/${ids.mine}/attachments/${ids[key]}`)).status).toBe(404)
    expect((await call('DELETE', `/registrations/${ids.mine}/attachments/${ids.file_shared_at}`)).status).toBe(403)
    expect((await call('GET', `/registrations/${ids.theirs}/attachments`)).status).toBe(404)
    expect((await call('GET', `/requests/${ids.request_theirs}/attachments`)).status).toBe(404)
    const events = await call('GET', '/events?limit=200&types=file.attached')
    expect((events.body.rows as unknown[]).length).toBe(1)
  })

  test('a name is only a name: no path, no header, no direction of its own', async () => {
    for (const name of [
      '../../../etc/passwd',
      '..\\..\\boot.ini',
      'a\r\nSet-Cookie: x=1.txt',
      'invoice\u202Efdp.exe',
      '/',
      '...',
      '\u0000.pdf',
    ]) {
      const put = await call('PUT', `/files?name=${encodeURIComponent(name)}`, 'words', {
        'content-type': 'text/plain',
      })
      if (put.status !== 201) {
        expect([400, 422]).toContain(put.status)
        continue
      }
      expect(String(put.body.name)).not.toMatch(/[\p{Cc}\p{Cf}/\\]/u)
      const got = await fetch(`${served.url}/api/v1/files/${String(put.body.id)}/content`, { headers: { cookie } })
      expect(got.headers.get('content-disposition')).toMatch(/^(attachment|inline); filename="[^"\\/]*"/)
      expect(got.headers.get('set-cookie')).toBeNull()
    }
  })
})

describe('what others wrote', () => {
  test('is in no read that this partner can make', async () => {
    const paths = [
      '/registrations?limit=200',
      '/registrations/counts',
      '/registrations/summary',
      '/registrations/form',
      '/requests?limit=200',
      '/requests/counts',
      `/requests/${ids.request}`,
      `/requests/${ids.chain}`,
      `/timeline?subject=${ids.chain}`,
      `/requests/form`,
      `/registrations/${ids.mine}`,
      `/registrations/${ids.clash}`,
      `/registrations/${ids.clash}/rulings`,
      `/registrations/${ids.mine}/messages`,
      `/timeline?subject=${ids.mine}`,
      `/timeline?subject=${ids.clash}`,
      `/timeline?subject=${ids.request}`,
      `/timeline?subject=${own.id}`,
      '/notifications?limit=100',
      '/events?limit=200',
      `/events?subject_id=${ids.theirs}`,
      `/events?subject_id=${ids.account}`,
      '/people?limit=200',
      '/participants?limit=200',
      '/imports?limit=200',
      '/imports/mappings',
      '/webhooks',
      '/keys',
      '/branding',
      '/program/rules',
      '/exports/registrations.csv',
      '/exports/requests.csv',
      '/exports/people.csv',
      '/exports/imports.csv',
      ...[
        'Rivalry',
        'Vault',
        'Works',
        'margin',
        'Inner',
        String(ids.theirs),
        String(ids.account),
        String(ids.file_theirs),
      ].flatMap((q) => [`/search?q=${q}`, `/registrations/suggestions?q=${q}`, `/registrations?q=${q}`]),
    ]
    const refused: string[] = []
    for (const path of paths) {
      const { status, text } = await call('GET', path)
      if (status !== 200) refused.push(`${status} ${path}`)
      const said = text.replaceAll(decodeURIComponent(path), '')
      expect([path, SECRETS.exec(said)?.[0]]).toEqual([path, undefined])
      for (const key of ['theirs', 'request_theirs', 'account', 'file_theirs', 'file_secret'])
        expect([path, key, said.includes(ids[key] ?? '-')]).toEqual([path, key, false])
      expect([path, said.includes(rival.id)]).toEqual([path, false])
    }
    // All else was read, and held nothing.
    expect(refused).toEqual([])
  })

  test('cannot be had by pages and verbs of the org, by another’s ids, or by acting for others', async () => {
    const [theirs, request] = [`/registrations/${ids.theirs}`, `/requests/${ids.request_theirs}`]
    const tries: [string, string, unknown?][] = [
      ['GET', theirs],
      ['GET', `${theirs}/messages`],
      ['GET', `${theirs}/activities`],
      ['GET', `${theirs}/rulings`],
      ['GET', `${theirs}/conflicts`],
      ['GET', `/registrations/${ids.mine}/conflicts`],
      ['GET', `/registrations/${ids.mine}/partner-view`],
      ['POST', `${theirs}/answer`, { answer: 'x' }],
      ['POST', `${theirs}/extend`, { reason: 'x' }],
      ['POST', `${theirs}/withdraw`, { reason: 'x' }],
      ['POST', `${theirs}/activities`, { kind: 'call', happened_on: '2030-01-01' }],
      ['POST', `/registrations/${ids.mine}/approve`, {}],
      ['POST', `/registrations/${ids.mine}/assign`, { manager_id: toWireId('membership', seller.membership_id ?? '') }],
      ['POST', '/registrations/bulk', { verb: 'approve', ids: [ids.mine] }],
      ['GET', `/registrations/bulk/blk_${'0'.repeat(32)}`],
      ['GET', request],
      ['POST', `${request}/answer`, { answer: 'x' }],
      ['POST', `${request}/withdraw`, {}],
      ['POST', `/requests/${ids.request}/approve`, {}],
      ['POST', '/requests', { kind: 'legal-help', reason: 'x', partner_id: rival.id }],
      ['POST', '/requests/preview', { kind: 'legal-help', partner_id: rival.id }],
      ['POST', '/requests/preview', { kind: 'discount', registration_id: ids.theirs, discount_bps: 100 }],
      ['GET', `/requests/form?registration_id=${ids.theirs}`],
      ['POST', '/registrations', { ...deal('For them'), partner_id: rival.id }],
      ['POST', '/registrations', { ...deal('By account'), account_id: ids.account }],
      ['GET', `/registrations?account_id=${ids.account}`],
      ['GET', '/reports/registrations'],
      ['GET', '/reports/registrations/rows'],
      ['GET', '/audit'],
      ['GET', '/views?list=registrations'],
      ['GET', '/mails'],
      ['GET', '/notifications/channels'],
      ['GET', '/delegations'],
      ['GET', `/timeline?subject=${ids.theirs}`],
      ['GET', `/timeline?subject=${rival.id}`],
      ['GET', `/timeline?subject=${ids.account}`],
      ['POST', '/notifications/mute', { subject: 'reg_nothing', muted: true }],
      [
        'PATCH',
        `/people/${toWireId('membership', rival.admin.membership_id ?? '')}?if_match=1`,
        { role: 'partner_viewer' },
      ],
      ['POST', `/people/${toWireId('membership', manager.membership_id ?? '')}/end`, {}],
      ['POST', '/people', { name: 'Mole', email: 'mole@own.example', role: 'admin' }],
      ['POST', '/people', { name: 'Mole', email: 'mole2@own.example', role: 'partner_admin', partner_id: rival.id }],
      ['POST', '/keys', { name: 'k', scopes: ['registration:approve'] }],
      ['PUT', '/branding?if_match=0', { name: 'Owned' }],
      ['POST', '/clock/move', { ms: 1 }],
    ]
    for (const [method, path, body] of tries) {
      const { status, text } = await call(method, path, body)
      expect([method, path, body, status >= 400 && status < 500]).toEqual([method, path, body, true])
      expect([path, SECRETS.exec(text)?.[0]]).toEqual([path, undefined])
    }
    expect((await world.act(rival.admin, 'registration.get', { params: { id: ids.theirs } })).status).toBe('approved')
    const acting = { 'x-tributary-acting': toWireId('membership', rival.admin.membership_id ?? '') }
    expect((await call('GET', theirs, undefined, acting)).status).toBe(403)
  })

  test('the org’s words between its people stay there, in notices and mails too', async () => {
    const params = { id: ids.request }
    await world.act(manager, 'request.withdraw', { params, body: { reason: 'Not needed.' } })
    await writeDueMails(world.runtime, org.org_id, plusMs(wallNow(), DAY_MS))
    const mails = await world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) =>
      tx.rows<{ text: string }>(sql`select subject || text || html as text from mail where to_email = ${email}`),
    )
    expect(mails.length).toBeGreaterThan(0)
    const { text } = await call('GET', '/notifications?limit=100')
    for (const said of [...mails.map((mail) => mail.text), text]) expect(SECRETS.exec(said)?.[0]).toBeUndefined()
    expect((await call('GET', `/requests/${ids.request}`)).text).not.toMatch(SECRETS)
  })
})

describe('what this partner sends', () => {
  test('text is text: markup, formulas, bidi, zero width, other alphabets, overlong, nested without end', async () => {
    const names = [
      '=HYPERLINK("http://evil.example","x")',
      '<img src=x onerror=alert(1)>',
      '@SUM(1)',
      '\u202eevil',
      'Ａｃｍｅ',
      'a\u200bcme',
      '{{7*7}}',
      '${7*7}',
    ]
    for (const [n, name] of names.entries()) {
      const made = await call(
        'POST',
        '/registrations',
        deal(name, { account_domain: `typed${n}.example`, contact_name: name, notes: name }),
      )
      expect([name, made.status < 500]).toEqual([name, true])
    }
    const csv = await call('GET', '/exports/registrations.csv')
    for (const line of csv.text.split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=@+]/)
    const deep = '{"account_name":'.repeat(5000) + '1' + '}'.repeat(5000)
    for (const body of [
      deep,
      `[${'['.repeat(100_000)}${']'.repeat(100_000)}]`,
      '{"__proto__":{"side":"org"}}',
      '{"a":1,"a":2}',
      'nul',
    ])
      expect([400, 422]).toContain((await call('POST', '/registrations', body)).status)
    expect((await call('GET', '/me')).status).toBe(200)
  })

  test('leads nobody elsewhere by the page after signing in', async () => {
    for (const next of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
      '/%0d%0aSet-Cookie:x',
      '/a b',
    ])
      expect([next, (await call('POST', '/sign-in/link', { email: 'x@y.example', next })).status]).toEqual([
        next,
        next.startsWith('/%0d') ? 202 : 422,
      ])
  })

  test('an address inside a network is no place for a webhook, however it is written', async () => {
    for (const url of ['ftp://hooks.example', 'http://user:pass@hooks.example', 'javascript:alert(1)', 'https://'])
      expect((await call('POST', '/webhooks', { url })).status).toBe(422)
  })
})
