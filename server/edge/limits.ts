import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Actor } from '#server/command/index.ts'

/** So many requests in so many seconds, counted under a name. */
export type Policy = { name: string; points: number; seconds: number }

/**
 * Counted in this process: several servers allow as many times more. They keep one caller from crowding out the rest
 * and slow guessing down; what must hold exactly (lock-out of a person) is counted in the database.
 */
export const POLICIES = {
  person: { name: 'person', points: 600, seconds: 60 },
  key: { name: 'key', points: 1200, seconds: 60 },
  address: { name: 'address', points: 300, seconds: 60 },
  sign_in: { name: 'sign-in', points: 10, seconds: 60 },
  // A partner that submits or tries out more than this is reading the org's accounts, not registering deals.
  submission: { name: 'submission', points: 30, seconds: 60 },
} as const satisfies Record<string, Policy>

export type Limits = {
  /** Counts one request; refuses past the policy. The headers tell the caller how it stands. */
  take(policy: Policy, who: string): Promise<Record<string, string>>
  close(): void
}

/** The counters of one server. `scale` multiplies every policy (a load test asks for more). */
export function createLimits(scale = 1): Limits {
  const counters = new Map<string, RateLimiterMemory>()
  const counterOf = (policy: Policy) => {
    let counter = counters.get(policy.name)
    if (!counter) {
      counter = new RateLimiterMemory({
        keyPrefix: policy.name,
        points: Math.ceil(policy.points * scale),
        duration: policy.seconds,
      })
      counters.set(policy.name, counter)
    }
    return counter
  }
  return {
    async take(policy, who) {
      const counter = counterOf(policy)
      const points = counter.points
      try {
        return limitHeaders({ ...policy, points }, await counter.consume(who))
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000))
        const limit = `${points} ${policy.name === 'sign-in' ? 'attempts' : 'requests'} in ${policy.seconds} seconds`
        throw new LimitReached({ limit, seconds }, limitHeaders({ ...policy, points }, error))
      }
    },
    close() {
      counters.clear()
    },
  }
}

/** A refusal for too many requests, with the headers that say so. */
export class LimitReached extends Refused {
  readonly headers: Record<string, string>
  constructor(params: { limit: string; seconds: number }, headers: Record<string, string>) {
    super(COMMON.too_many, params, { retry_after_s: params.seconds })
    this.headers = headers
  }
}

/** draft-ietf-httpapi-ratelimit-headers: q is the quota, w its window, r what remains, t the seconds until it is full again. */
function limitHeaders(policy: Policy, now: RateLimiterRes): Record<string, string> {
  return {
    'ratelimit-policy': `"${policy.name}";q=${policy.points};w=${policy.seconds}`,
    ratelimit: `"${policy.name}";r=${Math.max(0, now.remainingPoints)};t=${Math.ceil(now.msBeforeNext / 1000)}`,
  }
}

/** Whom an actor's requests are counted under. */
export function quotaOf(actor: Actor): { policy: Policy; who: string } {
  return { policy: actor.kind === 'key' ? POLICIES.key : POLICIES.person, who: `${actor.kind}:${actor.id}` }
}
