import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD, startToys, UPLOAD_LIMIT } from './toys.ts'

let toys: Awaited<ReturnType<typeof startToys>>

beforeAll(async () => {
  toys = await startToys()
})
afterAll(() => toys.stop())

/** Writes bytes to the socket as they are, and gives back all that came until the server closed or `until` came. */
function raw(head: string, pieces: (Buffer | string)[] = [], until = /\}$/): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(toys.port, '127.0.0.1')
    let said = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (until.test(said)) socket.destroy()
    })
    socket.on('close', () => resolve(said))
    socket.on('error', (error) => (said ? resolve(said) : reject(error)))
    socket.write(head.replaceAll('\n', '\r\n'))
    for (const piece of pieces) socket.write(piece)
  })
}

test('answers problem+json with code, sentence, next step and the request id', async () => {
  const { status, headers, answer } = await toys.call('POST', '/toys', {
    body: { name: 'Brick' },
    headers: { 'x-request-id': 'mine-12345' },
  })
  expect(status).toBe(409)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(headers.get('x-request-id')).toBe('mine-12345')
  expect(answer).toEqual({
    type: '/problems/toy.dull',
    title: 'Conflict',
    status: 409,
    detail: 'A toy called Brick is dull.',
    code: 'toy.dull',
    next: 'Think of another name.',
    request_id: 'mine-12345',
  })
})

test('makes a request id of its own where the given one could not stand in a log', async () => {
  const { headers } = await toys.call('GET', '/toys', { headers: { 'x-request-id': 'a b"c' } })
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})

test.each([
  ['{"name": "Kite"', 'it ends where "," or "}" is expected.'],
  ['{"name": Kite}', 'line 1, column 10: a value is expected.'],
  ['{\n  "name": "Kite",\n}', 'line 3, column 1: a name in double quotes is expected.'],
  ['{"name": "Kite"} {}', 'line 1, column 18: the end of the text is expected.'],
  ['[1, 01]', 'line 1, column 5: a value is expected.'],
])('says where malformed JSON is broken: %s', async (body, why) => {
  const { status, answer } = await toys.call('POST', '/toys', { body })
  expect(status).toBe(400)
  expect(answer).toMatchObject({ code: 'request.malformed', detail: `The request body is not valid JSON: ${why}` })
})

test.each([
  ['a NUL', '{"name": "Ki\\u0000te"}', 'name'],
  ['half a surrogate pair', '{"name": "x", "parts": ["\\ud800"]}', 'parts.0'],
  ['nesting without end', `{"name": "x", "parts": ${'['.repeat(5000)}${']'.repeat(5000)}}`, `parts${'.0'.repeat(63)}`],
  ['a NUL in a name of a field', '{"name": "x", "parts": {"\\u0000": 1}}', 'parts'],
])('refuses %s by its path before any verb sees it', async (_, body, path) => {
  const { status, answer } = await toys.call('POST', '/toys', { body })
  expect(status).toBe(422)
  expect(answer).toMatchObject({ code: 'request.invalid', fields: [{ path }] })
})

test('refuses NUL in an address, and bytes that are not UTF-8', async () => {
  expect((await toys.call('GET', '/toys?q=%00')).answer).toMatchObject({
    code: 'request.invalid',
    fields: [{ path: 'query.q' }],
  })
  const response = await fetch(`${toys.url}/api/v1/toys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${toys.key}`, 'content-type': 'application/json' },
    body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
  })
  expect(response.status).toBe(400)
})

test('names unknown and repeated parameters of an address, all at once', async () => {
  const { status, answer } = await toys.call(
    'GET',
    '/toys?limit=1&limit=2&sort=name&dry_run=true&colours=red&colours=blue',
  )
  expect(status).toBe(422)
  expect(answer.fields).toMatchObject([
    { path: 'query.limit', code: 'duplicate' },
    { path: 'query.sort', code: 'unknown_field' },
    { path: 'query.dry_run', code: 'unknown_field' },
  ])
})

