import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Route } from '#kit/contract.ts'
import { COMMON, Refused, type RefusalType } from '#kit/refusal.ts'
import { readJson } from './json.ts'
import { EDGE } from './refusals.ts'

export type Http = Context<{ Bindings: HttpBindings }>

/** The most that a JSON body may hold. */
const JSON_LIMIT_BYTES = 1_048_576

/** What came in the body: JSON where the contract has fields, bytes as they stream where it says so. */
export async function readBody(c: Http, route: Route): Promise<unknown> {
  if (route.method === 'GET') return undefined
  const length = contentLength(c)
  const limit = route.raw_body?.limit_bytes ?? JSON_LIMIT_BYTES
  if (length !== undefined && length > limit) throw tooLarge(limit, route.raw_body?.too_large)
  const encoding = c.req.header('content-encoding')
  if (encoding && encoding.toLowerCase() !== 'identity') {
    throw new Refused(EDGE.media_type, {
      given: `Content-Encoding ${show(encoding)}`,
      expected: 'a body that is not compressed',
    })
  }
  if (route.raw_body) {
    expectType(c, route.raw_body.content_type)
    return chunks(c, limit, route.raw_body.too_large)
  }
  const chunked = c.req.header('transfer-encoding') !== undefined
  if (!chunked && (length === undefined || length === 0)) return undefined
  const bytes = await collect(c, limit)
  if (bytes.length === 0) return undefined
  expectType(c, 'application/json')
  const value = readJson(bytes)
  if (!route.body) refuseFields(value)
  return value
}

function contentLength(c: Http): number | undefined {
  const given = c.req.header('content-length')
  return given !== undefined && /^\d{1,15}$/.test(given) ? Number(given) : undefined
}

export function tooLarge(limit: number, type: RefusalType = COMMON.too_large): Refused {
  return new Refused(type, {
    limit: limit >= 1_048_576 ? `${Math.floor(limit / 1_048_576)} MB` : `${limit} bytes`,
  })
}

/** Only media type and charset are looked at: "application/json; charset=utf-8". */
function expectType(c: Http, expected: string): void {
  const given = c.req.header('content-type') ?? ''
  const [type = '', ...parameters] = given
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '')
  const typed = expected === '*/*' || type === expected
  if (typed && (expected !== 'application/json' || !charset || charset === 'utf-8' || charset === 'utf8')) return
  throw new Refused(EDGE.media_type, { given: given ? show(given) : 'nothing in particular', expected })
}

/** What a header said, short and without anything that is not plain text. */
function show(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100)
}

/** The body in pieces. Breaking off leaves the connection alone, so that the refusal still gets through. */
export async function* chunks(c: Http, limit: number, too_large?: RefusalType): AsyncGenerator<Uint8Array> {
  const { incoming, outgoing } = c.env ?? {}
  // Sent only now: whoever asked first ("Expect: 100-continue") and was refused has not sent the body at all.
  if (incoming?.headers.expect && outgoing) outgoing.writeContinue()
  // Without a socket (a test that calls `fetch` directly) the request's own stream is read.
  const pieces: AsyncIterable<Uint8Array> = incoming
    ? incoming.iterator({ destroyOnReturn: false })
    : (c.req.raw.body ?? NOTHING)
  let size = 0
  for await (const piece of pieces) {
    size += piece.length
    if (size > limit) throw tooLarge(limit, too_large)
    yield piece
  }
}

const NOTHING: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: async function* () {} }

async function collect(c: Http, limit: number): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of chunks(c, limit)) all.push(piece)
  return all.length === 1 && all[0] ? all[0] : Buffer.concat(all)
}

/** A route without fields takes no body, or an empty object as some clients send it. */
function refuseFields(value: unknown): void {
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : ['body']
  if (names.length === 0) return
  const fields = names
    .slice(0, 50)
    .map((path) => ({ path, message: 'is not a field of this request', code: 'unknown_field' }))
  throw new Refused(COMMON.invalid, {}, { fields })
}
