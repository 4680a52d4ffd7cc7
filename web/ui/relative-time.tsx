import { useClock } from './clock.tsx'
import { exactTime, relativeTime } from './time-words.ts'
import { Tooltip } from './tooltip.tsx'

/** "3 hours ago", with the exact time and its zone on hover and on focus. */
export function RelativeTime({ at }: { at: string }) {
  const { now_ms, zone, locale } = useClock()
  return (
    <Tooltip text={exactTime(at, zone, locale)}>
      <time dateTime={at} tabIndex={0} className="relative z-1 cursor-default rounded-sm whitespace-nowrap">
        {relativeTime(Date.parse(at) - now_ms, locale)}
      </time>
    </Tooltip>
  )
}
