import { createHash } from 'node:crypto'
import { canonical } from '#kit/canonical.ts'
import type { Route, RouteAnswer, RouteInput } from '#kit/contract.ts'
import { instant, type Instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { wallMs } from '#server/platform/clock.ts'
import { isRace } from '#server/platform/postgres/database.ts'
import { actorRef, type Actor } from './actor.ts'
import { Context, type Event } from './context.ts'
import { checkPermission, parseInput, type RawInput } from './input.ts'
import { reachOf } from './reach.ts'
import type { Runtime } from './runtime.ts'
import * as store from './store.ts'
import { AccountMerged, ClockMoved, fireDueTimersOf } from './sweep.ts'

/** What a policy says: yes, or the reason why not. */
export type May = true | { why: string; who: string }

/** A verb's parts, in the order in which they run. */
export type CommandParts<R extends Route, Subject, Facts, Decision> = {
  /** Loads the subject at the caller's scope; what the caller may not see is refused as not found. */
  load?: (ctx: Context, input: RouteInput<R>) => Promise<Subject>
  /** May this actor do this to that thing? Pure. */
  policy?: (actor: Actor, subject: Subject, input: RouteInput<R>) => May
  /** Takes locks and collects what the decision needs, at scope org. */
  gather: (ctx: Context, input: RouteInput<R>, subject: Subject) => Promise<Facts>
  /** Pure; is given `now`. Left out where there is nothing to decide. */
  decide?: (facts: Facts, ctx: { now: string; actor: Actor }, input: RouteInput<R>) => Decision
  /** Writes through stores; records the audit row, announces events, keeps the ruling, sets timers. */
  write: (
    ctx: Context,
    all: { input: RouteInput<R>; subject: Subject; facts: Facts; decision: Decision },
  ) => Promise<RouteAnswer<R>>
}

export type Call = {
  runtime: Runtime
  actor: Actor
  request_id: string
  idempotency_key?: string | undefined
  dry_run?: boolean | undefined
}

export type Done<Answer> = { answer: Answer; replayed: boolean; dry_run: boolean }

export type Verb<R extends Route = Route> = {
  kind: 'command'
  route: R
  run(call: Call, input: RawInput): Promise<Done<RouteAnswer<R>>>
  /** The same verb inside another's transaction, with its own policy, ruling, audit and events. */
  within(ctx: Context, input: RouteInput<R>): Promise<RouteAnswer<R>>
}

/** Thrown through the transaction of a dry run, so that everything but the commit happens. */
class DryRun extends Error {
  readonly answer: unknown
  readonly now: Instant
  constructor(answer: unknown, now: Instant) {
    super('dry run')
    this.answer = answer
    this.now = now
  }
}

/** Attempts in all when others were at the same place at the same time. */
const ATTEMPTS = 4

/**
 * The one path a write takes: parse · permission · transaction with org and scope · idempotency key · load at the
 * caller's scope · policy · scope raised to org · gather under locks · decide · write, with ruling, audit and events ·
 * commit, or roll back when it is a dry run.
 */
export function command<R extends Route, Subject = undefined, Facts = undefined, Decision = undefined>(
  route: R,
  parts: CommandParts<R, Subject, Facts, Decision>,
): Verb<R> {
  const meant_for = route.side

  async function act(ctx: Context, input: RouteInput<R>, called_from?: Route['side']): Promise<RouteAnswer<R>> {
    // A verb without `load` has no subject: `Subject` is then `undefined`.
    const subject = parts.load ? await parts.load(ctx, input) : (undefined as Subject)
    const may = parts.policy ? parts.policy(ctx.actor, subject, input) : true
    if (may !== true) throw new Refused(COMMON.not_allowed, may)
    // Whatever said yes above: nobody of a partner gets to see as the org by a verb that is the org's own.
    if (called_from === 'org' && ctx.actor.side !== 'org')
      throw new Refused(COMMON.not_allowed, { why: 'This is for people of the org.', who: 'your partner manager' })
    ctx.raiseScope()
    const facts = await parts.gather(ctx, input, subject)
    // Likewise `Decision` is `undefined` without `decide`.
    const decision = parts.decide ? parts.decide(facts, ctx, input) : (undefined as Decision)
    const answer = await parts.write(ctx, { input, subject, facts, decision })
    if (ctx.records === 0) throw new Error(`${route.id} wrote no audit row`)
    return answer
  }

  async function attempt(call: Call, input: RouteInput<R>, input_hash: string | null): Promise<Done<RouteAnswer<R>>> {
    const { runtime, actor } = call
    const dry_run = call.dry_run === true
    const key =
      call.idempotency_key && !dry_run
        ? { org_id: actor.org_id, actor: actorRef(actor), command: route.id, key: call.idempotency_key }
        : null
    let events: Event[] = []
    try {
      const done = await runtime.db.transaction(scopeOf(actor), async (tx) => {
        const recorded_ms = wallMs()
        const recorded_at = instant(recorded_ms)
        const [clock, claimed] = await Promise.all([
          store.findClock(tx, actor.org_id),
          key
            ? store.claimKey(tx, { ...key, input_hash: input_hash ?? '', created_at: recorded_at })
            : ({ is: 'new' } as const),
        ])
        if (!clock) throw new Error(`org ${actor.org_id} has no clock`)
        if (claimed.is === 'other') throw new Refused(COMMON.key_reused)
        if (claimed.is === 'done')
          return { answer: JSON.parse(claimed.answer) as RouteAnswer<R>, replayed: true, dry_run: false }
        const now = instant(recorded_ms + clock.offset_ms)
        const ctx = new Context(
          { runtime, tx, actor, now, offset_ms: clock.offset_ms, recorded_at, request_id: call.request_id, dry_run },
          actor.side === 'org',
        )
        const reach = reachOf(tx, runtime.owned, actor)
        const answer = await reach.within(input, () => act(ctx, input, meant_for))
        await reach.told(answer, input)
        await tx.settle()
        events = ctx.events
        if (dry_run) throw new DryRun(answer, now)
        if (key) store.keepAnswer(tx, key, JSON.stringify(answer))
        return { answer, replayed: false, dry_run: false }
      })
      if (!done.replayed) runtime.committed(actor.org_id, events)
      return done
    } catch (error) {
      if (!(error instanceof DryRun)) throw error
      await runtime.tried?.get(route.id)?.({ runtime, actor, now: error.now }, input)
      return { answer: error.answer as RouteAnswer<R>, replayed: false, dry_run: true } // what `act` returned
    }
  }

  return {
    kind: 'command',
    route,
    async run(call, raw) {
      checkPermission(route, call.actor)
      const input = parseInput(route, raw)
      const input_hash = call.idempotency_key ? createHash('sha256').update(canonical(input)).digest('hex') : null
      for (let n = 1; ; n++) {
        try {
          return await attempt(call, input, input_hash)
        } catch (error) {
          if (!isRace(error) && !(error instanceof ClockMoved) && !(error instanceof AccountMerged)) throw error
          if (n === ATTEMPTS) throw new Refused(error instanceof AccountMerged ? COMMON.account_merged : COMMON.busy)
          call.runtime.log.debug(
            { err: error, verb: route.id, attempt: n },
            'the facts changed while deciding; deciding again',
          )
        }
      }
    },
    async within(ctx, input) {
      const inner = ctx.as(ctx.actor, ctx.now)
      const answer = await act(inner, input)
      ctx.events.push(...inner.events)
      ctx.records += inner.records
      return answer
    },
  }
}

export function scopeOf(actor: Actor) {
  return { org_id: actor.org_id, scope: actor.side, partner_id: actor.partner_id }
}

/**
 * Locks accounts in order of id and fires their due timers, so that a decision about an account never sees a state
 * that the clock has already ended. Call it first in `gather`. Nothing is decided about an account that was merged into
 * another: whoever looked before that looks again, and finds the other. Only who writes the account's own row says
 * `merged_too`.
 */
export async function lockAccounts(ctx: Context, ids: readonly string[], merged_too = false): Promise<void> {
  if (ids.length === 0) return
  store.lockAccounts(ctx.tx, ctx.org_id, ids)
  await fireDueTimersOf(ctx, ids, merged_too)
}
