import { createSocket } from 'node:dgram'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcp, type AddressInfo, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createOutgoing, type Outgoing } from './outgoing.ts'

const ends: (() => void)[] = []
afterEach(() => ends.splice(0).forEach((end) => end()))

function open(config: Parameters<typeof createOutgoing>[0]): Outgoing {
  const outgoing = createOutgoing(config)
  ends.push(() => void outgoing.close())
  return outgoing
}

async function receiver(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  ends.push(() => (server.closeAllConnections(), server.close()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/in?a=1` // listens on TCP
}

async function tcp(answer: (socket: Socket) => void): Promise<string> {
  const server = createTcp((socket) => {
    socket.on('error', () => undefined)
    answer(socket)
    ends.push(() => socket.destroy())
  })
  ends.push(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/` // listens on TCP
}

/** A name server that answers every A question with these addresses, in turn from one question to the next. */
async function nameServer(answers: string[][], questions = { count: 0 }): Promise<string> {
  const socket = createSocket('udp4')
  socket.on('message', (question, from) => {
    const end = question.indexOf(0, 12) + 5
    const isA = question.readUInt16BE(end - 4) === 1
    const found = isA ? (answers[Math.min(questions.count++, answers.length - 1)] ?? []) : []
    const head = Buffer.from(question.subarray(0, end))
    head.writeUInt16BE(0x8180, 2)
    head.writeUInt16BE(found.length, 6)
    head.writeUInt16BE(0, 8)
    head.writeUInt16BE(0, 10)
    const records = found.map((ip) =>
      Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...ip.split('.').map(Number)]),
    )
    socket.send(Buffer.concat([head, ...records]), from.port, from.address)
  })
  ends.push(() => socket.close())
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return `127.0.0.1:${socket.address().port}`
}

test('posts the bytes it was given and tells what was answered', async () => {
  let seen = ''
  const url = await receiver((request, response) => {
    request.on('data', (chunk: Buffer) => (seen += chunk.toString()))
    request.on('end', () => response.writeHead(202).end(`thanks \u0000 ${request.headers['x-mine']} ${request.url}`))
  })
  const posted = await open({ allow_private: true }).postJson(url, '{"ü":1}', {
    headers: { 'x-mine': 'yes' },
    timeout_ms: 2000,
  })
  expect(seen).toBe('{"ü":1}')
  expect(posted).toMatchObject({ is: 'sent', status: 202, problem: null, body_start: 'thanks \ufffd yes /in?a=1' })
})

test.each([
  [301, 'refused'],
  [307, 'refused'],
  [400, 'refused'],
  [404, 'refused'],
  [410, 'refused'],
  [408, 'retry'],
  [429, 'retry'],
  [500, 'retry'],
  [503, 'retry'],
] as const)('an answer %i counts as %s', async (status, is) => {
  let calls = 0
  const url = await receiver((_, response) => {
    calls += 1
    response.writeHead(status, { location: 'http://127.0.0.1:1/', 'retry-after': '7' }).end('no')
  })
  const posted = await open({ allow_private: true }).postJson(url, '{}', { timeout_ms: 2000 })
  expect(posted).toMatchObject({ is, status, retry_after_s: 7, problem: expect.stringContaining(String(status)) })
  expect(calls).toBe(1)
})

