import { addWorkingHours, type Calendar } from '#kit/calendar.ts'
import type { Instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { actorRef, type Context } from '#server/command/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import { aroundOf } from './around.ts'
import { validUntil } from './decide.ts'
import { helpersOf, seatsOf, standingOf, standInOf, stillAsked, type Around, type Seat } from './policy.ts'
import type { Ask, Request, Status, Step } from './request.ts'
import * as store from './store.ts'
import { requestsSection, type RequestTerms } from './terms.ts'
import * as writes from './writes-store.ts'

/** How a request walks along its chain. Everything here is done with the request's row in hand. */

export const TIMERS = {
  remind: 'request.remind',
  escalate: 'request.escalate',
  expire: 'request.expire',
} as const

/** A request whose row is locked, with its chain and who was asked. */
export type InHand = { r: Request; steps: Step[]; asks: Ask[] }

/** What walking on needs to know besides. */
export type Known = { around: Around; calendar: Calendar; terms: RequestTerms }

/** Locks the request and reads it anew. Timers do not wait: they hold a lock that commands want too, and come again. */
export async function takeInHand(ctx: Context, id: string, wait = true): Promise<InHand> {
  const r = await store.lockRequest(ctx.tx, ctx.org_id, id, wait)
  if (!r) throw new Refused(COMMON.not_found, { noun: 'request' })
  const [steps, asks] = await Promise.all([
    store.listSteps(ctx.tx, ctx.org_id, id),
    store.listAsks(ctx.tx, ctx.org_id, id),
  ])
  return { r, steps, asks }
}

/** Who is there, who is away, who looks after whom. */
export async function gatherAround(
  ctx: Context,
  r: Pick<Request, 'kind' | 'partner_id' | 'registration_id' | 'submitted_by_person'>,
): Promise<Known> {
  const [calendar, terms, registration] = await Promise.all([
    ctx.terms(calendarSection),
    ctx.terms(requestsSection),
    r.registration_id ? store.findRegistration(ctx.tx, ctx.org_id, r.registration_id, false) : undefined,
  ])
  const about = { ...r, registration_manager: registration?.manager_id ?? null }
  return { around: await aroundOf(ctx, ctx.now, terms, about), calendar, terms }
}

const subjectOf = (r: Request) => ({ noun: 'request' as const, id: r.id })
const audited = (r: Request) => ({ ...subjectOf(r), partner_id: r.partner_id })

export function asksOf(h: InHand, step: Step): Ask[] {
  return h.asks.filter((ask) => ask.step_id === step.id)
}

export function openSteps(h: InHand): Step[] {
  return h.steps.filter((step) => step.status === 'open')
}

function seat(ctx: Context, h: InHand, step: Step, { member_id, asked_id, why }: Seat): void {
  const before = h.asks.find((ask) => ask.step_id === step.id && ask.member_id === member_id)
  const ask: Ask = {
    id: before?.id ?? ctx.newId(),
    request_id: h.r.id,
    step_id: step.id,
    partner_id: h.r.shows_names ? h.r.partner_id : null,
    member_id,
    asked_id,
    why,
    state: 'asked',
    asked_at: ctx.now,
    due_at: step.due_at ?? ctx.now,
    answer: null,
    answered_by: null,
    answered_at: null,
    note: null,
  }
  h.asks = [...h.asks.filter((one) => one !== before), ask]
  writes.putAsk(ctx.tx, ctx.org_id, ask)
}

export function putAsk(ctx: Context, ask: Ask, change: Partial<Ask>): void {
  Object.assign(ask, change)
  writes.putAsk(ctx.tx, ctx.org_id, ask)
}

export function putStep(ctx: Context, step: Step, change: Partial<Step>): void {
  Object.assign(step, change)
  writes.updateStep(ctx.tx, ctx.org_id, step)
}

/** Reminders and what follows them, from now on. */
export function watch(ctx: Context, step: Step, { calendar, terms }: Known): void {
  const { remind_after_working_hours: remind, escalate_after_working_hours: escalate } = terms.answers
  const timer = { subject_id: step.id, account_id: null }
  if (remind < escalate)
    ctx.setTimer({ ...timer, kind: TIMERS.remind, due_at: addWorkingHours(ctx.now, remind, calendar) })
  ctx.setTimer({ ...timer, kind: TIMERS.escalate, due_at: addWorkingHours(ctx.now, escalate, calendar) })
}

/** Asks everybody of a stage at the same time. */
export async function openStage(ctx: Context, h: InHand, known: Known, stage: number): Promise<void> {
  h.r.stage = stage
  for (const step of h.steps.filter((one) => one.stage === stage)) {
    const { seats, short } = seatsOf(step.approvers, step.needs, known.around)
    const due_at = addWorkingHours(ctx.now, step.hours, known.calendar)
    putStep(ctx, step, { status: 'open', opened_at: ctx.now, due_at, short })
    for (const one of seats) seat(ctx, h, step, one)
    watch(ctx, step, known)
    const body = { step_id: step.id, step: step.key, stage, stages: h.r.stages, due_at }
    ctx.record('request.step_opened', audited(h.r), { step: step.key, asked: seats.map((one) => one.asked_id), short })
    await ctx.emit('request.step_opened', subjectOf(h.r), h.r.partner_id, body)
    if (short) await ctx.emit('request.unanswerable', subjectOf(h.r), null, { step_id: step.id, step: step.key })
  }
}

function closeStep(ctx: Context, h: InHand, step: Step, status: 'approved' | 'rejected' | 'dropped'): void {
  if (step.status === 'open') ctx.clearTimers([TIMERS.remind, TIMERS.escalate], step.id)
  putStep(ctx, step, { status, closed_at: ctx.now, short: false })
  for (const ask of asksOf(h, step)) if (ask.state === 'asked') putAsk(ctx, ask, { state: 'released' })
}

/** Closes the steps that have their answer, and goes on: to the next stage, or to the end. The caller keeps the request. */
export async function advance(
  ctx: Context,
  h: InHand,
  known: Known,
  said: { reason: string | null; way_to_yes: string | null } = { reason: null, way_to_yes: null },
): Promise<void> {
  for (const step of openSteps(h)) {
    const answer = standingOf(step, asksOf(h, step))
    if (answer === 'open') continue
    closeStep(ctx, h, step, answer)
    const body = { step_id: step.id, step: step.key, stage: step.stage, answer }
    await ctx.emit('request.step_closed', subjectOf(h.r), h.r.partner_id, body)
  }
  const here = h.steps.filter((step) => step.stage === h.r.stage)
  if (here.some((step) => step.status === 'rejected')) return finish(ctx, h, 'rejected', said)
  if (!here.every((step) => step.status === 'approved')) return
  if (h.r.stage < h.r.stages) return openStage(ctx, h, known, h.r.stage + 1)
  const kind = known.terms.kinds.find((one) => one.key === h.r.kind)
  const valid_until = validUntil(kind, h.r.environment_days, ctx.now, known.calendar.zone)
  await finish(ctx, h, 'approved', { ...said, valid_until })
}

/** The request ends: whoever is still asked is asked no more. The caller keeps the request. */
export async function finish(
  ctx: Context,
  h: InHand,
  status: Exclude<Status, 'in_review' | 'info_requested' | 'expired'>,
  said: { reason: string | null; way_to_yes: string | null; valid_until?: Instant | null; by?: string },
): Promise<void> {
  for (const step of h.steps)
    if (step.status === 'open' || step.status === 'waiting') closeStep(ctx, h, step, 'dropped')
  const { r } = h
  const before = r.status
  Object.assign(r, {
    status,
    paused_at: null,
    decided_at: ctx.now,
    decided_by: said.by ?? actorRef(ctx.actor),
    decision_reason: said.reason,
    way_to_yes: said.way_to_yes,
    valid_until: said.valid_until ?? null,
  })
  hold(ctx, r)
  ctx.record(`request.${status}`, audited(r), { before, after: status, valid_until: r.valid_until })
  await ctx.emit(`request.${status}`, subjectOf(r), r.partner_id, {
    before,
    kind: r.kind,
    registration_id: r.registration_id,
    valid_until: r.valid_until,
  })
}

/** What was approved for a time ends by itself. */
export function hold(ctx: Context, r: Request): void {
  if (r.status === 'approved' && r.valid_until)
    ctx.setTimer({ kind: TIMERS.expire, subject_id: r.id, account_id: null, due_at: r.valid_until })
}

/**
 * Looks anew at who is asked: people left, changed roles, went away or came back, look after other partners. Whoever is not
 * the one to ask any more is let go; where then too few are left, the next are asked. An answer given stays given.
 */
export async function reseat(ctx: Context, h: InHand, known: Known): Promise<boolean> {
  const { around } = known
  let moved = false
  for (const step of openSteps(h)) {
    const before = new Map(asksOf(h, step).map((ask) => [ask.member_id, ask.state === 'asked' ? ask.asked_id : null]))
    for (const ask of asksOf(h, step)) {
      if (ask.state !== 'asked') continue
      const asked_id = standInOf(ask.member_id, around)
      if (!stillAsked(ask, step.approvers, around)) putAsk(ctx, ask, { state: 'released' })
      else if (asked_id !== ask.asked_id) putAsk(ctx, ask, { asked_id })
    }
    const { seats, short } = seatsOf(step.approvers, step.needs, around)
    const live = asksOf(h, step).filter((ask) => ask.state !== 'released')
    const lacking =
      live.filter((ask) => ask.why !== 'escalated').length === 0 || step.short || wants(step) > live.length
    for (const one of seats) {
      const isManager = one.why === 'partner_manager' || one.why === 'registration_manager'
      if (!live.some((ask) => ask.member_id === one.member_id) && (lacking || isManager)) seat(ctx, h, step, one)
    }
    const after = asksOf(h, step)
    const changed = after.some((ask) => before.get(ask.member_id) !== (ask.state === 'asked' ? ask.asked_id : null))
    if (!changed && short === step.short) continue
    moved = true
    const asked = after.filter((ask) => ask.state === 'asked').map((ask) => ask.asked_id)
    if (short && !step.short)
      await ctx.emit('request.unanswerable', subjectOf(h.r), null, { step_id: step.id, step: step.key })
    if (short !== step.short) putStep(ctx, step, { short })
    ctx.record('request.passed_on', audited(h.r), { step: step.key, asked, short })
    await ctx.emit('request.passed_on', subjectOf(h.r), h.r.partner_id, { step_id: step.id, step: step.key })
  }
  if (moved && h.r.status === 'in_review') await advance(ctx, h, known)
  return moved
}

function wants({ needs }: Step): number {
  return typeof needs === 'string' ? 1 : needs.at_least
}

/** It took too long: others are asked besides. */
export function askHelpers(ctx: Context, h: InHand, step: Step, { around }: Known): Seat[] {
  const live = asksOf(h, step).filter((ask) => ask.state !== 'released')
  const seats = helpersOf(around, live, 'escalated').map((one) => ({
    ...one,
    asked_id: standInOf(one.member_id, around),
  }))
  for (const one of seats) seat(ctx, h, step, one)
  return seats
}
