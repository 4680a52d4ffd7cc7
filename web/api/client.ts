import { routes } from 'virtual:routes'
import type { Answer, Input, RouteId } from './contracts.ts'
import { send, type Call, type Sender } from './request.ts'

let actingMembership: string | null = null

/** Which membership acts from now on: that of the address the person is at. */
export function setActing(id: string | null): void {
  actingMembership = id
}

export function acting(): string | null {
  return actingMembership
}

const sender: Sender = {
  routes,
  fetch: (...args) => fetch(...args),
  base: '/api/v1',
  acting,
  pause_ms: 400,
}

export type CallOptions = Pick<Call, 'idempotency_key' | 'if_match' | 'dry_run' | 'acting' | 'signal' | 'raw'>
export type CallInput<Id extends RouteId> = Input<Id> & CallOptions

/** May the input be left out? Only where nothing in it is required. */
export type Args<T> = Record<string, never> extends T ? [input?: T] : [input: T]

/** Calls a route of the API by its id; throws `ApiProblem`. */
export async function api<Id extends RouteId>(id: Id, ...[input]: Args<CallInput<Id>>): Promise<Answer<Id>> {
  // The server checks its answers against the contract that `Answer` is made from.
  return (await send(sender, id, input as Call | undefined)) as Answer<Id>
}
