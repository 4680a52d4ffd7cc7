import { readFile } from 'node:fs/promises'
import type { World } from '#tests/make/world.ts'
import { KINDS, operationsOf, requestFor, type Ground, type Kind, type Operation, type Sent } from './fuzz-requests.ts'
import { chanceOf, type Chance } from './hostile.ts'
import { castWorld } from './realms.ts'
import { serve } from './serve.ts'

/** What a run saw. `wrong` is what no server may answer, each with the seed that makes the request again. */
export type Seen = {
  requests: number
  seconds: number
  slowest_ms: number
  slowest: string
  by_status: Record<string, number>
  by_kind: Record<string, number>
  wrong: string[]
}

export type FuzzOptions = { each: number; seed: number; only?: string | undefined; say?: (line: string) => void }

const AT_ONCE = 8
/** No request of these is worth more of the server's time; the machine may be busy with others. */
const PATIENCE_MS = 10_000
const WRONG_MAX = 40

const PROGRAM = new URL('../../db/worlds/reference-program.yaml', import.meta.url)

/**
 * Sends every operation of the OpenAPI document `each` requests, most of them wrong in one way. Whatever is sent, the
 * answer is none of 5xx; a refusal is a problem document with code, next step and request id; and the server lives.
 */
export async function fuzz(world: World, { each, seed, only, say }: FuzzOptions): Promise<Seen> {
  const cast = await castWorld(world)
  const { url, close } = await serve(world)
  const began = performance.now()
  const seen: Seen = { requests: 0, seconds: 0, slowest_ms: 0, slowest: '', by_status: {}, by_kind: {}, wrong: [] }
  try {
    const document = (await (await fetch(`${url}/api/openapi.json`)).json()) as Parameters<typeof operationsOf>[0] & {
      components: { schemas: Ground['schemas'] }
    } // our own document
    const ground: Ground = {
      schemas: document.components.schemas,
      things: [
        { ...cast.first.things, ...cast.north.things },
        cast.first.things,
        cast.second.things,
        cast.south.things,
      ],
      yaml: await readFile(PROGRAM, 'utf8'),
    }
    const operations = operationsOf(document).filter(({ id }) => !only || id.startsWith(only))
    const callers = cast.callers.filter(({ name }) =>
      ['org key', 'partner key', 'admin', 'partner_admin', 'signed out'].includes(name),
    )
    const orgKey = callers.find(({ name }) => name === 'org key')
    if (!orgKey) throw new Error('the org has a key')

    /** Most requests come from who may do most. Who signs out does it with a session that nobody else needs. */
    const headersFor = (operation: Operation, chance: Chance): Record<string, string> => {
      if (operation.id.startsWith('session.') || operation.id === 'person.change_password')
        return (cast.callers.find(({ name }) => name === 'marketing') ?? orgKey).headers
      return chance.often(0.7) ? orgKey.headers : chance.one(callers).headers
    }

    const send = async (operation: Operation, n: number) => {
      const own = (seed * 1_000_003 + hashOf(operation.id) + n * 7919) >>> 0
      const chance = chanceOf(own)
      const kind: Kind = KINDS[n % KINDS.length] ?? 'plain'
      const sent = requestFor(operation, kind, ground, chance)
      const ms = performance.now()
      const wrong = await judge(url, sent, headersFor(operation, chance), seen)
      const took = performance.now() - ms
      seen.requests += 1
      seen.by_kind[kind] = (seen.by_kind[kind] ?? 0) + 1
      if (took > seen.slowest_ms) Object.assign(seen, { slowest_ms: took, slowest: `${operation.id} ${kind} #${n}` })
      if (took > PATIENCE_MS) wrong.push(`took ${Math.round(took)} ms`)
      for (const what of wrong) seen.wrong.push(`${operation.id} ${kind} #${n}: ${what}\n    ${describe(sent)}`)
    }

    for (const operation of operations) {
      let next = 0
      const work = async () => {
        while (next < each && seen.wrong.length < WRONG_MAX) await send(operation, next++)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))
      const [live, ready, key] = await Promise.all(
        ['/health/live', '/health/ready', '/api/v1/org'].map((path) =>
          fetch(`${url}${path}`, { headers: orgKey.headers }).then(({ status }) => status),
        ),
      )
      if (live !== 200 || ready !== 200)
        seen.wrong.push(`after ${operation.id} the server is not well: live ${live}, ready ${ready}`)
      // With a key that died every answer would be 401, and nothing tried.
      if (key !== 200) seen.wrong.push(`after ${operation.id} the key of the org answers ${key}`)
      say?.(
        `${operation.id}: ${each} sent, ${seen.wrong.length} wrong so far, ${Math.round((performance.now() - began) / 1000)} s`,
      )
    }
  } finally {
    await close()
  }
  seen.seconds = Math.round((performance.now() - began) / 100) / 10
  return seen
}

async function judge(url: string, sent: Sent, from: Record<string, string>, seen: Seen): Promise<string[]> {
  const wrong: string[] = []
  let response: Response
  let text: string
  try {
    response = await fetch(`${url}${sent.url}`, {
      method: sent.method,
      headers: { ...from, ...sent.headers },
      redirect: 'manual',
      ...(sent.body !== undefined && { body: sent.body }),
    })
    text = await response.text()
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    // A header that HTTP cannot carry is refused by the client itself, and no request leaves.
    return /invalid header|ByteString|not a legal HTTP header/i.test(`${String(error)} ${cause}`)
      ? []
      : [`no answer: ${String(error)} (${cause})`]
  }
  const { status, headers } = response
  seen.by_status[status] = (seen.by_status[status] ?? 0) + 1
  if (status >= 500) wrong.push(`${status} ${text.slice(0, 300)}`)
  if (status < 400 || sent.method === 'HEAD') return wrong
  if (headers.get('content-type') !== 'application/problem+json')
    return [...wrong, `${status} is answered as ${headers.get('content-type')}: ${text.slice(0, 200)}`]
  const problem = JSON.parse(text) as Record<string, unknown> // said to be JSON; a text that is none throws and fails the run
  for (const member of ['type', 'title', 'detail', 'code', 'next', 'request_id'])
    if (typeof problem[member] !== 'string' || problem[member] === '')
      wrong.push(`${status} without ${member}: ${text.slice(0, 200)}`)
  if (problem.status !== status) wrong.push(`${status} says it is ${String(problem.status)}`)
  if (problem.request_id !== headers.get('x-request-id'))
    wrong.push('the request id of the body is not that of the header')
  if (
    /\b(pg_|syntax error|stack|node_modules|at .*\.ts:\d+|undefined|\[object|NaN)\b/.test(
      `${String(problem.detail)} ${String(problem.next)}`,
    )
  )
    wrong.push(`tells of the inside: ${String(problem.detail)}`)
  return wrong
}

function describe({ method, url, headers, body }: Sent): string {
  const text = typeof body === 'string' ? body : body ? `${body.length} bytes` : ''
  return `${method} ${url.slice(0, 200)} ${JSON.stringify(headers).slice(0, 200)} ${text.slice(0, 300)}`
}

function hashOf(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7)
}
