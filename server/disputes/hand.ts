import type { Calendar } from '#kit/calendar.ts'
import { uuidOf } from '#kit/ids.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { spoken } from '#kit/words.ts'
import { actorRef, lockAccounts, type Actor, type Context } from '#server/command/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import { reminderAt } from './due.ts'
import {
  DISPUTE_REFUSALS as R,
  isMove,
  isOpen,
  TIMERS,
  type Dispute,
  type Message,
  type Move,
  type Party,
} from './dispute.ts'
import * as store from './store.ts'
import { disputesSection, type DisputeTerms } from './terms.ts'
import * as writes from './writes-store.ts'

/** The caller's side of a dispute, at the caller's scope: a partner knows its own side's id and no other. */
export async function loadParty(ctx: Context, wire_id: string): Promise<Party> {
  const found = await store.findParty(ctx.tx, ctx.org_id, uuidOf('dispute', wire_id))
  if (!found) throw new Refused(COMMON.not_found, { noun: 'dispute' })
  return found
}

/** A dispute in hand: its row and its account are held until the transaction ends. */
export type InHand = {
  d: Dispute
  party: Party
  parties: store.ShownParty[]
  terms: DisputeTerms
  calendar: Calendar
}

/** Takes a dispute in hand, at scope org: account, then the row. Whatever was due there has happened before. */
export async function takeInHand(ctx: Context, party: Party, verb: Move | null): Promise<InHand> {
  const seen = await store.findDispute(ctx.tx, ctx.org_id, party.dispute_id)
  if (!seen) throw new Refused(COMMON.not_found, { noun: 'dispute' })
  if (seen.account_id) await lockAccounts(ctx, [seen.account_id])
  const d = await store.lockDispute(ctx.tx, ctx.org_id, seen.id)
  if (!d) throw new Refused(COMMON.not_found, { noun: 'dispute' })
  if (verb && !isMove(verb, d.status)) throw new Refused(R.wrong_state, { status: spoken(d.status) })
  const [parties, terms, calendar] = await Promise.all([
    store.listParties(ctx.tx, ctx.org_id, d.id),
    ctx.terms(disputesSection),
    ctx.terms(calendarSection),
  ])
  return { d, party: parties.find((one) => one.id === party.id) ?? party, parties, terms, calendar }
}

/** Did the caller's side open it? Of a partner anybody; of the org whoever it was. */
export function isOpener(actor: Actor, d: Pick<Dispute, 'partner_id' | 'opened_by'>): boolean {
  return actor.side === 'partner'
    ? actor.partner_id === d.partner_id
    : d.partner_id === null && actorRef(actor) === d.opened_by
}

export function checkOpener(actor: Actor, d: Dispute): void {
  if (!isOpener(actor, d)) throw new Refused(R.opener_only)
}

/** The clock on a dispute as it now stands: due and reminder while it runs, nothing while it stands still or is over. */
export function watch(ctx: Context, { d, terms, calendar }: Pick<InHand, 'd' | 'terms' | 'calendar'>): void {
  ctx.clearTimers([TIMERS.remind, TIMERS.due], d.id)
  if (d.status !== 'opened') ctx.clearTimers([TIMERS.acknowledge], d.id)
  if (!isOpen(d.status) || d.paused_at) return
  const timer = { subject_id: d.id, account_id: d.account_id }
  ctx.setTimer({ ...timer, kind: TIMERS.due, due_at: d.due_at })
  const due_at = reminderAt(ctx.now, d.due_at, terms, calendar)
  if (due_at) ctx.setTimer({ ...timer, kind: TIMERS.remind, due_at })
}

/** Writes the row, records what was done, and tells the opener's side. */
export async function keep(
  ctx: Context,
  h: InHand,
  verb: string,
  before: Dispute['status'],
  change: object = {},
): Promise<void> {
  const { d } = h
  writes.updateDispute(ctx.tx, ctx.org_id, d)
  watch(ctx, h)
  await announce(ctx, d, verb, { before, after: d.status, ...change })
}

/** The audit row and the event of something that the opener's side may read. Bodies hold codes and levels alone. */
export async function announce(ctx: Context, d: Dispute, verb: string, change: Record<string, unknown>): Promise<void> {
  const subject = { noun: 'dispute' as const, id: d.id }
  ctx.record(`dispute.${verb}`, { ...subject, partner_id: d.partner_id }, change)
  await ctx.emit(`dispute.${verb}`, subject, d.partner_id, { status: d.status, level: d.level })
}

/** The same to one side that is not the opener's, under the id that it knows. */
export async function announceTo(
  ctx: Context,
  party: Party,
  verb: string,
  body: Record<string, unknown> = {},
): Promise<void> {
  const subject = { noun: 'dispute' as const, id: party.id }
  ctx.record(`dispute.${verb}`, { ...subject, partner_id: party.partner_id }, body)
  await ctx.emit(`dispute.${verb}`, subject, party.partner_id, body)
}

export function write(
  ctx: Context,
  party: Party,
  kind: Message['kind'],
  text: string,
  partner_id: string | null = party.partner_id,
): void {
  writes.insertMessage(ctx.tx, ctx.org_id, {
    id: ctx.newId(),
    dispute_id: party.dispute_id,
    party_id: party.id,
    partner_id,
    kind,
    side: ctx.actor.side,
    text,
    written_at: ctx.now,
    written_by: actorRef(ctx.actor),
  })
}
