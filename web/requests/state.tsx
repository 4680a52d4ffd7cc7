import type { Answer } from '../api/contracts.ts'
import { Status, type Tone } from '../ui/index.ts'
import { formatDay, formatMoney } from '../words/format.ts'
import { locale } from '../words/words.ts'
import { words } from './words.ts'

export type Request = Answer<'request.get'>
export type RequestRow = Answer<'request.list'>['rows'][number]
export type RequestStatus = RequestRow['status']

const tones: Record<RequestStatus, Tone> = {
  in_review: 'info',
  info_requested: 'warn',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
  expired: 'neutral',
}

export function RequestMark({ status }: { status: RequestStatus }) {
  return <Status tone={tones[status]}>{words.statuses[status]}</Status>
}

/** "12.5%" of 1250 basis points. */
export function percent(bps: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 2 }).format(bps / 10_000)
}

/** What is asked for beside its kind: "12%", "30 days"; nothing where it is all words. */
export function wishText(r: RequestRow): string | null {
  const parts = [
    r.discount_bps === null ? null : percent(r.discount_bps),
    r.margin_bps === null ? null : words.margin(percent(r.margin_bps)),
    r.environment_days === null ? null : words.days(r.environment_days),
    r.amount === null ? null : formatMoney(r.amount),
  ].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(', ') : null
}

/** "Discount 12%", "Legal help". */
export function nameOf(r: RequestRow): string {
  return [r.kind.name, wishText(r)].filter(Boolean).join(' ')
}

/** The last day of what holds until a midnight. */
export function lastDay(until: string, zone: string): string {
  return formatDay(new Date(Date.parse(until) - 1).toISOString(), zone)
}

/** "Approved: Discount 12% until Thu 27 Nov", for what holds. */
export function holdsText(r: RequestRow, zone: string): string {
  return r.valid_until ? words.valid(nameOf(r), lastDay(r.valid_until, zone)) : words.approved(nameOf(r))
}
