import { RelativeTime, CountdownClock, Status, useClock, zoneName, type Tone } from '../../ui/index.ts'
import { locale } from '../../words/words.ts'
import type { DealRow, DealStatus } from '../calls.ts'
import { words } from './words.ts'

const toneOf: Record<DealStatus, Tone> = {
  in_review: 'info',
  info_requested: 'danger',
  approved: 'success',
  converted: 'success',
  queued: 'warn',
  rejected: 'danger',
  withdrawn: 'neutral',
  expired: 'neutral',
  won: 'success',
  lost: 'neutral',
  revoked: 'danger',
}

/** A protection that ends within so many days wants to be looked at. */
export const SOON_DAYS = 14

/** Where a deal stands, in a word. */
export function DealMark({ status }: { status: DealStatus }) {
  return <Status tone={toneOf[status]}>{words.states[status]}</Status>
}

/** What there is to know of where a deal stands. */
export type Standing = Pick<
  DealRow,
  | 'status'
  | 'submitted_at'
  | 'answer_due_at'
  | 'reply_due_at'
  | 'confirm_due_at'
  | 'decided_at'
  | 'ended_at'
  | 'protection'
>

/** By when the partner itself has something to say. */
export function owedBy(deal: Pick<DealRow, 'status' | 'reply_due_at' | 'confirm_due_at'>): string | null {
  return deal.status === 'info_requested' ? deal.reply_due_at : deal.status === 'queued' ? deal.confirm_due_at : null
}

/** What a deal waits for, counting down; when it was decided once it waits for nothing. */
export function DealClock({ deal, bar }: { deal: Standing; bar?: boolean }) {
  if ((deal.status === 'approved' || deal.status === 'converted') && deal.protection) {
    const { starts_at, ends_at } = deal.protection
    return (
      <CountdownClock
        until={ends_at}
        {...(bar ? { since: starts_at } : {})}
        left={words.clock.left}
        over={words.clock.ended}
        warnHours={SOON_DAYS * 24}
      />
    )
  }
  if (deal.status === 'in_review' && deal.answer_due_at) {
    return (
      <CountdownClock
        until={deal.answer_due_at}
        left={words.clock.answer_in}
        over={words.clock.answer_late}
        warnHours={0}
      />
    )
  }
  const owed = owedBy(deal)
  if (owed) return <CountdownClock until={owed} left={words.clock.yours} over={words.clock.ended} warnHours={3 * 24} />
  if (deal.status === 'queued') {
    return (
      <span>
        {words.clock.since} <RelativeTime at={deal.submitted_at} />
      </span>
    )
  }
  return <RelativeTime at={deal.ended_at ?? deal.decided_at ?? deal.submitted_at} />
}

/** "20 Feb 2027" in the program's zone. */
function dayOf(ms: number, zone: string): string {
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone }).format(
    ms,
  )
}

/** The last day of a protection: it ends with that day, so a moment before its end. */
export function lastDay(ends_at: string, zone: string): string {
  return dayOf(Date.parse(ends_at) - 1, zone)
}

/** "Tue 24 Nov, 14:00 (Berlin)". */
function dueBy(at: string, zone: string): string {
  const format = new Intl.DateTimeFormat(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: zone,
  })
  return `${format.format(new Date(at))} (${zoneName(zone)})`
}

/** Where the deal stands, in one plain sentence. */
export function useHeadline(deal: Standing): string {
  const { zone, now_ms } = useClock()
  const says = words.headlines
  const ended = deal.ended_at ?? deal.decided_at
  const endedOn = ended && dayOf(Date.parse(ended), zone)
  switch (deal.status) {
    case 'approved':
      return deal.protection ? says.approved(lastDay(deal.protection.ends_at, zone)) : words.states.approved
    case 'in_review': {
      if (!deal.answer_due_at) return says.in_review_open
      const late = Date.parse(deal.answer_due_at) < now_ms
      return (late ? says.in_review_late : says.in_review)(dueBy(deal.answer_due_at, zone))
    }
    case 'info_requested':
      return says.info_requested
    case 'queued':
      return deal.confirm_due_at ? says.offered : says.queued
    case 'converted':
      return deal.protection ? says.converted(lastDay(deal.protection.ends_at, zone)) : words.states.converted
    case 'won':
    case 'lost':
    case 'revoked':
      return endedOn ? says[deal.status](endedOn) : words.states[deal.status]
    case 'rejected':
      return says.rejected
    case 'withdrawn':
      return endedOn ? says.withdrawn(endedOn) : says.withdrawn_open
    case 'expired':
      return deal.protection ? says.expired(lastDay(deal.protection.ends_at, zone)) : says.expired_open
  }
}
