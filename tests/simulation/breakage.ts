import type { TimerKind } from '#server/command/index.ts'
import type { Sql } from '#server/platform/postgres/sql.ts'
import type { Simulation } from './simulation.ts'
import type { Sabotage } from './wire.ts'

/**
 * Ways to break the product, each of them as it could come about: a constraint that is gone, a statement that is forgotten
 * or sent twice, a row that somebody changed by hand. Nothing in the product knows of them.
 */
export type Breakage = {
  what: string
  caught_by: string
  /** What the product says to its database is changed. */
  wire?: Sabotage
  /** What only the database's owner can do. */
  owner?: string[]
  /** A part is put in the place of another. */
  swap?: (it: Simulation) => void
  /** What has to happen for it to show. */
  scene?: (it: Simulation) => Promise<unknown>
}

export const has = (statement: Sql, ...parts: string[]) => parts.every((part) => statement.text.includes(part))
export const says = (statement: Sql, value: string) => statement.values.includes(value)
export const forget =
  (...parts: string[]): Sabotage =>
  (statement) =>
    has(statement, ...parts) ? [] : statement
export const replaced =
  (before: string, after: string, ...parts: string[]): Sabotage =>
  (statement) =>
    has(statement, before, ...parts) ? { ...statement, text: statement.text.replaceAll(before, after) } : statement

/** What the clock does for a kind of timer is put in the place of what it should. */
export function fire(kind: string, times: number): (it: Simulation) => void {
  return (it) => {
    const timers = it.world.runtime.timers as Map<string, TimerKind> // the same map, writable
    const was = timers.get(kind)
    if (!was) throw new Error(`no timer is called ${kind}`)
    timers.set(kind, {
      kind,
      fire: async (ctx, id) => {
        for (let n = 0; n < times; n++) await was.fire(ctx, id)
      },
    })
  }
}

/** Nobody listens any more to what is announced. */
export function deaf(type: string): (it: Simulation) => void {
  return (it) => void (it.world.runtime.listeners as Map<string, unknown>).delete(type) // the same map, writable
}

export const unlocked: Sabotage = (statement) =>
  has(statement, 'for update') || has(statement, 'pg_advisory_xact_lock') ? [] : statement
