import { Progress as Base } from '@base-ui/react/progress'
import type { ReactNode } from 'react'

/** How far something is that takes longer than a second. `value` in percent, `null` when nobody knows. */
export function Progress({ label, value, detail }: { label: string; value: number | null; detail?: ReactNode }) {
  return (
    <Base.Root value={value} className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <Base.Label className="font-medium">{label}</Base.Label>
        <span className="text-xs text-ink-faint tabular-nums">
          {detail ?? (value === null ? null : `${Math.round(value)}%`)}
        </span>
      </div>
      <Base.Track className="h-1.5 overflow-hidden rounded-full bg-pressed">
        <Base.Indicator className="h-full rounded-full bg-accent transition-[width] duration-300 data-indeterminate:w-1/3! data-indeterminate:animate-pulse" />
      </Base.Track>
    </Base.Root>
  )
}
