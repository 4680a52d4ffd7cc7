import type { Answer } from '../../api/contracts.ts'
import type { PathStep, Tone } from '../../ui/index.ts'
import { formatDay } from '../../words/format.ts'
import { locale } from '../../words/words.ts'
import { words } from './words.ts'

export type Registration = Answer<'registration.get'>
export type RegistrationRow = Answer<'registration.list'>['rows'][number]
/** What a clock needs to know of a row. */
export type ClockedRow = Pick<
  RegistrationRow,
  'status' | 'answer_due_at' | 'reply_due_at' | 'confirm_due_at' | 'protection' | 'decided_at' | 'ended_at'
>
export type Status = RegistrationRow['status']

export const tones: Record<Status, Tone> = {
  in_review: 'info',
  info_requested: 'warn',
  queued: 'warn',
  approved: 'success',
  converted: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
  expired: 'neutral',
  won: 'success',
  lost: 'neutral',
  revoked: 'danger',
}

/** "20 Feb 2027": the day of an instant in the program's zone. */
export function dayOf(at: string | number, zone: string): string {
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone }).format(
    new Date(at),
  )
}

/** The last day of a protection: it ends with that day, so the moment before its end still belongs to it. */
export function lastDay(ends_at: string, zone: string): string {
  return dayOf(Date.parse(ends_at) - 1, zone)
}

/** How many days a protection lasts from its start. */
export function protectionDays({ starts_at, ends_at }: { starts_at: string; ends_at: string }): number {
  return Math.floor((Date.parse(ends_at) - Date.parse(starts_at)) / 86_400_000)
}

/** The way of a registration, with where it stands now. */
export function pathOf(r: Registration, zone: string): PathStep[] {
  const says = words.record.steps
  const by = r.decided_by ?? undefined
  const step = (id: keyof typeof says, state: PathStep['state'], note?: string | null): PathStep => ({
    id,
    label: says[id],
    state,
    note: note ?? undefined,
  })
  const submitted = step('submitted', 'done', dayOf(r.submitted_at, zone))
  const decided = r.decided_at ? [dayOf(r.decided_at, zone), by].filter(Boolean).join(', ') : by
  const approved = step('approved', 'done', decided)
  const converted = step('converted', 'done', r.converted_at && dayOf(r.converted_at, zone))
  const until = r.protection && words.record.until(lastDay(r.protection.ends_at, zone))
  /** A time that lasts through a day ends with it; one in working hours on it. */
  const through = (at: string | null) =>
    at && words.record.by_day(formatDay(new Date(Date.parse(at) - 1).toISOString(), zone))
  const ended = r.ended_at && dayOf(r.ended_at, zone)
  /** What lies behind a registration that is over: how far it came. */
  const behind = [submitted, ...(r.protection ? [approved] : []), ...(r.converted_at ? [converted] : [])]
  switch (r.status) {
    case 'in_review':
      return [
        submitted,
        step('in_review', 'current', r.answer_due_at && words.record.by_day(formatDay(r.answer_due_at, zone))),
        step('approved', 'upcoming'),
        step('ends', 'upcoming'),
      ]
    case 'info_requested':
      return [
        submitted,
        step('in_review', 'done'),
        step('asked', 'current', through(r.reply_due_at)),
        step('approved', 'upcoming'),
        step('ends', 'upcoming'),
      ]
    case 'queued':
      return [
        submitted,
        r.confirm_due_at
          ? step('offered', 'current', through(r.confirm_due_at))
          : step('queued', 'current', words.record.behind),
        step('in_review', 'upcoming'),
        step('approved', 'upcoming'),
      ]
    case 'approved':
      return [
        submitted,
        approved,
        step('protected', 'current', until),
        step('converted', 'upcoming'),
        step('closes', 'upcoming'),
      ]
    case 'converted':
      return [
        submitted,
        approved,
        { ...converted, state: 'current', note: until ?? undefined },
        step('closes', 'upcoming'),
      ]
    case 'won':
      return [...behind, step('won', 'done', ended)]
    case 'expired':
      return [...behind, step('ended', 'failed', r.protection && lastDay(r.protection.ends_at, zone))]
    case 'rejected':
      return [submitted, step('rejected', 'failed', decided)]
    case 'withdrawn':
      return [...behind, step('withdrawn', 'failed', ended)]
    case 'lost':
      return [...behind, step('lost', 'failed', ended)]
    case 'revoked':
      return [...behind, step('revoked', 'failed', ended)]
  }
}
