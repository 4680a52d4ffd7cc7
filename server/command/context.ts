import type { z } from 'zod'
import { canonical } from '#kit/canonical.ts'
import type { Noun } from '#kit/ids.ts'
import type { Instant } from '#kit/instant.ts'
import type { Reason } from '#kit/ruling.ts'
import { newId } from '#server/platform/clock.ts'
import { settingsOf } from '#server/platform/postgres/database.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { actorRef, type Actor } from './actor.ts'
import * as store from './store.ts'
import type { Runtime } from './runtime.ts'

/** Something the business announces. Bodies hold ids and codes, never personal data. */
export type Event = {
  id: string
  type: string
  subject: { noun: Noun; id: string }
  partner_id: string | null
  at: Instant
  body: Record<string, unknown>
}

export type ProgramInForce = { version: number; document: Record<string, unknown> }

/** All that a verb knows and may do while it runs: one transaction, one actor, one `now`. */
export class Context {
  readonly runtime: Runtime
  readonly tx: Tx
  readonly actor: Actor
  readonly org_id: string
  /** Business time: wall time plus the org's offset, or a timer's `due_at` while it fires. */
  readonly now: Instant
  /** What `now` was counted with; null for what happens at a time of its own, as a timer does. */
  readonly offset_ms: number | null
  /** Wall time. */
  readonly recorded_at: Instant
  readonly request_id: string
  readonly dry_run: boolean
  /** What this command wrote to the audit, announced and decided; the edge shows it for a dry run. */
  readonly events: Event[] = []
  records = 0
  #program: Promise<ProgramInForce> | undefined
  #raised: boolean

  constructor(
    from: {
      runtime: Runtime
      tx: Tx
      actor: Actor
      now: Instant
      offset_ms: number | null
      recorded_at: Instant
      request_id: string
      dry_run: boolean
    },
    raised: boolean,
  ) {
    this.runtime = from.runtime
    this.tx = from.tx
    this.actor = from.actor
    this.org_id = from.actor.org_id
    this.now = from.now
    this.offset_ms = from.offset_ms
    this.recorded_at = from.recorded_at
    this.request_id = from.request_id
    this.dry_run = from.dry_run
    this.#raised = raised
  }

  /** The same transaction at another time or for another actor (a timer that fires inside a command). */
  as(actor: Actor, now: Instant): Context {
    return new Context({ ...this, actor, now, offset_ms: now === this.now ? this.offset_ms : null }, this.#raised)
  }

  /** From here on the transaction sees the whole org: after the policy said yes, before locks and facts. */
  raiseScope(): void {
    if (this.#raised) return
    this.#raised = true
    this.tx.send(settingsOf({ org_id: this.org_id, scope: 'org', partner_id: null }))
  }

  newId(): string {
    return newId()
  }

  /** The program version in force at `now`: the greatest `effective_at ≤ now`. Refuses where there is none. */
  program(): Promise<ProgramInForce> {
    this.#program ??= this.runtime.programs.inForce(this.tx, this.org_id, this.now)
    return this.#program
  }

  /** One shop's terms out of the program in force. */
  async terms<S extends z.ZodType>(section: { key: string; schema: S }): Promise<z.output<S>> {
    const { document } = await this.program()
    return document[section.key] as z.output<S> // published documents were parsed by the schema that holds this section
  }

  /** One audit row: what was done to what. `change` holds before and after, personal fields as "changed". */
  record(verb: string, subject: { noun: Noun; id: string | null; partner_id?: string | null }, change: unknown): void {
    this.records += 1
    store.insertAudit(this.tx, {
      org_id: this.org_id,
      id: newId(),
      partner_id: subject.partner_id ?? null,
      verb,
      actor: actorRef(this.actor),
      subject_noun: subject.noun,
      subject_id: subject.id,
      at: this.now,
      recorded_at: this.recorded_at,
      request_id: this.request_id,
      change: canonical(change),
    })
  }

  /** Announces an event: kept in the outbox, and told to the listeners of other shops in this transaction. */
  async emit(
    type: string,
    subject: Event['subject'],
    partner_id: string | null,
    body: Event['body'] = {},
  ): Promise<void> {
    const event: Event = { id: newId(), type, subject, partner_id, at: this.now, body }
    this.events.push(event)
    store.insertEvent(this.tx, this.org_id, event, actorRef(this.actor), this.recorded_at)
    for (const listen of this.runtime.listeners.get(type) ?? []) await listen(this, event)
  }

  /** Keeps a ruling with everything it saw. */
  rule(ruling: {
    id: string
    kind: string
    subject_id: string
    partner_id: string | null
    program_version: number
    decider: string
    facts: unknown
    outcome: unknown
    because: Reason[]
  }): void {
    store.insertRuling(this.tx, {
      ...ruling,
      org_id: this.org_id,
      now: this.now,
      recorded_at: this.recorded_at,
      facts: canonical(ruling.facts),
      outcome: canonical(ruling.outcome),
      because: canonical(ruling.because),
    })
  }

  /** Sets what the clock will do; the same kind and subject again reschedules it. */
  setTimer(timer: { kind: string; subject_id: string; account_id: string | null; due_at: Instant }): void {
    if (!this.runtime.timers.has(timer.kind)) throw new Error(`no shop fires timers of kind ${timer.kind}`)
    store.upsertTimer(this.tx, this.org_id, timer)
  }

  /** Removes timers that have lost their reason. */
  clearTimers(kinds: readonly string[], subject_id: string): void {
    store.deleteTimers(this.tx, this.org_id, kinds, subject_id)
  }
}
