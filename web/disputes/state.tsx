import { Clock3, PauseCircle } from 'lucide-react'
import type { Answer } from '../api/contracts.ts'
import { cx, exactTime, Status, Tooltip, useClock, type Tone } from '../ui/index.ts'
import { formatDay } from '../words/format.ts'
import { words } from './words.ts'

export type Dispute = Answer<'dispute.get'>
export type DisputeRow = Answer<'dispute.list'>['rows'][number]
export type DisputeStatus = DisputeRow['status']

const tones: Record<DisputeStatus, Tone> = {
  opened: 'warn',
  acknowledged: 'info',
  under_review: 'info',
  awaiting_party: 'warn',
  proposed: 'accent',
  accepted: 'success',
  escalated: 'warn',
  decided: 'success',
  closed: 'neutral',
  withdrawn: 'neutral',
}

export function DisputeMark({ status }: { status: DisputeStatus }) {
  return <Status tone={tones[status]}>{words.states[status]}</Status>
}

/** As a partner reads it: whose turn it is, and nothing of how we work. */
export function OwnDisputeMark({ of: d }: { of: Pick<DisputeRow, 'status' | 'waits_for_me'> }) {
  if (d.waits_for_me) return <Status tone="warn">{words.own.yours}</Status>
  const tone =
    d.status === 'opened' || d.status === 'awaiting_party' || d.status === 'escalated' ? 'info' : tones[d.status]
  return <Status tone={tone}>{words.own.states[d.status]}</Status>
}

/** The clock of a disagreement in working time, as the server counted it; when exactly, at a touch. */
export function DueClock({ due, named = false }: { due: DisputeRow['due']; named?: boolean }) {
  const { zone, locale } = useClock()
  if (!due) return null
  const time = words.working(due.working_minutes)
  const soon = !due.stands_still && (due.is_late || due.working_minutes < 8 * 60)
  const Icon = due.stands_still ? PauseCircle : Clock3
  return (
    <Tooltip text={exactTime(due.at, zone, locale)}>
      <time
        dateTime={due.at}
        tabIndex={0}
        className={cx(
          'relative z-1 inline-flex cursor-default items-center gap-1 rounded-sm whitespace-nowrap tabular-nums',
          due.is_late ? 'font-medium text-danger' : soon ? 'text-warn' : 'text-ink',
        )}
      >
        <Icon aria-hidden className="size-3.5 shrink-0 opacity-70" />
        {named && <span>{words.due[due.what]}:</span>}
        {due.what === 'appeal'
          ? formatDay(due.at, zone)
          : due.is_late
            ? words.late
            : due.stands_still
              ? words.still(time)
              : words.left(time)}
      </time>
    </Tooltip>
  )
}
