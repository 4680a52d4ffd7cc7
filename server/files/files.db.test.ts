import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS } from '#kit/instant.ts'
import type { Actor } from '#server/command/index.ts'
import { wallMs } from '#server/platform/clock.ts'
import { sql } from '#server/platform/postgres/sql.ts'
import { serve, type Served } from '#tests/api/serve.ts'
import { makeWorld, type OrgWorld, type World } from '#tests/make/world.ts'
import { dropLooseFiles } from './index.ts'

let world: World
let served: Served
let org: OrgWorld
let partner: Awaited<ReturnType<OrgWorld['partner']>>
let deal: string
const keys: Record<string, string> = {}

beforeAll(async () => {
  world = await makeWorld()
  served = await serve(world)
  org = await world.makeOrg('filing')
  partner = await org.partner('Files')
  const other = await org.partner('Other files')
  const abroad = await world.makeOrg('abroad')
  const scopes = ['registration:read', 'file:read', 'file:attach'] as const
  const keyOf = async (actor: Actor) =>
    (await world.act(actor, 'key.create', { body: { name: 'files', scopes } })).token
  keys.org = await keyOf(await org.member('admin'))
  keys.partner = await keyOf(partner.admin)
  keys.other = await keyOf(other.admin)
  keys.abroad = await keyOf(await abroad.member('admin'))
  const made = await world.act(partner.admin, 'registration.submit', {
    body: {
      account_name: 'Filed works',
      account_domain: 'filed.example',
      account_country: 'DE',
      amount: { amount_minor: '10000000', currency: 'EUR' },
      expected_close_on: '2035-01-31',
    },
  })
  deal = made.id
})
afterAll(async () => {
  await served.close()
  await world.drop()
})

type Answer = { status: number; headers: Headers; body: Record<string, never> & Record<string, unknown> }

async function call(who: string, method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}) {
  const init = { method, headers: { authorization: `Bearer ${keys[who]}`, ...headers }, body, duplex: 'half' }
  const answer = await fetch(`${served.url}/api/v1${path}`, init as RequestInit) // `duplex` is newer than the types
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) } as Answer
}

const send = (who: string, name: string, content: BodyInit, headers = {}) =>
  call(who, 'PUT', `/files?name=${encodeURIComponent(name)}`, content, headers)
const attach = (who: string, file_id: unknown, more: object = {}) =>
  call(who, 'POST', `/registrations/${deal}/attachments`, JSON.stringify({ file_id, ...more }), {
    'content-type': 'application/json',
  })
const read = (who: string, id: unknown, headers: Record<string, string> = {}) =>
  fetch(`${served.url}/api/v1/files/${String(id)}/content`, {
    headers: { authorization: `Bearer ${keys[who]}`, ...headers },
  })
const shown = async (who: string) =>
  (await call(who, 'GET', `/registrations/${deal}/attachments`)).body.attachments as unknown as {
    id: string
    file: { id: string; name: string; uploaded_by: string }
    abilities: string[]
    visibility: string
  }[]

const rows = <T>(statement: ReturnType<typeof sql>) =>
  world.db.transaction({ org_id: org.org_id, scope: 'org', partner_id: null }, (tx) => tx.rows<T>(statement))
const count = async (table: 'file' | 'file_content' | 'file_chunk') =>
  (
    await rows<{ n: number }>(
      table === 'file'
        ? sql`select count(*)::int as n from file`
        : table === 'file_content'
          ? sql`select count(*)::int as n from file_content`
          : sql`select count(*)::int as n from file_chunk`,
    )
  )[0]?.n

const PDF = `%PDF-1.7\n%âãÏÓ\n${'letter '.repeat(100)}\n%%EOF\n`