test('reads a repeated parameter as a list where the contract has one, and nothing from the address that belongs in a header', async () => {
  expect((await toys.call('GET', '/toys?colours=red&colours=blue&limit=5')).status).toBe(200)
  const id = (await toys.call('POST', '/toys', { body: { name: 'Kite' } })).answer.id
  const { answer } = await toys.call('PATCH', `/toys/${String(id)}?if_match=1`, {
    body: { name: 'x' },
    headers: { 'if-match': '"1"' },
  })
  expect(answer).toMatchObject({ fields: [{ path: 'query.if_match' }] })
})

test.each([
  ['text/plain', 415],
  ['application/json; charset=latin1', 415],
  ['application/json; charset="UTF-8"', 201],
])('a body of type %s is answered %i', async (type, status) => {
  const { answer, ...rest } = await toys.call('POST', '/toys', {
    body: { name: 'Kite' },
    headers: { 'content-type': type },
  })
  expect(rest.status).toBe(status)
  if (status === 415) expect(answer).toMatchObject({ code: 'edge.media_type' })
})

test('refuses a compressed body, and fields where a route has none', async () => {
  const gzip = await toys.call('POST', '/toys', { body: { name: 'Kite' }, headers: { 'content-encoding': 'gzip' } })
  expect(gzip.status).toBe(415)
  const { status, answer } = await toys.call('DELETE', '/toys', { body: { all: true } })
  expect([status, answer.fields]).toMatchObject([422, [{ path: 'all', code: 'unknown_field' }]])
  expect((await toys.call('DELETE', '/toys', { body: {} })).status).toBe(204)
})

