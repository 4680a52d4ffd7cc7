import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { ApiProblem } from './problem.ts'
import { send, urlOf, type Sender } from './request.ts'

const routes = {
  'thing.list': ['GET', '/things'],
  'thing.approve': ['POST', '/things/{id}/approve'],
  'thing.rename': ['PATCH', '/things/{id}'],
} as const

const open: { close: () => void }[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

async function serve(
  answer: (request: IncomingMessage, response: ServerResponse, nth: number) => void,
): Promise<{ sender: Sender; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    answer(request, response, seen.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(server)
  // A listening TCP server's address is never a string or null.
  const { port } = server.address() as AddressInfo
  return {
    seen,
    sender: { routes, fetch, base: `http://127.0.0.1:${port}/api/v1`, acting: () => 'mem_1', pause_ms: 1 },
  }
}

const json = (response: ServerResponse, status: number, body: unknown, type = 'application/json') =>
  response.writeHead(status, { 'content-type': type, 'x-request-id': 'req_1' }).end(JSON.stringify(body))

test('fills the path and leaves empty filters out of the query', () => {
  expect(
    urlOf('/api/v1', '/things/{id}/approve', {
      params: { id: 'a/b' },
      query: { status: '', page: 2, tag: ['x', 'y'] },
      dry_run: true,
    }),
  ).toBe('/api/v1/things/a%2Fb/approve?page=2&tag=x&tag=y&dry_run=true')
  expect(() => urlOf('', '/things/{id}', {})).toThrow('the parameter id')
})

test('a write says who acts, that it comes from our pages, and under which key', async () => {
  const { sender, seen } = await serve((_, response) => json(response, 201, { id: 'thing_1' }))
  expect(
    await send(sender, 'thing.approve', { params: { id: 'thing_1' }, body: { reason: 'fit' }, if_match: 3 }),
  ).toEqual({ id: 'thing_1' })
  const headers = seen[0]?.headers
  expect(headers).toMatchObject({
    'x-tributary-acting': 'mem_1',
    'x-tributary-csrf': '1',
    'if-match': '"3"',
    'content-type': 'application/json',
  })
  expect(String(headers?.['idempotency-key'])).toMatch(/^[0-9a-f-]{32,36}$/)
})

test('a read carries no key', async () => {
  const { sender, seen } = await serve((_, response) => json(response, 200, { rows: [] }))
  await send(sender, 'thing.list')
  expect(seen[0]?.headers['idempotency-key']).toBeUndefined()
})

test('a call without an answer is made again under the same key', async () => {
  const { sender, seen } = await serve((request, response, nth) =>
    nth < 3 ? request.socket.destroy() : json(response, 200, { ok: true }),
  )
  expect(await send(sender, 'thing.approve', { params: { id: '1' }, body: {} })).toEqual({ ok: true })
  expect(seen).toHaveLength(3)
  expect(new Set(seen.map((request) => request.headers['idempotency-key'])).size).toBe(1)
})

test('says that nothing answered, after three tries', async () => {
  const { sender, seen } = await serve((request) => request.socket.destroy())
  await expect(send(sender, 'thing.list')).rejects.toMatchObject({ problem: { status: 0, code: 'web.no_answer' } })
  expect(seen).toHaveLength(3)
})

test('a refusal arrives with its code, its fields and its request id, and is not tried again', async () => {
  const problem = {
    title: 'Not as expected',
    code: 'request.invalid',
    fields: [{ path: 'domain', message: 'is a public suffix' }],
    next: 'Correct it.',
  }
  const { sender, seen } = await serve((_, response) => json(response, 422, problem, 'application/problem+json'))
  const error = await send(sender, 'thing.rename', { params: { id: '1' }, body: {} }).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ApiProblem)
  expect(error).toMatchObject({
    status: 422,
    code: 'request.invalid',
    fields: problem.fields,
    problem: { request_id: 'req_1', next: 'Correct it.' },
  })
  expect(seen).toHaveLength(1)
})

test('an answer that is no JSON still becomes a problem', async () => {
  const { sender } = await serve((_, response) =>
    response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>proxy</h1>'),
  )
  await expect(send(sender, 'thing.list')).rejects.toMatchObject({ status: 500 })
})