test('a receiver that hangs, hangs up or answers garbage may have taken it', async () => {
  const outgoing = open({ allow_private: true })
  const post = (url: string) => outgoing.postJson(url, '{}', { timeout_ms: 400 })
  const hangs = await post(await receiver(() => undefined))
  expect(hangs).toMatchObject({ is: 'unknown', status: null, problem: expect.stringContaining('No answer came') })
  expect(hangs.took_ms).toBeLessThan(2000)
  expect(await post(await tcp((socket) => socket.once('data', () => socket.destroy())))).toMatchObject({
    is: 'unknown',
    problem: expect.stringContaining('ended before an answer'),
  })
  expect(
    await post(await tcp((socket) => socket.once('data', () => socket.write('SSH-2.0-garbage\r\n')))),
  ).toMatchObject({
    is: 'unknown',
    problem: 'Its answer is not HTTP.',
  })
  const headers = `HTTP/1.1 200 OK\r\n${`x: ${'y'.repeat(1000)}\r\n`.repeat(30)}\r\n`
  expect(await post(await tcp((socket) => socket.once('data', () => socket.write(headers))))).toMatchObject({
    is: 'unknown',
    problem: expect.stringContaining('headers larger'),
  })
})

test('of an endless answer only the beginning is read, and a slow one is not waited for', async () => {
  const outgoing = open({ allow_private: true })
  const endless = await receiver((_, response) => {
    const pour = () => {
      while (response.write('x'.repeat(10_000))) if (response.destroyed) return
      response.once('drain', pour)
    }
    pour()
  })
  const posted = await outgoing.postJson(endless, '{}', { timeout_ms: 3000 })
  expect(posted).toMatchObject({ is: 'sent', status: 200 })
  expect(posted.body_start).toHaveLength(16_384)
  const drips = await receiver((_, response) => void response.writeHead(200).write('a'))
  const cut = await outgoing.postJson(drips, '{}', { timeout_ms: 300 })
  expect(cut).toMatchObject({ is: 'sent', status: 200, body_start: 'a' })
  expect(cut.took_ms).toBeLessThan(2000)
})

test('nobody there: it was certainly not taken', async () => {
  const url = await tcp(() => undefined)
  ends.splice(0).forEach((end) => end())
  const posted = await open({ allow_private: true }).postJson(url, '{}', { timeout_ms: 1000 })
  expect(posted).toMatchObject({ is: 'retry', status: null, problem: expect.stringContaining('refused') })
})

test('without leave, no address inside a network is ever connected to', async () => {
  let touched = 0
  const inside = await receiver((_, response) => ((touched += 1), response.end()))
  const port = new URL(inside).port
  const outgoing = open({
    allow_private: false,
    dns_servers: [await nameServer([['10.0.0.1'], ['8.8.8.8', '127.0.0.1']])],
  })
  const hosts = [
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[64:ff9b::7f00:1]',
    'localhost',
    '0',
  ]
  for (const host of hosts)
    expect(await outgoing.postJson(`https://${host}:${port}/`, '{}', { timeout_ms: 1000 })).toMatchObject({
      is: 'refused',
      status: null,
      problem: expect.stringContaining('The address is refused'),
    })
  // A name that leads inside, and one that leads inside with one of its addresses only.
  for (const name of ['inside.example', 'both.example'])
    expect(await outgoing.postJson(`https://${name}:${port}/`, '{}', { timeout_ms: 3000 })).toMatchObject({
      is: 'refused',
      problem: expect.stringContaining(`${name} is, or leads to, an address that is not public`),
    })
  expect(outgoing.refuses('http://receiver.example/')).toContain('https://')
  expect(outgoing.refuses('https://user:pw@receiver.example/')).toContain('password')
  expect(outgoing.refuses('ftp://receiver.example/')).toContain('https://')
  expect(outgoing.refuses('https://receiver.example/')).toBeNull()
  expect(touched).toBe(0)
})

test('a name is looked up once for each post: what was checked is what would be connected to', async () => {
  const questions = { count: 0 }
  const dns_servers = [await nameServer([['127.0.0.1'], ['169.254.169.254']], questions)]
  const outgoing = open({ allow_private: false, dns_servers })
  for (const asked of [1, 2]) {
    const posted = await outgoing.postJson('https://turns.example/', '{}', { timeout_ms: 1000 })
    expect(posted).toMatchObject({ is: 'refused', problem: expect.stringContaining('not public') })
    expect(questions.count).toBe(asked)
  }
})
