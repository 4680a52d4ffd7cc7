import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { COMMON, Refused } from '#kit/refusal.ts'
import { resolveActor, ACCESS_REFUSALS } from '#server/access/index.ts'
import { actorRef, type Runtime } from '#server/command/index.ts'
import { newId } from '#server/platform/clock.ts'
import type { Config } from '#server/platform/config.ts'
import { readAddress, readCredentials } from './caller.ts'
import type { Http } from './body.ts'
import { docsRoutes } from './docs.ts'
import { givenRequestId } from './headers.ts'
import { healthRoutes } from './health.ts'
import type { Hints } from './hints.ts'
import { LimitReached, POLICIES, quotaOf, type Limits } from './limits.ts'
import { mountVerbs, type MountedVerb, type Note } from './mount.ts'
import { refusalOf, respondProblem } from './problem.ts'
import { EDGE } from './refusals.ts'

export type EdgeParts = {
  runtime: Runtime
  verbs: readonly MountedVerb[]
  config: Pick<Config, 'public_url' | 'trust_proxy'>
  limits: Limits
  hints: Hints
  /** What answers the addresses of pages. */
  web: Hono<{ Bindings: HttpBindings }> | null
  version: string
  check_answers: boolean
  isStopping: () => boolean
}

export type Fetch = (request: Request, env?: Partial<HttpBindings>) => Promise<Response>

/** Everything that this server answers: health, the API, its description, the live hints, and the pages. */
export function createEdge(parts: EdgeParts): Fetch {
  const { runtime, verbs, config, limits, hints } = parts
  const { log } = runtime
  const notes = new WeakMap<Request, Note>()
  const noteOf = (c: Http): Note => notes.get(c.req.raw) ?? { request_id: newId(), route: null, actor: null }

  const app = new Hono<{ Bindings: HttpBindings }>()
  app.route('/', healthRoutes(runtime.db, parts.isStopping))
  const routes = verbs.map((verb) => verb.route)
  app.route('/', docsRoutes(routes, parts.version))
  app.get('/api/v1/hints', (c) => openHints(c))
  app.route('/', mountVerbs(verbs, { runtime, limits, ...config, check_answers: parts.check_answers, noteOf }))
  if (parts.web) app.route('/', parts.web)
  app.notFound((c) =>
    respondProblem(new Refused(EDGE.no_route, { path: c.req.path.slice(0, 200) }), noteOf(c).request_id),
  )
  app.onError((error, c) => {
    const { request_id } = noteOf(c)
    return respondProblem(refusalOf(error, log, { request_id, path: c.req.path }), request_id)
  })

  async function openHints(c: Http): Promise<Response> {
    const note = noteOf(c)
    note.route = 'hints'
    const headers: Record<string, string> = {}
    try {
      // A browser's EventSource sends no headers of ours.
      const caller = await resolveActor(
        runtime,
        readCredentials(c, c.req.query('acting') ?? c.req.header('x-tributary-acting')),
      )
      if (!caller) {
        Object.assign(headers, await limits.take(POLICIES.address, readAddress(c, config.trust_proxy)))
        throw new Refused(COMMON.signed_out)
      }
      if (!caller.actor) throw new Refused(ACCESS_REFUSALS.no_membership)
      note.actor = actorRef(caller.actor)
      const { policy, who } = quotaOf(caller.actor)
      await limits.take(policy, who)
      return await hints.open(caller.actor, c.req.raw.signal)
    } catch (error) {
      if (error instanceof LimitReached) Object.assign(headers, error.headers)
      return respondProblem(
        refusalOf(error, log, { request_id: note.request_id, route: 'hints' }),
        note.request_id,
        headers,
      )
    }
  }

  return async (request, env = {}) => {
    const note: Note = {
      request_id: givenRequestId(request.headers.get('x-request-id')) ?? newId(),
      route: null,
      actor: null,
    }
    notes.set(request, note)
    const began = performance.now()
    const response = await app.fetch(request, env)
    if (note.route) {
      // Never what was sent: bodies and tokens stay out of the log.
      const line = {
        request_id: note.request_id,
        route: note.route,
        actor: note.actor,
        status: response.status,
        ms: Math.round(performance.now() - began),
      }
      log[response.status >= 500 ? 'error' : 'info'](line, 'answered')
    }
    return response
  }
}
