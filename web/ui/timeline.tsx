import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { toneDot, type Tone } from './surfaces.ts'

export type TimelineEntry = {
  id: string
  /** Who did what: "Ada approved the registration". */
  title: ReactNode
  /** A `RelativeTime`. */
  when: ReactNode
  detail?: ReactNode
  tone?: Tone
  icon?: ReactNode
}

/** What has happened, the newest first. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {entries.map((entry, index) => (
        <li key={entry.id} className="relative flex gap-3 pb-4 last:pb-0">
          {index < entries.length - 1 && <span aria-hidden className="absolute top-5 bottom-0 left-2.5 w-px bg-line" />}
          <span
            aria-hidden
            className="flex size-5 shrink-0 items-center justify-center text-ink-faint [&>svg]:size-3.5"
          >
            {entry.icon ?? <span className={cx('size-2 rounded-full', toneDot[entry.tone ?? 'neutral'])} />}
          </span>
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-baseline gap-x-2">
              <span className="min-w-0">{entry.title}</span>
              <span className="text-xs text-ink-faint">{entry.when}</span>
            </div>
            {entry.detail && <div className="mt-1 text-ink-soft">{entry.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
