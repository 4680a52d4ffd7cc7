import type { Route } from '#kit/contract.ts'
import { Refused } from '#kit/refusal.ts'
import type { Runtime } from '#server/command/index.ts'
import type { Fetch } from '#server/edge/edge.ts'
import type { MountedVerb } from '#server/edge/mount.ts'
import { problemOf, refusalOf } from '#server/edge/problem.ts'
import { requestOf } from './asks.ts'
import type { Probe } from './probes.ts'

/** The two ways in which a probe is made: through the whole edge, and straight through the verb. Neither leaves anything. */

export type Answered = { status: number; text: string }

const bytes = (text: string | Uint8Array<ArrayBuffer>) => new Blob([text]).stream()

/** May it be sent through the edge without changing what the next one finds? */
export function leavesNothing(route: Route): boolean {
  return route.method === 'GET' || route.dry_run === true
}

/** Through the edge, headers and all; what cannot be tried out is not sent. */
export async function throughEdge(fetchEdge: Fetch, { route, prober, ask }: Probe): Promise<Answered> {
  const query = { ...ask.query, ...(route.dry_run ? { dry_run: true } : {}) }
  const { if_match, ...rest } = query as Record<string, unknown>
  const { path, init } = requestOf(route, { ...ask, query: route.etag === 'requires' ? rest : query }, prober.headers)
  const headers = new Headers(init.headers)
  if (if_match !== undefined) headers.set('if-match', `"${String(if_match)}"`)
  if (typeof init.body === 'string') headers.set('content-length', String(Buffer.byteLength(init.body)))
  const response = await fetchEdge(new Request(`http://localhost${path}`, { ...init, headers }))
  const said = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  return { status: response.status, text: `${said}\n\n${await response.text()}` }
}

/** As the edge would call it, as somebody who is known; a command is always only tried. */
export async function throughVerb(
  runtime: Runtime,
  verb: MountedVerb,
  { route, prober, ask }: Probe,
): Promise<Answered> {
  const { actor } = prober
  if (!actor || verb.kind === 'public' || verb.kind === 'person') return { status: 0, text: '' }
  const raw = ask.body as string | Uint8Array<ArrayBuffer> // what a route with a raw body is asked with
  const input = { ...ask, body: route.raw_body ? bytes(raw) : ask.body }
  try {
    const answer =
      verb.kind === 'query'
        ? await verb.run({ runtime, actor }, input)
        : (await verb.run({ runtime, actor, request_id: 'probe', dry_run: true }, input)).answer
    return { status: 200, text: await textOf(answer) }
  } catch (error) {
    const refused = error instanceof Refused ? error : refusalOf(error, runtime.log, { route: route.id })
    const problem = problemOf(refused, 'probe')
    return { status: problem.status, text: JSON.stringify(problem) + (problem.status >= 500 ? String(error) : '') }
  }
}

/** A file is read to its end. */
async function textOf(answer: unknown): Promise<string> {
  if (typeof answer !== 'object' || answer === null) return String(answer)
  const stream = 'bytes' in answer ? answer.bytes : answer
  const head = JSON.stringify(answer)
  if (stream instanceof Uint8Array) return head + Buffer.from(stream).toString('latin1')
  if (typeof stream !== 'object' || stream === null || !(Symbol.asyncIterator in stream)) return head
  const pieces: Uint8Array[] = []
  for await (const piece of stream as AsyncIterable<Uint8Array | string>) pieces.push(Buffer.from(piece))
  return head + Buffer.concat(pieces).toString('utf8')
}
