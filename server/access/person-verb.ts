import type { Route, RouteInput } from '#kit/contract.ts'
import { parseInput, type RawInput, type Runtime } from '#server/command/index.ts'
import type { SignedIn } from './access.ts'
import type { Origin, Said } from './public-verb.ts'

export type PersonCall = { runtime: Runtime; request: Origin; session: SignedIn }

export type PersonVerb<R extends Route = Route> = {
  kind: 'person'
  route: R
  run(call: PersonCall, input: RawInput): Promise<Said<R>>
}

/** A verb of somebody signed in that concerns only themselves, whatever they are a member of. Keys cannot call it. */
export function personVerb<R extends Route>(
  route: R,
  run: (call: PersonCall, input: RouteInput<R>) => Promise<Said<R>>,
): PersonVerb<R> {
  return {
    kind: 'person',
    route,
    async run(call, raw) {
      return run(call, parseInput(route, raw))
    },
  }
}