describe('sending a file', () => {
  test('keeps the same content once, and says what it is by its bytes', async () => {
    const before = await count('file_content')
    const big = Buffer.alloc(700_000, 7)
    const first = await send('partner', 'model.step', big)
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({
      name: 'model.step',
      media_type: 'application/octet-stream',
      size_bytes: 700_000,
    })
    const again = await send('org', 'same.step', big)
    expect(again.body.sha256).toBe(first.body.sha256)
    expect(again.body.id).not.toBe(first.body.id)
    expect(await count('file_content')).toBe((before ?? 0) + 1)
    expect(Buffer.from(await (await read('partner', first.body.id)).arrayBuffer()).equals(big)).toBe(true)
  })

  test('the same content sent by ten at once stands once', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, () => send('org', 'at-once.bin', Buffer.alloc(300_000, 9))),
    )
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201))
    const found = await rows<{ n: number }>(
      sql`select count(*)::int as n from file_chunk where sha256 = ${String(all[0]?.body.sha256)}`,
    )
    expect(found[0]?.n).toBe(2)
  })

  test('refuses a program called .pdf and says what it is; nothing is kept', async () => {
    const before = await count('file')
    const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400, 0), Buffer.from('PE')])
    const { status, body } = await send('partner', 'letter.pdf', exe)
    expect([status, body.code]).toEqual([422, 'file.executable'])
    expect(body.detail).toContain('“letter.pdf” is a Windows program')
    expect(await count('file')).toBe(before)
  })

  test('refuses an empty file', async () => {
    expect((await send('partner', 'nothing.pdf', '')).body.code).toBe('file.empty')
  })

  test('refuses 40 MB at once where they are announced, and at 20 MB where they are not', async () => {
    const announced = await new Promise<string>((resolve, reject) => {
      const socket = connect(served.port, '127.0.0.1')
      socket.setEncoding('utf8').on('data', (text: string) => {
        resolve(text)
        socket.destroy()
      })
      socket.on('error', reject)
      // Not one byte of the forty million is sent.
      socket.write(
        `PUT /api/v1/files?name=big.zip HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${keys.partner}\r\ncontent-length: 41943040\r\n\r\n`,
      )
    })
    expect(announced).toMatch(/^HTTP\/1.1 413/)
    expect(announced).toContain('file.too_large')
    expect(announced).toContain('20 MB')
    let sent = 0
    async function* endless() {
      for (; sent < 40; sent++) yield Buffer.alloc(1_048_576)
    }
    const unannounced = await send('partner', 'big.zip', endless() as unknown as BodyInit).catch(() => null)
    if (unannounced) expect([unannounced.status, unannounced.body.code]).toEqual([413, 'file.too_large'])
    expect(sent).toBeLessThan(40)
    expect(await count('file_chunk')).toBeLessThan(20)
  })

  test('a body that breaks off keeps nothing, and what follows a short length is no part of the file', async () => {
    const before = await count('file')
    const put = (length: number, sent: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(served.port, '127.0.0.1')
        let said = ''
        socket.setEncoding('utf8').on('data', (text: string) => void (said += text))
        socket.on('close', () => resolve(said))
        socket.on('error', () => resolve(said))
        socket.write(
          `PUT /api/v1/files?name=lie.txt HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer ${keys.partner}\r\ncontent-length: ${length}\r\n\r\n${sent}`,
        )
        if (sent.length < length) setTimeout(() => socket.destroy(), 150)
      })
    await put(1000, 'only this')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await count('file')).toBe(before)
    await put(4, 'four and more')
    const lies = await rows<{ size_bytes: string }>(sql`select size_bytes from file where name = 'lie.txt'`)
    expect(lies.filter(({ size_bytes }) => size_bytes !== '4')).toEqual([])
  })

  test('keeps of a name only the name', async () => {
    const { body } = await send('partner', '../../annex\u202efdp.html', '<script>alert(1)</script>')
    expect(body).toMatchObject({ name: 'annexfdp.html', media_type: 'text/html' })
    const answer = await read('partner', body.id)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="annexfdp.html"/)
  })

  test('the same request again under its key answers the same file; other bytes are refused', async () => {
    const key = { 'idempotency-key': 'file-once' }
    const first = await send('partner', 'once.txt', 'once', key)
    expect((await send('partner', 'once.txt', 'once', key)).body.id).toBe(first.body.id)
    expect((await send('partner', 'once.txt', 'twice', key)).status).toBe(409)
  })
})

