import { localDate } from '#kit/calendar.ts'
import { nameKey } from '#kit/company-name.ts'
import type { Instant } from '#kit/instant.ts'
import { COMMON, Refused } from '#kit/refusal.ts'
import type { Reason } from '#kit/ruling.ts'
import { insertAccount, newAccount } from '#server/accounts/index.ts'
import { actorRef, type Context } from '#server/command/index.ts'
import { listManagers } from '#server/people/index.ts'
import type { PartnerForClaim } from '#server/partners/index.ts'
import { newId } from '#server/platform/clock.ts'
import type { RegistrationOutcome, Terms, Window } from './decide.ts'
import { followUpDueAt, morningBefore } from './follow-up.ts'
import type { Registration, Status } from './registration.ts'
import * as store from './store.ts'

/** Timers of a registration, by what they do. */
export const TIMERS = {
  answer_due: 'registration.answer_due',
  reply_remind: 'registration.reply_remind',
  reply_due: 'registration.reply_due',
  confirm_due: 'registration.confirm_due',
  follow_up_remind: 'follow_up.remind',
  follow_up_due: 'follow_up.due',
  extension_due: 'extension.answer_due',
  remind: 'protection.remind',
  expire: 'protection.expire',
} as const

/** What waits for somebody's word; a decision makes an end of it. */
const WAITING = [TIMERS.answer_due, TIMERS.reply_remind, TIMERS.reply_due, TIMERS.confirm_due]

/** A decision ready to be kept. */
export type Settlement = {
  outcome: RegistrationOutcome
  because: Reason[]
  kind: string
  decider: string
  facts: unknown
  terms: Terms
  program_version: number
  decision_reason: string | null
}

/** The registration as the outcome leaves it; `id` of the ruling included. */
function after(ctx: Context, r: Registration, s: Settlement): Registration {
  const { outcome } = s
  const decided = outcome.status === 'approved' || outcome.status === 'rejected'
  const by_person = s.kind === 'registration_person'
  return {
    ...r,
    status: outcome.status,
    recommendation: outcome.status === 'in_review' ? outcome.recommendation : null,
    answer_due_at: outcome.status === 'in_review' ? outcome.answer_due_at : null,
    decided_at: decided ? ctx.now : null,
    decided_by: decided ? (by_person ? actorRef(ctx.actor) : 'program') : null,
    decision_reason: s.decision_reason,
    reply_due_at: null,
    confirm_due_at: null,
    follow_up_due_at:
      outcome.status === 'approved' ? followUpDueAt(localDate(ctx.now, s.terms.calendar.zone), s.terms) : null,
    ruling_id: newId(),
  }
}

/** Keeps a new registration with its ruling and effects. */
export async function settleNew(ctx: Context, r: Registration, s: Settlement): Promise<Registration> {
  let next = after(ctx, r, s)
  // A claim that is not turned down, on an account that nobody knew, brings the account with it.
  if (next.account_id === null && isNewAccount(s)) next = { ...next, account_id: await bringAccount(ctx, r) }
  store.insertRegistration(ctx.tx, ctx.org_id, next, nameKey(r.account_name))
  await keep(ctx, next, s, 'registration.submitted', null)
  return next
}

/** Moves a registration on by a decision, with its ruling and effects. */
export async function settleMove(ctx: Context, r: Registration, s: Settlement, verb: string): Promise<Registration> {
  let next = after(ctx, r, s)
  if (next.account_id === null && isNewAccount(s)) next = { ...next, account_id: await bringAccount(ctx, r) }
  const revision = await store.moveRegistration(ctx.tx, ctx.org_id, next, r.status)
  if (revision === undefined) throw new Refused(COMMON.stale)
  next = { ...next, revision }
  ctx.clearTimers(WAITING, r.id)
  await keep(ctx, next, s, verb, r.status)
  return next
}

function isNewAccount(s: Settlement): boolean {
  return (
    s.outcome.status !== 'rejected' &&
    !(s.outcome.status === 'in_review' && s.outcome.recommendation === 'pick_account')
  )
}

