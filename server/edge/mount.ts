import { Hono } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import type { Route } from '#kit/contract.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { ACCESS_REFUSALS, resolveActor, type Caller, type PersonVerb, type PublicVerb } from '#server/access/index.ts'
import { actorRef, type Read, type Runtime, type Verb } from '#server/command/index.ts'
import { respondAnswer, refuseBrokenAnswer, type Answered } from './answers.ts'
import { readBody, type Http } from './body.ts'
import { readAddress, readCredentials, refuseOtherOrigins } from './caller.ts'
import { sessionCookie } from './headers.ts'
import { unstorable } from './json.ts'
import { LimitReached, POLICIES, quotaOf, type Limits } from './limits.ts'
import { refusalOf, respondProblem } from './problem.ts'
import { queryShape, readQuery, type QueryShape } from './query-text.ts'
import { EDGE } from './refusals.ts'

/** Everything that a route can be answered by. */
export type MountedVerb = Verb | Read | PublicVerb | PersonVerb

/** What the edge notes about a request while it answers it; the log's line is made of it. */
export type Note = { request_id: string; route: string | null; actor: string | null }

export type Mounting = {
  runtime: Runtime
  limits: Limits
  /** Where people reach the server: writes with a cookie must come from here. */
  public_url: string
  trust_proxy: boolean
  /** Hold every answer against its contract: in development and in tests. */
  check_answers: boolean
  noteOf(c: Http): Note
}

/** Submissions of one partner are counted by themselves: each tells a little about the org's accounts. */
const SUBMISSIONS: ReadonlySet<string> = new Set(['registration.submit'])

/** Puts every verb at its address under /api/v1. */
export function mountVerbs(verbs: readonly MountedVerb[], mounting: Mounting): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const methods = new Map<string, Set<string>>()
  for (const verb of inOrder(verbs)) {
    const { route } = verb
    const path = `/api/v1${route.path.replace(/\{(\w+)\}/g, ':$1')}`
    const known = methods.get(path) ?? new Set()
    if (known.has(route.method)) throw new Error(`two verbs answer ${route.method} ${route.path}`)
    methods.set(path, known.add(route.method))
    const shape = queryShape(route)
    app.on(route.method, path, (c) => answerVerb(c, verb, shape, mounting))
  }
  for (const [path, known] of methods) {
    const allow = [...known, ...(known.has('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
    app.all(path, (c) => {
      if (c.req.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } })
      const refused = new Refused(EDGE.method, { method: c.req.method.slice(0, 20), allow })
      return respondProblem(refused, mounting.noteOf(c).request_id, { allow })
    })
  }
  app.all('/api/v1/*', (c) =>
    respondProblem(new Refused(EDGE.no_route, { path: c.req.path.slice(0, 200) }), mounting.noteOf(c).request_id),
  )
  return app
}

/** A fixed address goes before one with a parameter in the same place: /program/versions/latest before /program/versions/{n}. */
function inOrder(verbs: readonly MountedVerb[]): MountedVerb[] {
  const key = (route: Route) => route.path.replaceAll('{', '\u007f')
  return [...verbs].sort((a, b) => (key(a.route) < key(b.route) ? -1 : key(a.route) > key(b.route) ? 1 : 0))
}

async function answerVerb(c: Http, verb: MountedVerb, shape: QueryShape, mounting: Mounting): Promise<Response> {
  const { route } = verb
  const { runtime } = mounting
  const note = mounting.noteOf(c)
  note.route = route.id
  const headers: Record<string, string> = { 'x-request-id': note.request_id }
  try {
    const address = readAddress(c, mounting.trust_proxy)
    const caller = await admit(c, verb, address, mounting, note, headers)
    const { query, dry_run } = readQuery(shape, searchOf(c.req.url))
    if (route.etag === 'requires') query.if_match = readIfMatch(c)
    const idempotency_key = route.method === 'GET' ? undefined : readIdempotencyKey(c)
    const params = c.req.param()
    refuseUnstorable({ params, query })
    const body = await readBody(c, route)
    if (verb.kind === 'public' && route.method !== 'GET')
      Object.assign(headers, await mounting.limits.take(POLICIES.sign_in, `${address}|${emailIn(body)}`))

    const request = {
      address,
      user_agent: (c.req.header('user-agent') ?? '').slice(0, 300),
      request_id: note.request_id,
    }
    const done = await run(verb, caller, { runtime, request, idempotency_key, dry_run }, { params, query, body })
    if (mounting.check_answers) refuseBrokenAnswer(route, done.answer)
    if (done.set_session !== undefined)
      headers['set-cookie'] = sessionCookie(done.set_session, mounting.public_url.startsWith('https:'))
    return respondAnswer(route, done, headers, c.req.header('if-none-match'))
  } catch (error) {
    if (error instanceof LimitReached) Object.assign(headers, error.headers)
    const refused = refusalOf(error, runtime.log, { request_id: note.request_id, route: route.id, actor: note.actor })
    return respondProblem(refused, note.request_id, headers)
  }
}

