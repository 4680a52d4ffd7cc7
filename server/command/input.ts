import type { z } from 'zod'
import type { Route, RouteInput } from '#kit/contract.ts'
import { COMMON, Refused, type FieldProblem } from '#kit/refusal.ts'
import type { Actor } from './actor.ts'

/** What came in, not yet checked. */
export type RawInput = { params?: unknown; query?: unknown; body?: unknown }

/** Parses params, query and body by the contract; refuses with every wrong field at once. */
export function parseInput<R extends Route>(route: R, raw: RawInput): RouteInput<R> {
  const fields: FieldProblem[] = []
  const part = (schema: z.ZodType | undefined, value: unknown, at: string) => {
    if (!schema) return undefined
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    fields.push(...parsed.error.issues.flatMap((issue) => fieldProblems(issue, at)))
    return undefined
  }
  const input = {
    params: part(route.params, raw.params ?? {}, 'params'),
    query: part(route.query, raw.query ?? {}, 'query'),
    // a raw body is not read here: the verb takes it as it streams
    body: route.raw_body ? raw.body : part(route.body, raw.body ?? {}, ''),
  }
  if (fields.length > 0) throw new Refused(COMMON.invalid, {}, { fields })
  return input as RouteInput<R> // each part was parsed by the schema that the type is inferred from
}

function fieldProblems(issue: z.core.$ZodIssue, at: string): FieldProblem[] {
  const path = [at, ...issue.path.map(String)].filter(Boolean).join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: path ? `${path}.${key}` : key,
      message: 'is not a field of this request',
      code: 'unknown_field',
    }))
  }
  return [{ path: path || 'body', message: issue.message, code: issue.code }]
}

/** The first of the four checks: the permission on the contract entry, and the side it is meant for. */
export function checkPermission(route: Route, actor: Actor): void {
  if (route.side !== 'both' && route.side !== 'person' && route.side !== actor.side) {
    const why =
      route.side === 'org' ? 'This is for people of the org that runs the program.' : 'This is for people of a partner.'
    throw new Refused(COMMON.not_allowed, {
      why,
      who: route.side === 'org' ? 'your partner manager' : 'a person of the partner',
    })
  }
  if (route.permission !== null && route.permission !== 'public' && !actor.permissions.has(route.permission)) {
    const why =
      actor.kind === 'key'
        ? `This key does not have the scope ${route.permission}.`
        : `Your role does not include ${route.permission}.`
    throw new Refused(COMMON.not_allowed, {
      why,
      who: actor.side === 'org' ? 'an admin of the org' : 'an admin of your company',
    })
  }
}
