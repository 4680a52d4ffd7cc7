import pg from 'pg'
import type { Logger } from 'pino'
import { COMMON, Refused, type FieldProblem, type RefusalType } from '#kit/refusal.ts'
import { isRace } from '#server/platform/postgres/database.ts'
import { SECURITY_HEADERS } from './headers.ts'
import { EDGE, statusOf } from './refusals.ts'

/** The answer to a request that could not be carried out: RFC 9457, with our own members. */
export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  code: string
  next: string
  fields?: FieldProblem[]
  request_id: string
}

/** Titles name the kind of problem and stay the same from one occurrence to the next (RFC 9457, section 3.1.3). */
const TITLES: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Invalid request',
  428: 'Precondition required',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Temporarily unavailable',
}

/** The title of a status. */
export function titleOf(status: number): string {
  return TITLES[status] ?? 'Problem'
}

/** A refusal as its problem document. */
export function problemOf(refused: Refused, request_id: string): Problem {
  const { type, params, fields } = refused
  const status = statusOf(type)
  const fill = (sentence: string) => sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
  return {
    type: `/problems/${type.code}`,
    title: titleOf(status),
    status,
    detail: fill(type.says),
    code: type.code,
    next: fill(type.next),
    ...(fields.length > 0 && { fields }),
    request_id,
  }
}

/** A problem as a response. */
export function respondProblem(refused: Refused, request_id: string, headers: Record<string, string> = {}): Response {
  const problem = problemOf(refused, request_id)
  const all: Record<string, string> = {
    ...SECURITY_HEADERS,
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': request_id,
    ...headers,
  }
  if (refused.retry_after_s !== undefined) all['retry-after'] = String(Math.max(1, Math.ceil(refused.retry_after_s)))
  if (problem.status === 401) all['www-authenticate'] = 'Bearer realm="Tributary"'
  return new Response(JSON.stringify(problem), { status: problem.status, headers: all })
}

/** PostgreSQL's words for values that no column can hold: what was sent is wrong, not we. */
const UNSTORABLE = new Set(['22021', '22P05', '22003', '22008', '22007', '22001', '22P02', '22P03', '54000'])

/** The server is going, gone, full, or took longer than a statement may. */
const UNAVAILABLE = new Set([
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '53100',
  '53200',
  '55P03',
  '25P03',
  '08000',
  '08003',
  '08006',
  '08001',
  '08004',
])

const BROKEN_WIRE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])

/**
 * What was thrown, as a refusal. What is none already is a fault: logged here with all that is known, answered with
 * nothing but the request's id.
 */
export function refusalOf(error: unknown, log: Logger, context: Record<string, unknown>): Refused {
  if (error instanceof Refused) return error
  if (isRace(error)) return new Refused(COMMON.busy)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (error instanceof pg.DatabaseError && UNSTORABLE.has(code)) {
    log.warn({ ...context, err: error }, 'a value reached the database that the contract should have refused')
    return new Refused(
      COMMON.invalid,
      {},
      { fields: [{ path: 'body', message: 'holds a value that cannot be stored', code: 'unstorable' }] },
    )
  }
  if ((error instanceof pg.DatabaseError && UNAVAILABLE.has(code)) || isBrokenWire(error, code)) {
    log.error({ ...context, err: error }, 'the database did not answer')
    const why = code === '57014' ? 'it took longer than one request may.' : 'the database does not answer.'
    return new Refused(EDGE.unavailable, { why }, { retry_after_s: 5 })
  }
  log.error({ ...context, err: error }, 'a request failed')
  return new Refused(EDGE.fault)
}

/** `pg` reports a connection that ended under a statement without any code. */
function isBrokenWire(error: unknown, code: string): boolean {
  if (!(error instanceof Error)) return false
  return (
    (BROKEN_WIRE.has(code) && 'syscall' in error) ||
    /^Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  )
}

/** The refusals that any route may answer, for the API's description. */
export function commonRefusals(route: {
  body?: unknown
  raw_body?: unknown
  params?: unknown
  etag?: string | undefined
  method: string
  permission: string | null
}): RefusalType[] {
  const writes = route.method !== 'GET'
  return [
    COMMON.invalid,
    COMMON.too_many,
    EDGE.fault,
    EDGE.unavailable,
    ...(route.permission === 'public' ? [] : [COMMON.signed_out]),
    ...(route.permission === 'public' || route.permission === null ? [] : [COMMON.not_allowed]),
    ...(route.params ? [COMMON.not_found] : []),
    ...(writes ? [COMMON.busy, COMMON.key_reused, EDGE.csrf] : []),
    ...(route.body || route.raw_body ? [COMMON.malformed, COMMON.too_large, EDGE.media_type] : []),
    ...(route.etag === 'requires' ? [COMMON.if_match_missing, COMMON.stale] : []),
  ]
}
