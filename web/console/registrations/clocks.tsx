import { CountdownClock, RelativeTime, Status, useClock } from '../../ui/index.ts'
import { tones, type ClockedRow, type Status as State } from './states.ts'
import { SOON_DAYS } from './views.ts'
import { words } from './words.ts'

/** A working day: from there on a deadline is shown as near. */
const NEAR_HOURS = 8

/** Where it stands, in a word. */
export function StateMark({ status }: { status: State }) {
  return <Status tone={tones[status]}>{words.statuses[status]}</Status>
}

/** By when somebody answers: the org, or the partner. */
function dueAt(row: ClockedRow): string | null {
  if (row.status === 'in_review') return row.answer_due_at
  return row.status === 'info_requested' ? row.reply_due_at : row.confirm_due_at
}

/** What runs out next: the deadline of a decision, or a protection. Else when it was decided. */
export function RowClock({ row, bar }: { row: ClockedRow; bar?: boolean }) {
  const { now_ms } = useClock()
  const due_at = dueAt(row)
  if (due_at) {
    if (Date.parse(due_at) < now_ms) {
      return (
        <span className="font-medium whitespace-nowrap text-danger">
          {words.clock.due} <RelativeTime at={due_at} />
        </span>
      )
    }
    return (
      <CountdownClock
        until={due_at}
        left={row.status === 'in_review' ? words.clock.within : words.clock.partner_within}
        over={words.clock.due}
        warnHours={NEAR_HOURS}
      />
    )
  }
  if ((row.status === 'approved' || row.status === 'converted') && row.protection) {
    const { starts_at, ends_at } = row.protection
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
  const at = row.ended_at ?? row.decided_at
  return <span className="text-ink-faint">{at ? <RelativeTime at={at} /> : words.none}</span>
}
