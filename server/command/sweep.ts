import { instant, plusMs, type Instant } from '#kit/instant.ts'
import { Refused } from '#kit/refusal.ts'
import { wallMs, wallNow } from '#server/platform/clock.ts'
import { isRace } from '#server/platform/postgres/database.ts'
import { clockActor } from './actor.ts'
import { Context } from './context.ts'
import type { Runtime } from './runtime.ts'
import * as store from './store.ts'

/** A timer that fails is tried again after 1, 2, 4 … minutes of wall time, then parked with an alarm. */
const ATTEMPTS = 5

/**
 * Fires everything that is due in one org, in order of due time, each in its own transaction and at its own time. Any
 * number of servers may sweep the same org: they take turns at the org's lock, so order holds. Returns how many fired.
 */
export async function sweepOrg(runtime: Runtime, org_id: string): Promise<number> {
  let fired = 0
  for (;;) {
    const one = await fireEarliest(runtime, org_id)
    if (one === 'none') return fired
    if (one === 'fired') fired += 1
  }
}

async function fireEarliest(runtime: Runtime, org_id: string): Promise<'fired' | 'skipped' | 'none'> {
  let trying: store.DueTimer | undefined
  let ctx: Context | undefined
  try {
    const what = await runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, async (tx) => {
      // The lock is a statement of its own: what follows it sees everything that was committed before it was granted.
      store.lockClock(tx, org_id)
      const wall = wallNow()
      const timer = await store.findDueTimer(tx, org_id, wall)
      if (!timer) {
        await store.refreshNextDue(tx, org_id)
        return 'none'
      }
      trying = timer
      if (timer.account_id) store.lockAccounts(tx, org_id, [timer.account_id])
      // While we waited for the account, a command on it may have fired this one, or set one that is due earlier and goes first.
      if (!(await store.takeFirstTimer(tx, org_id, timer, wall))) return 'skipped'
      ctx = new Context(
        {
          runtime,
          tx,
          actor: clockActor(org_id),
          now: timer.due_at,
          offset_ms: null,
          recorded_at: wall,
          request_id: 'clock',
          dry_run: false,
        },
        true,
      )
      await fire(ctx, timer)
      return 'fired'
    })
    if (ctx) runtime.committed(org_id, ctx.events)
    return what
  } catch (error) {
    if (!trying || isRace(error)) {
      if (trying) return 'skipped'
      throw error
    }
    await postpone(runtime, org_id, trying, error)
    return 'skipped'
  }
}

async function fire(ctx: Context, timer: store.DueTimer): Promise<void> {
  const kind = ctx.runtime.timers.get(timer.kind)
  if (!kind) throw new Error(`no shop fires timers of kind ${timer.kind}`)
  await kind.fire(ctx, timer.subject_id)
}

async function postpone(runtime: Runtime, org_id: string, timer: store.DueTimer, error: unknown): Promise<void> {
  const attempts = timer.attempts + 1
  const parked = attempts >= ATTEMPTS
  const wall = wallNow()
  const problem =
    error instanceof Refused ? error.type.code : error instanceof Error ? error.message.slice(0, 500) : 'unknown'
  runtime.log[parked ? 'error' : 'warn'](
    { err: error, org_id, timer, attempts, parked },
    parked ? 'a timer was parked' : 'a timer failed and will be tried again',
  )
  await runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) =>
    store.failTimer(tx, org_id, timer, {
      retry_at: parked ? null : plusMs(wall, 60_000 * 2 ** (attempts - 1)),
      parked_at: parked ? wall : null,
      problem,
    }),
  )
}

/** The business clock was moved while a command waited for its locks: what it wrote would be dated before what stands there. */
export class ClockMoved extends Error {
  constructor() {
    super('the clock was moved while this waited')
  }
}

/** An account was merged into another while a command waited for its lock: what it looked up means the other one now. */
export class AccountMerged extends Error {
  constructor() {
    super('the account was merged while this waited')
  }
}

/**
 * Fires the due timers of accounts that the caller has locked, in the caller's transaction, each at its own time. A
 * caller whose time has been overtaken is told so: moving the clock fires timers under the same locks.
 */
export async function fireDueTimersOf(
  ctx: Context,
  account_ids: readonly string[],
  merged_too: boolean,
): Promise<void> {
  for (;;) {
    const { offset_ms, is_merged, timer } = await store.findDueTimerOf(ctx.tx, ctx.org_id, account_ids, ctx.now)
    if (ctx.offset_ms !== null && ctx.offset_ms !== offset_ms) throw new ClockMoved()
    if (is_merged && !merged_too) throw new AccountMerged()
    if (!timer) return
    if (!(await store.takeTimer(ctx.tx, ctx.org_id, timer))) continue
    const inner = ctx.as(clockActor(ctx.org_id), timer.due_at)
    await fire(inner, timer)
    await ctx.tx.settle()
    ctx.events.push(...inner.events)
  }
}

/** Idempotency keys live 24 hours, by the wall clock. */
const KEYS_LIVE_MS = 86_400_000

/** Forgets an org's idempotency keys that are too old to be honoured. */
export async function forgetOldKeys(runtime: Runtime, org_id: string): Promise<void> {
  await runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) =>
    store.dropOldKeys(tx, org_id, instant(wallMs() - KEYS_LIVE_MS)),
  )
}

/** Sweeps every org that has something due, and says how long to sleep. */
export async function sweepAll(runtime: Runtime, longest_ms: number): Promise<number> {
  const due = await runtime.db.transaction(null, (tx) => store.listDueOrgs(tx, wallNow()))
  for (const org_id of due) {
    await sweepOrg(runtime, org_id).catch((error: unknown) =>
      runtime.log.error({ err: error, org_id }, 'the sweep of an org failed'),
    )
  }
  const next = await runtime.db.transaction(null, (tx) => store.findNextWake(tx, wallNow()))
  return Math.max(50, Math.min(longest_ms, next ?? longest_ms))
}

/**
 * Looks an org's next timer up again, from time to time. A sweep that ends while a command has set a timer and not yet
 * committed it does not count that one; here it is found, and a clock that stood still goes on.
 */
export async function refreshClock(runtime: Runtime, org_id: string): Promise<void> {
  await runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, async (tx) => {
    store.lockClock(tx, org_id)
    await store.refreshNextDue(tx, org_id)
  })
}

/** Moves an org's business clock forward and fires everything that this makes due before it returns. */
export async function moveClock(
  runtime: Runtime,
  org_id: string,
  ms: number,
): Promise<{ now: Instant; fired: number }> {
  const { offset_ms, due } = await runtime.db.transaction({ org_id, scope: 'org', partner_id: null }, (tx) => {
    store.lockClock(tx, org_id)
    return store.addOffset(tx, org_id, ms, wallNow())
  })
  const fired = due ? await sweepOrg(runtime, org_id) : 0
  return { now: instant(wallMs() + offset_ms), fired }
}
