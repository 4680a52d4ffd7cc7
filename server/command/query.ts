import type { Route, RouteAnswer, RouteInput } from '#kit/contract.ts'
import { instant, type Instant } from '#kit/instant.ts'
import { wallMs } from '#server/platform/clock.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { Actor } from './actor.ts'
import { scopeOf, type Call } from './command.ts'
import { checkPermission, parseInput, type RawInput } from './input.ts'
import { reachOf } from './reach.ts'
import type { Runtime } from './runtime.ts'
import * as store from './store.ts'

/** What a read knows. Everything is seen at the caller's scope. */
export type Reading = {
  tx: Tx
  actor: Actor
  org_id: string
  runtime: Runtime
  /** Business time of the org. Asking costs one look-up, which leaves together with the read's own. */
  now(): Promise<Instant>
}

export type Read<R extends Route = Route> = {
  kind: 'query'
  route: R
  run(call: Pick<Call, 'runtime' | 'actor'>, input: RawInput): Promise<RouteAnswer<R>>
}

/** The small sister of `command`: parse · permission · a transaction at the caller's scope · read. */
export function query<R extends Route>(
  route: R,
  read: (reading: Reading, input: RouteInput<R>) => Promise<RouteAnswer<R>>,
): Read<R> {
  return {
    kind: 'query',
    route,
    async run({ runtime, actor }, raw) {
      checkPermission(route, actor)
      const input = parseInput(route, raw)
      return runtime.db.transaction(scopeOf(actor), async (tx) => {
        let asked: Promise<Instant> | undefined
        const now = () =>
          (asked ??= store.findClock(tx, actor.org_id).then((clock) => instant(wallMs() + (clock?.offset_ms ?? 0))))
        const reach = reachOf(tx, runtime.owned, actor)
        const reading = { tx, actor, org_id: actor.org_id, runtime, now }
        const answer = await reach.within(input, () => read(reading, input))
        await reach.told(answer, input)
        return answer
      })
    },
  }
}
