import type { z } from 'zod'
import type { Route } from '../../kit/contract.ts'
import type { Contracts } from '../../server/contracts.ts'

export type RouteId = keyof Contracts & string

type Given<T> = T extends z.ZodUndefined ? never : T extends z.ZodType ? z.input<T> : never

type Part<Name extends string, T> = [Given<T>] extends [never]
  ? { [K in Name]?: undefined }
  : Record<string, never> extends Given<T>
    ? { [K in Name]?: Given<T> }
    : { [K in Name]: Given<T> }

/** `if_match` goes out as a header, which the call's options name. */
type Asked<Query> =
  Query extends z.ZodObject<infer Shape> ? (keyof Shape extends 'if_match' ? z.ZodUndefined : Query) : Query

/** What a call of a route takes; parts the route has none of cannot be given. */
export type Input<Id extends RouteId> =
  Contracts[Id] extends Route<string, infer Params, infer Query, infer Body, z.ZodType>
    ? Part<'params', Params> & Part<'query', Asked<Query>> & Part<'body', Body>
    : never

/** What it answers. */
export type Answer<Id extends RouteId> =
  Contracts[Id] extends Route<string, z.ZodType, z.ZodType, z.ZodType, infer A> ? z.output<A> : never
