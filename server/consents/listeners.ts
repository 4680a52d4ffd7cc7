import type { Context, Event, Listener, TimerKind } from '#server/command/index.ts'
import { morningBefore } from '#server/registrations/follow-up.ts'
import { contactTerms } from './contact.ts'
import { findHolder } from './contact-store.ts'
import { slipOf, type ContactTerms } from './decide.ts'
import { slipDays } from './follow-up.ts'
import { settleMove } from './settle.ts'
import * as store from './store.ts'

/** What the contact of a claim rests on changes with the claim: its end, its follow-ups. */

const TIMERS = { soon_free: 'contact.soon_free', free: 'contact.free' } as const

/** A protection is over: what was asked or given for it has lost its reason. */
async function onOver(ctx: Context, event: Event): Promise<void> {
  const registration_id = event.subject.id
  ctx.clearTimers(Object.values(TIMERS), registration_id)
  for (const c of await store.listLive(ctx.tx, ctx.org_id, registration_id)) await settleMove(ctx, c, 'drop', {}, null)
}

/** The clock of follow-ups started, or started anew. */
const onFollowed: Listener = (ctx, event) => timeSlip(ctx, event.subject.id)

/**
 * Sets the clock on when contact is free, and on the warning before. Where the program's own follow-up is owed at the
 * same moment, the registration's clock tells of it, and nothing is told twice.
 */
async function timeSlip(ctx: Context, registration_id: string): Promise<void> {
  const terms = contactTerms(await ctx.program())
  ctx.clearTimers(Object.values(TIMERS), registration_id)
  const held = isToldApart(terms) && (await findHolder(ctx.tx, ctx.org_id, registration_id, ctx.now))
  const free_at = held ? slipOf(held.protection, terms) : null
  if (!held || !free_at || free_at <= ctx.now || free_at >= held.protection.ends_at) return
  const timer = { subject_id: registration_id, account_id: held.protection.account_id }
  ctx.setTimer({ ...timer, kind: TIMERS.free, due_at: free_at })
  const { warn_days_before } = terms.engagement.contact
  const due_at = morningBefore(ctx.now, free_at, warn_days_before, terms.calendar.zone)
  if (due_at) ctx.setTimer({ ...timer, kind: TIMERS.soon_free, due_at })
}

function isToldApart({ engagement, registration }: ContactTerms): boolean {
  const days = slipDays(engagement, registration)
  return days !== null && days !== registration.follow_up.within_days
}

async function warn(ctx: Context, registration_id: string): Promise<void> {
  const terms = contactTerms(await ctx.program())
  const held = await findHolder(ctx.tx, ctx.org_id, registration_id, ctx.now)
  const free_at = held && slipOf(held.protection, terms)
  if (!held || !free_at || free_at <= ctx.now || !isToldApart(terms)) return
  await tell(ctx, registration_id, held.protection.partner_id, 'contact_soon_free', {
    effective_at: free_at,
  })
}

/** So many days passed without a follow-up: direct sales may contact the account until the next one is logged. */
async function free(ctx: Context, registration_id: string): Promise<void> {
  const terms = contactTerms(await ctx.program())
  const held = await findHolder(ctx.tx, ctx.org_id, registration_id, ctx.now)
  if (!held || !isToldApart(terms)) return
  const free_at = slipOf(held.protection, terms)
  // A version of the program that came meanwhile may allow more time.
  if (free_at && free_at > ctx.now) return timeSlip(ctx, registration_id)
  if (free_at) await tell(ctx, registration_id, held.protection.partner_id, 'contact_free', { effective_at: free_at })
}

async function tell(ctx: Context, id: string, partner_id: string, what: string, body: Record<string, unknown>) {
  const subject = { noun: 'registration' as const, id }
  ctx.record(`registration.${what}`, { ...subject, partner_id }, body)
  await ctx.emit(`registration.${what}`, subject, partner_id, body)
}

/** The clock at a protected account's contact. */
export const contactTimers: TimerKind[] = [
  { kind: TIMERS.soon_free, fire: warn },
  { kind: TIMERS.free, fire: free },
]

const LISTENERS: Record<string, Listener> = {
  'registration.approved': onFollowed,
  'registration.activity_logged': onFollowed,
  // A longer protection may reach the slip that its end came before.
  'registration.extended': onFollowed,
  'registration.converted': onFollowed,
  'registration.withdrawn': onOver,
  'registration.expired': onOver,
  'registration.won': onOver,
  'registration.lost': onOver,
  'registration.revoked': onOver,
}

export const consentListeners = Object.entries(LISTENERS).map(([type, listen]) => ({ type, listen }))
