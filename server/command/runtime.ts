import type { Logger } from 'pino'
import type { Instant } from '#kit/instant.ts'
import type { Database } from '#server/platform/postgres/database.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import type { AccountRows } from './account-rows.ts'
import type { Actor } from './actor.ts'
import type { Context, Event, ProgramInForce } from './context.ts'
import type { Owned } from './reach.ts'

/** What the clock does when a timer of this kind is due. */
export type TimerKind = { kind: string; fire: (ctx: Context, subject_id: string) => Promise<void> }

/** What a shop does when another announces something; in the announcer's transaction. */
export type Listener = (ctx: Context, event: Event) => Promise<void>

/** What is written beside a dry run, which itself leaves nothing; given what was tried, and by whom. */
export type Tried = (call: { runtime: Runtime; actor: Actor; now: Instant }, input: unknown) => Promise<void>

/** Who knows the program: filled by the program's shop, asked by every context. */
export type Programs = { inForce(tx: Tx, org_id: string, now: Instant): Promise<ProgramInForce> }

/** Everything of this process that verbs reach, put together in `server/app.ts`. */
export type Runtime = {
  db: Database
  log: Logger
  programs: Programs
  timers: ReadonlyMap<string, TimerKind>
  listeners: ReadonlyMap<string, readonly Listener[]>
  /** What moves when two accounts become one, in this order. */
  account_rows: readonly AccountRows[]
  /** Whose things are: what a partner names, and is told, must be its own. */
  owned: Owned
  /** By route: who wants to know what was tried out without doing it. */
  tried?: ReadonlyMap<string, Tried>
  /** Told after each commit: something of this org may want sealing, sending, or showing. */
  committed: (org_id: string, events: readonly Event[]) => void
}
