import { z } from 'zod'
import type { RefusalType } from './refusal.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One entry of the API: what comes in, what goes out, who may, what may be refused. It stands once; the edge mounts it,
 * the OpenAPI document and the typed client are derived from it, and `command()`/`query()` make the verb behind it.
 */
export type Route<
  Id extends string = string,
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  id: Id
  method: Method
  /** Under /api/v1, parameters as `{id}`. */
  path: string
  summary: string
  /** The permission the caller's role or key must hold; `null`: anybody signed in; `'public'`: anybody. */
  permission: string | null
  /** Who may call it at all: people of the org, of a partner, or both. */
  side: 'org' | 'partner' | 'both' | 'person'
  params?: Params
  query?: Query
  body?: Body
  /** A body that is not JSON is streamed to the verb as bytes. */
  raw_body?: { content_type: string; limit_bytes: number; too_large?: RefusalType }
  answer: Answer
  /** An answer that is not JSON. */
  answer_type?: string
  status: 200 | 201 | 202 | 204
  refusals: readonly RefusalType[]
  /** Accepts `?dry_run=true`: everything but the commit. */
  dry_run?: boolean
  /** Answers an ETag and wants If-Match where the thing is edited. */
  etag?: 'answers' | 'requires'
}

/** What a route with `answer_type` answers when it sends a file: the edge makes the headers that keep it harmless. */
export type Download = {
  name: string
  media_type: string
  /** A browser may show it; everything else is saved. */
  opens_in_place: boolean
  /** Whoever has its address may have it, and keep it for ever: the address names the bytes. */
  is_public?: boolean
  size_bytes: number
  /** Changes when the bytes do. */
  etag: string
  bytes: AsyncIterable<Uint8Array>
}

type None = z.ZodUndefined

export type RouteInput<R> =
  R extends Route<string, infer P, infer Q, infer B>
    ? { params: z.output<P>; query: z.output<Q>; body: z.output<B> }
    : never

export type RouteAnswer<R> = R extends Route<string, z.ZodType, z.ZodType, z.ZodType, infer A> ? z.output<A> : never

/** Declares one entry. */
export function route<
  const Id extends string,
  Answer extends z.ZodType,
  Params extends z.ZodType = None,
  Query extends z.ZodType = None,
  Body extends z.ZodType = None,
>(
  entry: Omit<Route<Id, Params, Query, Body, Answer>, 'status' | 'refusals'> & {
    status?: Route['status']
    refusals?: readonly RefusalType[]
  },
): Route<Id, Params, Query, Body, Answer> {
  return { status: 200, refusals: [], ...entry }
}

/** The most rows one page answers. */
export const PAGE_MAX = 200

/** What every list takes: how many, and where the last page ended. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50).meta({ description: 'rows of a page', example: 50 }),
  cursor: z.string().max(400).optional().meta({ description: '`next_cursor` of the page before' }),
})

/** What every list answers. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({
    rows: z.array(row),
    next_cursor: z.string().nullable().meta({ description: 'null on the last page' }),
  })
}
