import type { Route, RouteAnswer, RouteInput } from '#kit/contract.ts'
import { parseInput, type RawInput, type Runtime } from '#server/command/index.ts'

/** Where a request came from, as the edge saw it. */
export type Origin = { address: string; user_agent: string; request_id: string }

/** `set_session`: a token for the cookie, null to take the cookie away, left out to leave it. */
export type Said<R extends Route> = { answer: RouteAnswer<R>; set_session?: string | null }

export type PublicCall = { runtime: Runtime; request: Origin }

export type PublicVerb<R extends Route = Route> = {
  kind: 'public'
  route: R
  run(call: PublicCall, input: RawInput): Promise<Said<R>>
}

/** A verb that anybody may call: no org and no actor is known yet, so it says itself what it keeps and where. */
export function publicVerb<R extends Route>(
  route: R,
  run: (call: PublicCall, input: RouteInput<R>) => Promise<Said<R>>,
): PublicVerb<R> {
  return {
    kind: 'public',
    route,
    async run(call, raw) {
      return run(call, parseInput(route, raw))
    },
  }
}