async function bringAccount(ctx: Context, r: Registration): Promise<string> {
  const account = newAccount(
    { name: r.account_name, domain: r.account_domain, country: r.account_country, tax_id: r.account_tax_id },
    ctx.now,
  )
  insertAccount(ctx.tx, ctx.org_id, account, nameKey(account.name))
  ctx.record('account.created', { noun: 'account', id: account.id }, { by_registration: r.id })
  await ctx.emit('account.created', { noun: 'account', id: account.id }, null)
  return account.id
}

/** The partner's own manager; else one of the org's, the same one for a partner each time. */
export async function assignManager(
  ctx: Context,
  partner: PartnerForClaim,
): Promise<{ id: string; name: string; email: string } | null> {
  if (partner.manager_id) return { id: partner.manager_id, ...(await store.findMember(ctx.tx, partner.manager_id)) }
  const managers = await listManagers(ctx.tx, ctx.org_id)
  const place = [...partner.id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7)
  return managers[place % managers.length] ?? null
}

async function keep(ctx: Context, r: Registration, s: Settlement, verb: string, before: Status | null): Promise<void> {
  ctx.rule({
    id: r.ruling_id,
    kind: s.kind,
    subject_id: r.id,
    partner_id: r.partner_id,
    program_version: s.program_version,
    decider: s.decider,
    facts: s.facts,
    outcome: s.outcome,
    because: s.because,
  })
  const subject = { noun: 'registration' as const, id: r.id }
  ctx.record(verb, { ...subject, partner_id: r.partner_id }, { before, after: r.status, ruling: r.ruling_id })
  if (s.outcome.status === 'approved' && r.account_id) protect(ctx, r, r.account_id, s.outcome.protection, s.terms)
  if (s.outcome.status === 'in_review') {
    ctx.setTimer({
      kind: TIMERS.answer_due,
      subject_id: r.id,
      account_id: r.account_id,
      due_at: s.outcome.answer_due_at,
    })
  }
  if (before === null) await ctx.emit('registration.submitted', subject, r.partner_id, { status: r.status })
  await ctx.emit(`registration.${r.status}`, subject, r.partner_id, { before, ruling_id: r.ruling_id })
}

function protect(ctx: Context, r: Registration, account_id: string, window: Window, terms: Terms): void {
  store.insertProtection(ctx.tx, ctx.org_id, {
    id: newId(),
    registration_id: r.id,
    partner_id: r.partner_id,
    account_id,
    lines: r.lines,
    ...window,
  })
  timeProtection(ctx, { ...r, account_id }, window.ends_at, terms)
  timeFollowUp(ctx, { ...r, account_id }, terms)
}

/** Sets the clock on the end of a protection, and on the reminders before it. */
export function timeProtection(ctx: Context, r: Registration, ends_at: Instant, terms: Terms): void {
  const timer = { subject_id: r.id, account_id: r.account_id }
  ctx.setTimer({ ...timer, kind: TIMERS.expire, due_at: ends_at })
  const due_at = nextReminder(ctx.now, ends_at, terms)
  if (due_at) ctx.setTimer({ ...timer, kind: TIMERS.remind, due_at })
  else ctx.clearTimers([TIMERS.remind], r.id)
}

/** Sets the clock on the next follow-up; one that is over already has slipped, and has nothing more to do. */
export function timeFollowUp(ctx: Context, r: Registration, terms: Terms): void {
  ctx.clearTimers([TIMERS.follow_up_due, TIMERS.follow_up_remind], r.id)
  const { follow_up_due_at: ends_at } = r
  if (!ends_at || ends_at <= ctx.now) return
  const timer = { subject_id: r.id, account_id: r.account_id }
  ctx.setTimer({ ...timer, kind: TIMERS.follow_up_due, due_at: ends_at })
  const { remind_days_before } = terms.registration.follow_up
  const due_at = morningBefore(ctx.now, ends_at, remind_days_before, terms.calendar.zone)
  if (due_at) ctx.setTimer({ ...timer, kind: TIMERS.follow_up_remind, due_at })
}

/** The next reminder after `now`: so many days before the last day of the protection, in the program's zone. */
export function nextReminder(now: Instant, ends_at: Instant, terms: Terms): Instant | null {
  const all = terms.registration.protection.reminders_days_before.map((days) =>
    morningBefore(now, ends_at, days, terms.calendar.zone),
  )
  return all.filter((at) => at !== null).sort()[0] ?? null
}