describe('a file that is opened', () => {
  test('does nothing in our name: SVG and HTML are downloads, everything is sandboxed and never guessed', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.cookie)</script></svg>'
    const { body } = await send('partner', 'logo.png', svg)
    const answer = await read('partner', body.id)
    expect(answer.headers.get('content-type')).toBe('image/svg+xml')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
    const etag = answer.headers.get('etag') ?? ''
    expect((await read('partner', body.id, { 'if-none-match': etag })).status).toBe(304)
    const pdf = await read('partner', (await send('partner', 'letter.pdf', PDF)).body.id)
    expect(pdf.headers.get('content-disposition')).toMatch(/^inline; filename="letter.pdf"/)
    expect(pdf.headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})

describe('attaching', () => {
  test('shows each side what it may see, tells who sent it, and announces it', async () => {
    const theirs = (await send('partner', 'letter.pdf', PDF)).body.id
    const open = (await send('org', 'sheet.csv', 'a;b\n1;2\n')).body.id
    const secret = (await send('org', 'margin.csv', 'margin\n30\n')).body.id
    expect((await attach('partner', theirs, { kind: 'customer_letter', visibility: 'org' })).status).toBe(201)
    expect((await attach('org', open, { kind: 'content' })).status).toBe(201)
    expect((await attach('org', secret, { visibility: 'org' })).body.visibility).toBe('org')
    expect((await shown('org')).map(({ file }) => file.name)).toEqual(['margin.csv', 'sheet.csv', 'letter.pdf'])
    const seen = await shown('partner')
    expect(seen.map(({ file }) => [file.name, file.uploaded_by])).toEqual([
      ['sheet.csv', 'your partner manager'],
      ['letter.pdf', expect.any(String)],
    ])
    expect((await read('partner', open)).status).toBe(200)
    expect((await read('partner', secret)).status).toBe(404)
    for (const who of ['other', 'abroad']) {
      expect((await read(who, open)).status).toBe(404)
      expect((await call(who, 'GET', `/registrations/${deal}/attachments`)).status).toBe(404)
    }
    const told = await rows<{ partner_id: string | null; body: string }>(
      sql`select partner_id, body from event where type = 'file.attached' order by id`,
    )
    expect(told.map((event) => event.partner_id)).toEqual([partner.uuid, partner.uuid, null])
    expect(told.map((event) => event.body).join()).not.toContain('letter.pdf')
  })

  test('refuses a file of somebody else, and one that hangs elsewhere', async () => {
    const foreign = (await send('other', 'x.txt', 'x')).body.id
    expect((await attach('partner', foreign)).body.code).toBe('file.not_yours')
    expect((await attach('org', foreign)).body.code).toBe('file.not_yours')
    const own = (await send('partner', 'y.txt', 'y')).body.id
    const both = await Promise.all([attach('partner', own), attach('partner', own)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  test('a partner removes what it sent, but not what a decision may rest on; the org anything', async () => {
    const all = await shown('partner')
    const letter = all.find(({ file }) => file.name === 'letter.pdf')
    const plain = all.find(({ file }) => file.name === 'y.txt')
    const sheet = all.find(({ file }) => file.name === 'sheet.csv')
    const remove = (who: string, id = '') => call(who, 'DELETE', `/registrations/${deal}/attachments/${id}`)
    expect(letter?.abilities).toEqual([])
    expect((await remove('partner', letter?.id)).body.code).toBe('file.stays')
    expect((await remove('partner', sheet?.id)).status).toBe(403)
    expect((await remove('partner', plain?.id)).status).toBe(200)
    expect((await remove('partner', plain?.id)).status).toBe(404)
    expect((await remove('org', letter?.id)).status).toBe(200)
  })

  test('what hangs on nothing for a day is removed, with bytes that nobody else has', async () => {
    const { body } = await send('partner', 'loose.txt', 'loose words')
    const kept = (await shown('org')).length
    expect(await dropLooseFiles(world.runtime, org.org_id)).toBe(0)
    expect(await dropLooseFiles(world.runtime, org.org_id, wallMs() + DAY_MS + 1000)).toBeGreaterThan(0)
    expect((await read('partner', body.id)).status).toBe(404)
    expect(await count('file')).toBe(kept)
    expect(await count('file_content')).toBe(kept)
    for (const { file } of await shown('org')) expect((await read('org', file.id)).status).toBe(200)
  })
})