test('answers an unknown address 404, and another method 405 with those that are possible', async () => {
  const nowhere = await toys.call('GET', '/toy')
  expect([nowhere.status, nowhere.answer.code]).toEqual([404, 'edge.no_route'])
  const { status, headers, answer } = await toys.call('PUT', '/toys', { body: {} })
  expect([status, answer.code]).toEqual([405, 'edge.method_not_allowed'])
  expect(headers.get('allow')?.split(', ').sort()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST'])
  expect((await toys.call('HEAD', '/toys')).status).toBe(200)
})

test('a fixed address goes before one with a parameter', async () => {
  expect((await toys.call('GET', '/toys/newest')).answer).toEqual({ newest: true })
})

test('an edit must say which revision it changes, and a stale one is refused', async () => {
  const made = await toys.call('POST', '/toys', { body: { name: 'Kite' } })
  const path = `/toys/${String(made.answer.id)}`
  expect(await toys.call('PATCH', path, { body: { name: 'x' } })).toMatchObject({
    status: 428,
    answer: { code: 'request.if_match_missing' },
  })
  expect(await toys.call('PATCH', path, { body: { name: 'x' }, headers: { 'if-match': '3' } })).toMatchObject({
    status: 422,
  })
  const edited = await toys.call('PATCH', path, { body: { name: 'Big kite' }, headers: { 'if-match': '"1"' } })
  expect([edited.status, edited.headers.get('etag')]).toEqual([200, expect.stringMatching(/^"2-[0-9a-f]{8}"$/)])
  expect(await toys.call('PATCH', path, { body: { name: 'x' }, headers: { 'if-match': 'W/"1"' } })).toMatchObject({
    status: 412,
  })
  const read = await toys.call('GET', path, { headers: { 'if-none-match': `"1", ${edited.headers.get('etag')}` } })
  expect([read.status, read.said, read.headers.get('etag')]).toEqual([304, '', edited.headers.get('etag')])
  expect((await toys.call('GET', path, { headers: { 'if-none-match': '"1"' } })).status).toBe(200)
})

test('the same key gives the same answer again and says so; with other input it is refused', async () => {
  const headers = { 'idempotency-key': 'once-1' }
  const first = await toys.call('POST', '/toys', { body: { name: 'Ball' }, headers })
  const again = await toys.call('POST', '/toys', { body: { name: 'Ball' }, headers })
  expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([201, null])
  expect([again.status, again.headers.get('idempotency-replayed'), again.answer]).toEqual([201, 'true', first.answer])
  expect(await toys.call('POST', '/toys', { body: { name: 'Top' }, headers })).toMatchObject({
    status: 409,
    answer: { code: 'request.key_reused' },
  })
  for (const bad of ['', 'a b', 'k'.repeat(256)]) {
    expect(
      await toys.call('POST', '/toys', { body: { name: 'Top' }, headers: { 'idempotency-key': bad } }),
    ).toMatchObject({ status: 422 })
  }
})

test('a dry run answers what would be, says so, and keeps nothing', async () => {
  const before = (await toys.call('GET', '/toys')).said
  const tried = await toys.call('POST', '/toys?dry_run=true', { body: { name: 'Yo-yo' } })
  expect([tried.status, tried.headers.get('tributary-dry-run'), tried.answer.name]).toEqual([200, 'true', 'Yo-yo'])
  expect((await toys.call('GET', '/toys')).said).toBe(before)
  expect(await toys.call('POST', '/toys?dry_run=perhaps', { body: { name: 'x' } })).toMatchObject({ status: 422 })
})

test('a fault answers 500 with the request id and nothing from inside; the log has it all', async () => {
  const { status, answer, said } = await toys.call('GET', '/broken')
  expect([status, answer.code]).toEqual([500, 'edge.fault'])
  expect(said).not.toContain('hunter2')
  expect(toys.log.some((line) => line.includes('hunter2') && line.includes(String(answer.request_id)))).toBe(true)
})

test('an answer that breaks its contract is a fault', async () => {
  expect((await toys.call('GET', '/lying')).status).toBe(500)
})

test('a statement that takes too long is answered 503 with when to try again', async () => {
  const { status, headers, answer } = await toys.call('GET', '/slow')
  expect([status, answer.code, headers.get('retry-after')]).toEqual([503, 'edge.unavailable', '5'])
})

test('a value that no column holds is never our fault', async () => {
  expect((await toys.call('GET', '/overflow?n=99999999999')).status).toBe(422)
  expect((await toys.call('GET', '/overflow?n=x')).status).toBe(422)
})

test('an answer that is not JSON has its own type', async () => {
  const { headers, said } = await toys.call('GET', '/toys.csv')
  expect([headers.get('content-type'), said]).toEqual(['text/csv; charset=utf-8', 'name\nKite\n'])
})

test.each([{ authorization: 'Bearer trb_wrong' }, { authorization: 'Basic YTpi' }, { authorization: '' }])(
  '%o signs nobody in',
  async (headers) => {
    const { status, headers: answered } = await toys.call('GET', '/toys', { headers })
    expect([status, answered.get('www-authenticate')]).toEqual([401, 'Bearer realm="Tributary"'])
  },
)

async function signIn() {
  const response = await fetch(`${toys.url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.com', password: PASSWORD }),
  })
  expect(response.status).toBe(200)
  return response.headers.get('set-cookie') ?? ''
}

test('a session is a cookie that scripts cannot read, and ends with the sign-out', async () => {
  const set = await signIn()
  expect(set).toMatch(/^tributary_session=[\w-]{32}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/)
  const cookie = set.split(';')[0] ?? ''
  const me = () => fetch(`${toys.url}/api/v1/me`, { headers: { cookie } })
  expect((await me()).status).toBe(200)
  const out = await fetch(`${toys.url}/api/v1/sign-out`, {
    method: 'POST',
    headers: { cookie, 'x-tributary-csrf': '1' },
  })
  expect([out.status, out.headers.get('set-cookie')]).toEqual([
    204,
    expect.stringContaining('tributary_session=; Path=/; Max-Age=0'),
  ])
  expect((await me()).status).toBe(401)
})

test.each([
  ['without our header', {}, 403],
  ['from another origin', { 'x-tributary-csrf': '1', origin: 'https://evil.example' }, 403],
  ['from a page without origin', { 'x-tributary-csrf': '1', origin: 'null' }, 403],
  ['from another site', { 'x-tributary-csrf': '1', 'sec-fetch-site': 'cross-site' }, 403],
  [
    'from our own pages',
    { 'x-tributary-csrf': '1', 'sec-fetch-site': 'same-origin', origin: 'https://partners.example.com' },
    201,
  ],
])('a write with a cookie %s is answered as it must', async (_, headers, status) => {
  const cookie = (await signIn()).split(';')[0] ?? ''
  const response = await fetch(`${toys.url}/api/v1/toys`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', ...headers },
    body: '{"name":"Kite"}',
  })
  expect(response.status).toBe(status)
  if (status === 403) expect(await response.json()).toMatchObject({ code: 'edge.not_same_origin' })
})

test('a key needs no such header, and cannot do what concerns a person', async () => {
  expect(await toys.call('GET', '/me')).toMatchObject({ status: 403, answer: { code: 'access.not_allowed' } })
})

test('acting for a membership that one does not have is refused', async () => {
  const cookie = (await signIn()).split(';')[0] ?? ''
  const response = await fetch(`${toys.url}/api/v1/toys`, {
    headers: { cookie, 'x-tributary-acting': `mem_${'0'.repeat(32)}` },
  })
  expect([response.status, await response.json()]).toMatchObject([403, { code: 'access.no_membership' }])
})

test('refuses a JSON body over 1 MB, announced or not', async () => {
  const body = JSON.stringify({ name: 'x'.repeat(1_100_000) })
  expect(await toys.call('POST', '/toys', { body })).toMatchObject({
    status: 413,
    answer: { code: 'request.too_large', detail: 'The request is larger than 1 MB.' },
  })
  const pieces = [`112a88\r\n`, 'x'.repeat(1_124_999), '\r\n0\r\n\r\n']
  const said = await raw(
    `POST /api/v1/toys HTTP/1.1\nHost: a\nAuthorization: Bearer ${toys.key}\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n`,
    pieces,
  )
  expect(said).toMatch(/^HTTP\/1.1 413 /)
})

test('streams an upload to the verb, and refuses another type', async () => {
  const path = `/toys/prd_${'0'.repeat(32)}/picture`
  const fine = await toys.call('PUT', path, {
    body: 'x'.repeat(UPLOAD_LIMIT),
    headers: { 'content-type': 'image/png' },
  })
  expect([fine.status, fine.answer]).toEqual([200, { bytes: UPLOAD_LIMIT }])
  expect(await toys.call('PUT', path, { body: 'x', headers: { 'content-type': 'image/gif' } })).toMatchObject({
    status: 415,
  })
})

test('refuses a 200 MB upload at once: the sender reads why while it still sends, and the rest is not taken', async () => {
  const head = `PUT /api/v1/toys/prd_${'0'.repeat(32)}/picture HTTP/1.1\nHost: a\nAuthorization: Bearer ${toys.key}\nContent-Type: image/png\n`
  const announced = await raw(`${head}Content-Length: 209715200\n\n`, [Buffer.alloc(100_000)])
  expect(announced).toMatch(/^HTTP\/1.1 413 /)
  expect(announced).toContain('larger than 2 MB')

  // Not announced: it is seen while it streams.
  const piece = Buffer.alloc(1_000_000)
  const sent = await new Promise<{ said: string; bytes: number }>((resolve) => {
    const socket = connect(toys.port, '127.0.0.1')
    let said = ''
    let bytes = 0
    socket.setEncoding('utf8').on('data', (text: string) => (said += text))
    // The connection ends while we write; that is what is looked at.
    socket.on('error', () => {})
    socket.on('close', () => resolve({ said, bytes }))
    socket.write(`${head}Transfer-Encoding: chunked\n\n`.replaceAll('\n', '\r\n'))
    const more = () => {
      if (bytes >= 200_000_000 || socket.destroyed) return
      socket.write(`${piece.length.toString(16)}\r\n`)
      socket.write(piece)
      bytes += piece.length
      if (socket.write('\r\n')) setImmediate(more)
      else socket.once('drain', more)
    }
    more()
  })
  expect(sent.said).toMatch(/^HTTP\/1.1 413 /)
  expect(sent.bytes).toBeLessThan(100_000_000)
})

test('who asks first whether it may send, is refused before it sends', async () => {
  const head = (size: number) =>
    `PUT /api/v1/toys/prd_${'0'.repeat(32)}/picture HTTP/1.1\nHost: a\nAuthorization: Bearer ${toys.key}\nContent-Type: image/png\nExpect: 100-continue\nContent-Length: ${size}\n\n`
  expect(await raw(head(200_000_000))).toMatch(/^HTTP\/1.1 413 /)
  expect(await raw(head(4), ['abcd'])).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /)
})

test('a sender that goes away in the middle of a body disturbs nobody', async () => {
  const socket = connect(toys.port, '127.0.0.1')
  socket.write(
    `POST /api/v1/toys HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${toys.key}\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"name"`,
  )
  await new Promise((resolve) => setTimeout(resolve, 50))
  socket.destroy()
  expect((await toys.call('GET', '/toys')).status).toBe(200)
})

test('tells the quota with every answer, and refuses past it with how long to wait', async () => {
  const few = await startToys({ limit_scale: 0.005 })
  try {
    const first = await few.call('GET', '/toys')
    expect([first.headers.get('ratelimit-policy'), first.headers.get('ratelimit')]).toEqual([
      '"key";q=6;w=60',
      '"key";r=5;t=60',
    ])
    for (let n = 0; n < 5; n++) await few.call('GET', '/toys')
    const refused = await few.call('GET', '/toys')
    expect([refused.status, refused.answer.code]).toEqual([429, 'request.too_many'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.get('ratelimit')).toMatch(/^"key";r=0;t=\d+$/)
    // Ten sign-ins a minute and address become one here.
    const attempt = (email: string) =>
      few.call('POST', '/sign-in', { body: { email, password: 'wrong' }, headers: { authorization: '' } })
    expect((await attempt('ada@example.com')).status).toBe(401)
    expect((await attempt('Ada@Example.com')).status).toBe(429)
    expect((await attempt('bob@example.com')).status).toBe(401)
  } finally {
    await few.stop()
  }
})

test('hints tell of commits to those of the org, and to a partner only of its own', async () => {
  const listen = async (key: string) => {
    const response = await fetch(`${toys.url}/api/v1/hints`, { headers: { authorization: `Bearer ${key}` } })
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let said = ''
    const upTo = async (text: string) => {
      while (!said.includes(text)) {
        const { value, done } = (await reader?.read()) ?? { done: true }
        if (done) break
        said += value
      }
      return said
    }
    return { upTo, cancel: () => reader?.cancel() }
  }
  const partner_key = await toys.makeKey(toys.partner_id)
  const [org, partner] = await Promise.all([listen(toys.key), listen(partner_key)])
  const kite = await toys.call('POST', '/toys', { body: { name: 'Kite' } })
  const theirs = await toys.call('POST', '/toys', {
    body: { name: 'Theirs' },
    headers: { authorization: `Bearer ${partner_key}` },
  })
  const hint = (id: unknown) => `data: {"noun":"product","id":"${String(id)}","type":"toy.created"}`
  expect(await org.upTo(hint(theirs.answer.id))).toContain(hint(kite.answer.id))
  expect(await partner.upTo(hint(theirs.answer.id))).not.toContain(String(kite.answer.id))
  await Promise.all([org.cancel(), partner.cancel()])
})

test('the log names route, actor and time of each request, and no secret', async () => {
  toys.log.splice(0)
  await toys.call('POST', '/toys', { body: { name: 'Secret plan' } })
  const line = JSON.parse(toys.log.find((one) => one.includes('toy.create')) ?? '{}') as Record<string, unknown>
  expect(line).toMatchObject({
    route: 'toy.create',
    status: 201,
    actor: expect.stringMatching(/^key:/),
    ms: expect.any(Number),
  })
  expect(toys.log.join('')).not.toMatch(/Secret plan|trb_/)
})

test('says whether it lives and is ready, without signing in', async () => {
  expect((await fetch(`${toys.url}/health/live`)).status).toBe(200)
  const ready = await fetch(`${toys.url}/health/ready`)
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { status: 'ready', database: 'ok', migrations: 'done', clock: { lag_s: 0, parked_timers: 0 } },
  ])
})
