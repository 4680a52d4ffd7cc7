import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '#tests/make/world.ts'
import { serve, type Served } from './serve.ts'

/** Bytes that never become a request: the answer still says what is wrong. */

let world: World
let served: Served

beforeAll(async () => {
  world = await makeWorld()
  served = await serve(world)
})
afterAll(async () => {
  await served.close()
  await world.drop()
})

function send(bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(served.port, '127.0.0.1')
    let said = ''
    socket.setEncoding('utf8').on('data', (text: string) => (said += text))
    socket.on('close', () => resolve(said))
    socket.on('error', (error) => (said ? resolve(said) : reject(error)))
    socket.write(bytes)
  })
}

test.each([
  ['an address without end', 431, `GET /api/v1/org?q=${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`],
  ['headers without end', 431, `GET /api/v1/org HTTP/1.1\r\nhost: x\r\nx-a: ${'x'.repeat(20_000)}\r\n\r\n`],
  ['no HTTP at all', 400, 'HELO mail.example\r\n\r\n'],
  ['another protocol', 400, Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03])],
  ['a header with a NUL', 400, 'GET /api/v1/org HTTP/1.1\r\nhost: x\r\nx-a: a\0b\r\n\r\n'],
  ['two lengths', 400, 'POST /api/v1/sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
  [
    'length and chunks at once',
    400,
    'POST /api/v1/sign-in HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
])('%s is answered with %i and a reason', async (_, status, bytes) => {
  const said = await send(bytes)
  expect(said).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  const [head = '', body = ''] = said.split('\r\n\r\n')
  expect(head).toMatch(/content-type: application\/problem\+json/i)
  const problem = JSON.parse(body) as Record<string, unknown> // the content type says so
  expect(problem).toMatchObject({ status, code: 'edge.bad_request', next: expect.any(String) })
  expect(head).toContain(`x-request-id: ${String(problem.request_id)}`)
  expect((await fetch(`${served.url}/health/live`)).status).toBe(200)
})