/** Who is calling, counted, and allowed to write with what it signed in by. */
async function admit(
  c: Http,
  verb: MountedVerb,
  address: string,
  mounting: Mounting,
  note: Note,
  headers: Record<string, string>,
): Promise<Caller | null> {
  const { limits, runtime } = mounting
  const writes = verb.route.method !== 'GET'
  if (verb.kind === 'public') {
    if (writes) refuseOtherOrigins(c, mounting.public_url, false)
    else Object.assign(headers, await limits.take(POLICIES.address, address))
    return null
  }
  // A link to bytes is followed by the browser itself, which sets no header of ours.
  const named = verb.route.answer_type ? c.req.query('acting') : undefined
  const credentials = readCredentials(c, named ?? c.req.header('x-tributary-acting'))
  const caller = await resolveActor(runtime, credentials)
  if (!caller) {
    Object.assign(headers, await limits.take(POLICIES.address, address))
    throw new Refused(COMMON.signed_out)
  }
  const { actor } = caller
  note.actor = actor ? actorRef(actor) : `person:${caller.session?.person.id ?? ''}`
  const { policy, who } = actor ? quotaOf(actor) : { policy: POLICIES.person, who: note.actor }
  Object.assign(headers, await limits.take(policy, who))
  if (writes && credentials.bearer === undefined) refuseOtherOrigins(c, mounting.public_url, true)
  if (actor?.side === 'partner' && SUBMISSIONS.has(verb.route.id))
    Object.assign(headers, await limits.take(POLICIES.submission, actor.partner_id ?? ''))
  return caller
}

type Asked = {
  runtime: Runtime
  request: { address: string; user_agent: string; request_id: string }
  idempotency_key: string | undefined
  dry_run: boolean
}

type Input = { params: unknown; query: unknown; body: unknown }

async function run(
  verb: MountedVerb,
  caller: Caller | null,
  asked: Asked,
  input: Input,
): Promise<Answered & { set_session?: string | null }> {
  const { runtime, request, idempotency_key, dry_run } = asked
  if (verb.kind === 'public') return verb.run({ runtime, request }, input)
  if (verb.kind === 'person') {
    if (!caller?.session) {
      throw new Refused(COMMON.not_allowed, {
        why: 'This concerns a person who signed in; an API key is nobody in particular.',
        who: 'a person with a session',
      })
    }
    return verb.run({ runtime, request, session: caller.session }, input)
  }
  // Signed in, but not a member of what the request wants to act for.
  if (!caller?.actor) throw new Refused(ACCESS_REFUSALS.no_membership)
  const { actor } = caller
  if (verb.kind === 'query') return { answer: await verb.run({ runtime, actor }, input) }
  return verb.run({ runtime, actor, request_id: request.request_id, idempotency_key, dry_run }, input)
}

function searchOf(url: string): string {
  const at = url.indexOf('?')
  return at < 0 ? '' : url.slice(at + 1)
}

function readIfMatch(c: Http): number {
  const given = c.req.header('if-match')
  if (given === undefined) throw new Refused(COMMON.if_match_missing)
  // Proxies that compress mark an ETag as weak; a revision stays the same revision.
  const revision = /^(?:W\/)?"(\d{1,9})(?:-[0-9a-f]{8})?"$/.exec(given.trim())?.[1]
  if (revision !== undefined) return Number(revision)
  throw new Refused(
    COMMON.invalid,
    {},
    {
      fields: [
        {
          path: 'headers.if-match',
          message: 'expected the ETag of what you read, for example "3"',
          code: 'invalid_format',
        },
      ],
    },
  )
}

function readIdempotencyKey(c: Http): string | undefined {
  const key = c.req.header('idempotency-key')
  if (key === undefined || /^[\x21-\x7e]{1,255}$/.test(key)) return key
  const message = 'expected 1 to 255 visible ASCII characters without spaces, for example a UUID'
  throw new Refused(
    COMMON.invalid,
    {},
    { fields: [{ path: 'headers.idempotency-key', message, code: 'invalid_format' }] },
  )
}

function refuseUnstorable(parts: { params: unknown; query: unknown }): void {
  const fields = [...unstorable(parts.params, 'params'), ...unstorable(parts.query, 'query')]
  if (fields.length > 0) throw new Refused(COMMON.invalid, {}, { fields })
}

function emailIn(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('email' in body)) return ''
  return String(body.email).trim().toLowerCase().slice(0, 200)
}
