import { Clock3 } from 'lucide-react'
import { useClock } from './clock.tsx'
import { cx } from './cx.ts'
import { exactTime, timeLeft } from './time-words.ts'
import { Tooltip } from './tooltip.tsx'

export type CountdownProps = {
  until: string
  /** From when, for the share of time that has passed; without it no bar. */
  since?: string
  /** The sentence around what is left: (left) => `${left} left`. */
  left: (text: string) => string
  /** What is said afterwards. */
  over: string
  /** Below so many hours it warns; 72 unless told. */
  warnHours?: number
  /** Somebody owes something by then: what is over is late, and not just past. */
  isOwed?: boolean
}

/** "12 days left", and when exactly that is. */
export function CountdownClock({ until, since, left, over, warnHours = 72, isOwed = false }: CountdownProps) {
  const { now_ms, zone, locale } = useClock()
  const remaining = Date.parse(until) - now_ms
  const { text, over: isOver } = timeLeft(remaining, locale)
  const soon = !isOver && remaining < warnHours * 3_600_000
  const span = since ? Date.parse(until) - Date.parse(since) : 0
  const passed = span > 0 ? Math.min(100, Math.max(0, 100 - (remaining / span) * 100)) : null
  return (
    <Tooltip text={exactTime(until, zone, locale)}>
      <time dateTime={until} tabIndex={0} className="relative z-1 inline-flex cursor-default flex-col gap-1 rounded-sm">
        <span
          className={cx(
            'inline-flex items-center gap-1 whitespace-nowrap tabular-nums',
            isOver ? (isOwed ? 'font-medium text-danger' : 'text-ink-faint') : soon ? 'text-warn' : 'text-ink',
          )}
        >
          <Clock3 aria-hidden className="size-3.5 shrink-0 opacity-70" />
          {isOver ? over : left(text)}
        </span>
        {passed !== null && (
          <span aria-hidden className="block h-1 w-24 overflow-hidden rounded-full bg-pressed">
            <span
              className={cx('block h-full rounded-full', soon ? 'bg-warn-dot' : 'bg-accent')}
              style={{ width: `${passed}%` }}
            />
          </span>
        )}
      </time>
    </Tooltip>
  )
}
