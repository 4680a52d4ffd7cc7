import type { RouteAnswer } from '#kit/contract.ts'
import { DAY_MS } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { command, moveClock as move, parseInput, type Context, type Verb } from '#server/command/index.ts'
import * as contract from './contract.ts'
import { CLOCK_REFUSALS } from './org.ts'
import { findOrg } from './store.ts'

type Answer = RouteAnswer<typeof contract.moveClock>

/** Who moves the clock and how far, kept before it moves: what fires then has its own audit rows, each at its own time. */
const announceMove = command(contract.moveClock, {
  async gather(ctx: Context) {
    const org = await findOrg(ctx.tx, ctx.org_id)
    if (!org) throw new Refused(COMMON.not_found, { noun: 'org' })
    if (!org.is_demo) throw new Refused(CLOCK_REFUSALS.not_demo, { org: org.name })
    return undefined
  },
  async write(ctx, { input }): Promise<Answer> {
    ctx.record('clock.moved', { noun: 'org', id: ctx.org_id }, { days: input.body.days })
    return { now: ctx.now, fired: 0 }
  },
})

/**
 * Moves the business clock of a demo org. No ordinary command: everything that becomes due commits in its own
 * transaction before this answers. The same idempotency key again does not move it twice.
 */
export const moveClock: Verb<typeof contract.moveClock> = {
  kind: 'command',
  route: contract.moveClock,
  async run(call, raw) {
    const announced = await announceMove.run(call, raw)
    if (announced.replayed || announced.dry_run) return announced
    const { body } = parseInput(contract.moveClock, raw)
    return { ...announced, answer: await move(call.runtime, call.actor.org_id, body.days * DAY_MS) }
  },
  within() {
    throw new Error('the clock moves in several transactions and cannot be part of another')
  },
}
