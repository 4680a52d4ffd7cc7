import { ApiProblem, type Problem } from './problem.ts'

/** Method and path of every route, by id. */
export type Routes = Readonly<Record<string, readonly [method: string, path: string]>>

export type Call = {
  params?: Record<string, string | number>
  query?: Record<string, unknown>
  body?: unknown
  /** A body that is sent as it is (a file). */
  raw?: Blob | string
  /** Kept by the caller when it may ask for the same thing again; else made here. */
  idempotency_key?: string
  /** The version that was seen; a change of somebody else's since then is refused. */
  if_match?: string | number
  dry_run?: boolean
  /** The membership that acts, where it is not the sender's; `null` for none in particular. */
  acting?: string | null
  signal?: AbortSignal
}

export type Sender = {
  routes: Routes
  fetch: typeof globalThis.fetch
  base: string
  /** The membership that acts, if any. */
  acting: () => string | null
  /** Milliseconds before a call that got no answer is made again. */
  pause_ms: number
}

const TRIES = 3

/** A name no two calls share, also where the page is not on https and `crypto.randomUUID` is missing. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The address of a call, its parameters filled in. */
export function urlOf(base: string, path: string, call: Call): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = call.params?.[name]
    if (value === undefined) throw new Error(`the parameter ${name} of ${path} is missing`)
    return encodeURIComponent(String(value))
  })
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value === undefined || value === null || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  if (call.dry_run) query.set('dry_run', 'true')
  const text = query.toString()
  return base + filled + (text ? `?${text}` : '')
}

/**
 * Makes one call. A read, or a write under its one Idempotency-Key, that got no answer is made again, twice at most:
 * the key makes sure that it takes effect once.
 */
export async function send(sender: Sender, id: string, call: Call = {}): Promise<unknown> {
  const route = sender.routes[id]
  if (!route) throw new Error(`no route is called ${id}`)
  const [method, path] = route
  const headers = headersOf(sender, method, call)
  const url = urlOf(sender.base, path, call)
  const body = call.raw ?? (call.body === undefined ? null : JSON.stringify(call.body))
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await sender.fetch(url, {
        method,
        headers,
        body,
        credentials: 'same-origin',
        signal: call.signal ?? null,
      })
      if (![502, 503, 504].includes(response.status) || attempt === TRIES) return await read(response)
    } catch (error) {
      if (error instanceof ApiProblem || call.signal?.aborted) throw error
      if (attempt === TRIES) throw new ApiProblem({ status: 0, code: 'web.no_answer' })
    }
    await new Promise((resolve) => setTimeout(resolve, sender.pause_ms * attempt))
  }
}

function headersOf(sender: Sender, method: string, call: Call): Headers {
  const headers = new Headers({ accept: 'application/json, application/problem+json' })
  const acting = call.acting === undefined ? sender.acting() : call.acting
  if (acting) headers.set('x-tributary-acting', acting)
  if (method !== 'GET') {
    headers.set('x-tributary-csrf', '1')
    if (!call.dry_run) headers.set('idempotency-key', call.idempotency_key ?? newKey())
  }
  if (call.if_match !== undefined) headers.set('if-match', `"${call.if_match}"`)
  if (call.raw === undefined && call.body !== undefined) headers.set('content-type', 'application/json')
  else if (call.raw instanceof Blob && call.raw.type) headers.set('content-type', call.raw.type)
  return headers
}

async function read(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? ''
  if (response.ok)
    return response.status === 204 ? undefined : type.includes('json') ? response.json() : response.text()
  const request_id = response.headers.get('x-request-id') ?? undefined
  if (!type.includes('json')) throw new ApiProblem({ status: response.status, request_id })
  // A problem's members are all optional but the status, which we set: whatever stands here is readable as one.
  const problem = (await response.json()) as Partial<Problem>
  throw new ApiProblem({ request_id, ...problem, status: response.status })
}
