import type { RouteAnswer } from '#kit/contract.ts'
import type { SignedIn } from '#server/access/index.ts'
import type { Actor, Runtime } from '#server/command/index.ts'
import type { Contracts } from '#server/contracts.ts'
import { findOrg } from '#server/orgs/index.ts'
import type { App } from '#server/start.ts'

type Raw = { params?: unknown; query?: unknown; body?: unknown }

/** Does a verb of the product as somebody: the only way in which worlds and tests come to be. */
export type Doer = <Id extends keyof Contracts & string>(
  actor: Actor,
  id: Id,
  input?: Raw,
  key?: string,
) => Promise<RouteAnswer<Contracts[Id]>>

/** A doer over the composed app. */
export function doerOf(app: Pick<App, 'verbs'>, runtime: Runtime): Doer {
  const verbs = new Map(app.verbs.map((verb) => [verb.route.id, verb]))
  return async (actor, id, input = {}, key) => {
    const verb = verbs.get(id)
    // Each verb was made from the contract of that id, so its answer is that contract's.
    if (verb?.kind === 'command')
      return (await verb.run({ runtime, actor, request_id: 'world', idempotency_key: key }, input)).answer as never
    if (verb?.kind === 'query') return (await verb.run({ runtime, actor }, input)) as never
    if (verb?.kind === 'person') {
      const request = { address: 'world', user_agent: 'world', request_id: 'world' }
      return (await verb.run({ runtime, request, session: await sessionOf(runtime, actor) }, input)).answer as never
    }
    throw new Error(`${id} is not done by an actor`)
  }
}

/** Somebody as they are when signed in, acting for the one membership that the actor has. */
async function sessionOf(runtime: Runtime, actor: Actor): Promise<SignedIn> {
  const { org_id, membership_id, partner_id, role } = actor
  const org = await runtime.db.transaction(null, (tx) => findOrg(tx, org_id))
  if (!org || !membership_id || !role) throw new Error(`${actor.kind} ${actor.id} is nobody who signs in`)
  const current = { id: membership_id, org, partner_id, role }
  const person = { id: actor.id, name: '', email: '', has_password: false }
  return { session_id: 'world', person, memberships: [current], current }
}
