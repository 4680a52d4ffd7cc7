import { addWorkingDays, localDate, plusLocalDays, startOfLocalDate } from '#kit/calendar.ts'
import type { Instant, LocalDate } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import { spoken } from '#kit/words.ts'
import { actorRef, lockAccounts, type Context } from '#server/command/index.ts'
import { morningBefore } from '#server/registrations/follow-up.ts'
import { CONSENT_REFUSALS as R, CONSENT_TIMERS as TIMERS, isMove, MOVES, type Consent, type Move } from './consent.ts'
import { lockClaim } from './contact-store.ts'
import type { ContactTerms } from './decide.ts'
import * as store from './store.ts'

/** Through the last of so many working days. */
export function endOfWorkingDays(now: Instant, days: number, { calendar }: Pick<ContactTerms, 'calendar'>): Instant {
  const lastDay = addWorkingDays(localDate(now, calendar.zone), days, calendar)
  return startOfLocalDate(plusLocalDays(lastDay, 1), calendar.zone)
}

/** The day that a consent given now would name, and the last one it may. */
export function offerOf(now: Instant, terms: ContactTerms, wanted: LocalDate | null) {
  const today = localDate(now, terms.calendar.zone)
  const { days, at_most_days } = terms.engagement.consent
  const at_most = plusLocalDays(today, at_most_days)
  const usual = wanted && wanted >= today ? wanted : plusLocalDays(today, Math.min(days, at_most_days))
  return { until: usual < at_most ? usual : at_most, at_most, today }
}

/** Until when a consent holds: through the day it names, and no longer than the program lets one hold. */
export function endOfConsent(
  now: Instant,
  terms: ContactTerms,
  until: LocalDate | undefined,
  wanted: LocalDate | null,
): Instant {
  const offer = offerOf(now, terms, wanted)
  const last = until ?? offer.until
  if (last < offer.today || last > offer.at_most)
    throw new Refused(
      R.until,
      { most: offer.at_most },
      { fields: [{ path: 'until', message: `expected a day from ${offer.today} to ${offer.at_most}` }] },
    )
  return startOfLocalDate(plusLocalDays(last, 1), terms.calendar.zone)
}

/** The consent again, under the locks of its account and its claim. */
export async function takeInHand(ctx: Context, loaded: Consent, verb: Move): Promise<store.Shown> {
  await lockAccounts(ctx, [loaded.account_id])
  await lockClaim(ctx.tx, ctx.org_id, loaded.registration_id)
  const fresh = await store.findConsent(ctx.tx, ctx.org_id, loaded.id)
  if (!fresh) throw new Refused(COMMON.not_found, { noun: 'consent' })
  if (!isMove(verb, fresh.status)) throw new Refused(R.wrong_state, { status: spoken(fresh.status) })
  return fresh
}

/** What is announced of a consent: ids and codes, and whom it concerns. */
const bodyOf = ({ registration_id, ends_at, conflict_id }: Consent) => ({ registration_id, ends_at, conflict_id })

/** Sets the clock on the end of a consent, and on the reminder before it. */
function timeConsent(ctx: Context, c: Consent, terms: ContactTerms): void {
  if (!c.ends_at) throw new Error(`consent ${c.id} was granted without an end`)
  const timer = { subject_id: c.id, account_id: c.account_id }
  ctx.setTimer({ ...timer, kind: TIMERS.lapse, due_at: c.ends_at })
  const { remind_days_before } = terms.engagement.consent
  const due_at = morningBefore(ctx.now, c.ends_at, remind_days_before, terms.calendar.zone)
  if (due_at) ctx.setTimer({ ...timer, kind: TIMERS.remind, due_at })
}

/** A new consent: asked for, or given at once out of a conflict. */
export async function settleNew(ctx: Context, c: Consent, terms: ContactTerms): Promise<void> {
  store.insertConsent(ctx.tx, ctx.org_id, c)
  if (c.status === 'granted') timeConsent(ctx, c, terms)
  else ctx.setTimer({ kind: TIMERS.answer_due, subject_id: c.id, account_id: c.account_id, due_at: c.answer_due_at })
  await tell(ctx, c, c.status, { before: null, after: c.status, purpose: 'changed' })
}

/** Moves a consent on, with the clock, the record and the news. */
export async function settleMove(
  ctx: Context,
  c: store.Shown | Consent,
  verb: Move,
  change: Partial<Pick<Consent, 'answered_at' | 'answered_by' | 'note' | 'ends_at' | 'end_reason'>>,
  terms: ContactTerms | null,
): Promise<void> {
  const to = MOVES[verb].to
  const is_end = to !== 'granted'
  const next: Consent = {
    ...c,
    ...change,
    status: to,
    ended_at: is_end ? ctx.now : null,
    ended_by: is_end ? actorRef(ctx.actor) : null,
  }
  if (!(await store.moveConsent(ctx.tx, ctx.org_id, next, c.status))) throw new Refused(COMMON.stale)
  ctx.clearTimers(Object.values(TIMERS), c.id)
  if (terms && to === 'granted') timeConsent(ctx, next, terms)
  await tell(ctx, next, to, { before: c.status, after: to, ends_at: next.ends_at })
}

/** Puts on record, and announces, what became of a consent. */
export async function tell(ctx: Context, c: Consent, what: string, change: unknown): Promise<void> {
  const subject = { noun: 'consent' as const, id: c.id }
  ctx.record(`consent.${what}`, { ...subject, partner_id: c.partner_id }, change)
  await ctx.emit(`consent.${what}`, subject, c.partner_id, bodyOf(c))
}
