import type { RouteAnswer } from '#kit/contract.ts'
import type { Actor, Runtime } from '#server/command/index.ts'
import type { Contracts } from '#server/contracts.ts'
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
    throw new Error(`${id} is not a command or a query`)
  }
}
