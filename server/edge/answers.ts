import { createHash } from 'node:crypto'
import { ReadableStream as Streams } from 'node:stream/web'
import type { Route } from '#kit/contract.ts'
import { matches } from './assets.ts'
import { isDownload, respondDownload } from './download.ts'
import { SECURITY_HEADERS } from './headers.ts'

export type Answered = { answer: unknown; replayed?: boolean; dry_run?: boolean }

/** A verb's answer as a response: as it is, with its revision as ETag. */
export function respondAnswer(
  route: Route,
  done: Answered,
  headers: Record<string, string>,
  if_none_match: string | undefined,
): Response {
  const { answer } = done
  const all: Record<string, string> = { ...SECURITY_HEADERS, 'cache-control': 'no-store', ...headers }
  if (done.replayed) all['idempotency-replayed'] = 'true'
  if (done.dry_run) all['tributary-dry-run'] = 'true'
  const text = route.answer_type ? '' : JSON.stringify(answer ?? null)
  const etag = route.etag && !done.dry_run ? etagOf(answer, text) : undefined
  if (etag) {
    all.etag = etag
    all.vary = 'authorization, cookie, x-tributary-acting'
    // Kept by the caller, but asked about every time.
    if (route.method === 'GET') all['cache-control'] = 'private, no-cache'
    if (route.method === 'GET' && matches(if_none_match, etag)) return new Response(null, { status: 304, headers: all })
  }
  if (route.status === 204 && !done.dry_run) return new Response(null, { status: 204, headers: all })
  const status = done.dry_run ? 200 : route.status
  if (isDownload(answer)) return respondDownload(answer, all, if_none_match)
  if (route.answer_type) {
    all['content-type'] = route.answer_type
    return new Response(bodyOf(route, answer), { status, headers: all })
  }
  all['content-type'] = 'application/json'
  return new Response(text, { status, headers: all })
}

/**
 * The revision, which an edit names in If-Match, and a digest of the answer: abilities, countdowns and names of others
 * change without a new revision, and a 304 must not hide that.
 */
function etagOf(answer: unknown, text: string): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('revision' in answer)) return undefined
  if (typeof answer.revision !== 'number') return undefined
  return `"${answer.revision}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}"`
}

function bodyOf(route: Route, answer: unknown): string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> {
  if (typeof answer === 'string') return answer
  if (answer instanceof Uint8Array) return new Uint8Array(answer)
  if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer) {
    // A contract with `answer_type` answers bytes or text. Both names are one class; the DOM's types do not know `from` yet.
    return Streams.from(answer as AsyncIterable<Uint8Array>) as ReadableStream<Uint8Array>
  }
  throw new Error(`${route.id} answers ${route.answer_type ?? 'bytes'}, but gave neither text nor bytes`)
}

/** Does the answer fit its contract? Asked in development and in tests; a client was promised it. */
export function refuseBrokenAnswer(route: Route, answer: unknown): void {
  if (route.answer_type) return
  const parsed = route.answer.safeParse(answer)
  if (parsed.success) return
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`)
  throw new Error(`${route.id} answered what its contract does not promise: ${issues.join('; ')}`)
}
