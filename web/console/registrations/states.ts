import type { Answer } from '../../api/contracts.ts'
import type { PathStep, Tone } from '../../ui/index.ts'
import { formatDay } from '../../words/format.ts'
import { locale } from '../../words/words.ts'
import { words } from './words.ts'

export type Registration = Answer<'registration.get'>
export type RegistrationRow = Answer<'registration.list'>['rows'][number]
export type Status = RegistrationRow['status']

export const tones: Record<Status, Tone> = {
  in_review: 'info',
  queued: 'warn',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
  expired: 'neutral',
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
  const by = r.decided_by ? words.record.decided_by(r.decided_by) : undefined
  const submitted: PathStep = {
    id: 'submitted',
    label: says.submitted,
    state: 'done',
    note: dayOf(r.submitted_at, zone),
  }
  const review = (state: PathStep['state'], note?: string): PathStep => ({
    id: 'in_review',
    label: says.in_review,
    state,
    note,
  })
  const decided = r.decided_at ? `${dayOf(r.decided_at, zone)}${by ? `, ${by}` : ''}` : by
  const approved: PathStep = { id: 'approved', label: says.approved, state: 'done', note: decided }
  const until = r.protection ? lastDay(r.protection.ends_at, zone) : undefined
  switch (r.status) {
    case 'in_review':
      return [
        submitted,
        review('current', r.answer_due_at ? words.record.by_day(formatDay(r.answer_due_at, zone)) : undefined),
        { id: 'approved', label: says.approved, state: 'upcoming' },
        { id: 'ends', label: says.ends, state: 'upcoming' },
      ]
    case 'queued':
      return [
        submitted,
        { id: 'queued', label: says.queued, state: 'current', note: words.record.behind },
        review('upcoming'),
        { id: 'approved', label: says.approved, state: 'upcoming' },
      ]
    case 'approved':
      return [
        submitted,
        approved,
        { id: 'protected', label: says.protected, state: 'current', note: until && words.record.until(until) },
        { id: 'ends', label: says.ends, state: 'upcoming' },
      ]
    case 'expired':
      return [submitted, approved, { id: 'ended', label: says.ended, state: 'failed', note: until }]
    case 'rejected':
      return [submitted, { id: 'rejected', label: says.rejected, state: 'failed', note: decided }]
    case 'withdrawn':
      return [submitted, { id: 'withdrawn', label: says.withdrawn, state: 'failed', note: decided }]
  }
}
