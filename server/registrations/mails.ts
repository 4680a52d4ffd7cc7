import { localDate, type Calendar } from '#kit/calendar.ts'
import { toWireId } from '#kit/ids.ts'
import { epochMs, instant, type Instant } from '#kit/instant.ts'
import type { Reason } from '#kit/ruling.ts'
import type { Context, Event, Listener } from '#server/command/index.ts'
import {
  enqueueMail,
  protectionEndedMail,
  protectionReminderMail,
  registrationDecisionMail,
  type DecisionTold,
} from '#server/mails/index.ts'
import { calendarSection } from '#server/program/terms.ts'
import * as store from './store.ts'
import { reasonInWords } from './words.ts'

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' })

/** "Friday, 20 February 2027" for a business date. */
function longDate(date: string): string {
  return DATE.format(epochMs(`${date}T00:00:00.000Z`))
}

/** The last day of a window that ends at midnight. */
function lastDay(ends_at: Instant, calendar: Calendar): string {
  return longDate(localDate(instant(epochMs(ends_at) - 1), calendar.zone))
}

/** By zone: making one costs more than all else that a mail does. */
const TIMES = new Map<string, Intl.DateTimeFormat>()

function timeOf(at: Instant, zone: string): string {
  const known =
    TIMES.get(zone) ?? new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: zone })
  TIMES.set(zone, known)
  return known.format(epochMs(at))
}

async function tell(
  ctx: Context,
  event: Event,
  write: (r: store.Shown, calendar: Calendar) => Promise<DecisionTold | 'ending' | 'ended'>,
): Promise<void> {
  const [r, readers, calendar] = await Promise.all([
    store.findRegistration(ctx.tx, ctx.org_id, event.subject.id),
    store.listReaders(ctx.tx, ctx.org_id, event.subject.id),
    ctx.terms(calendarSection),
  ])
  if (!r) return
  const told = await write(r, calendar)
  const path = `/p/${toWireId('partner', r.partner_id)}/deals/${toWireId('registration', r.id)}`
  for (const to of readers) {
    const about = { org_name: to.org_name, name: to.name, account_name: r.account_name, path }
    const ends_on = r.ends_at ? lastDay(r.ends_at, calendar) : ''
    const letter =
      told === 'ending'
        ? protectionReminderMail({ ...about, ends_on })
        : told === 'ended'
          ? protectionEndedMail(about)
          : registrationDecisionMail({ ...about, ...told })
    enqueueMail(ctx.tx, { ...letter, org_id: ctx.org_id, to })
  }
}

/** Why it was turned down: the person's words where there are some, else the check that answered. */
async function whyRejected(ctx: Context, r: store.Shown): Promise<string> {
  if (r.decision_reason) return r.decision_reason
  const ruling = await store.findBecause(ctx.tx, ctx.org_id, r.ruling_id)
  const because = ruling ? (JSON.parse(ruling.because) as Reason[]) : [] // written by the funnel from Reason[]
  const answered = because.find((reason) => reason.verdict === 'answered')
  return answered ? reasonInWords(answered, 'partner') : ''
}

const LISTENERS: Record<string, Listener> = {
  'registration.approved': (ctx, event) =>
    tell(ctx, event, async (r, calendar) => ({
      outcome: 'approved',
      protected_until: r.ends_at ? lastDay(r.ends_at, calendar) : '',
    })),
  'registration.rejected': (ctx, event) =>
    tell(ctx, event, async (r) => ({ outcome: 'rejected', reason: await whyRejected(ctx, r) })),
  'registration.in_review': (ctx, event) =>
    tell(ctx, event, async (r, calendar) => ({
      outcome: 'in_review',
      answer_by: timeOf(r.answer_due_at ?? ctx.now, calendar.zone),
    })),
  'registration.queued': (ctx, event) => tell(ctx, event, async () => ({ outcome: 'queued' })),
  'registration.protection_ending': (ctx, event) => tell(ctx, event, async () => 'ending'),
  'registration.expired': (ctx, event) => tell(ctx, event, async () => 'ended'),
}

/** Tells the partner's people by mail what became of their registration, in the transaction that decided it. */
export const registrationListeners = Object.entries(LISTENERS).map(([type, listen]) => ({ type, listen }))
