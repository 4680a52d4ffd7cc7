import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './icon-button.tsx'
import { words } from './words.ts'

/** What can be done with the selected rows; floats above the list's end while any are selected. */
export function BulkBar({
  count,
  selectAll,
  actions,
  onClear,
}: {
  /** "3 selected". */
  count: string
  /** "Select all 1,284 matching", where the page is not all. */
  selectAll?: ReactNode
  actions: ReactNode
  onClear: () => void
}) {
  return (
    <div
      role="region"
      aria-label={count}
      className="sticky bottom-4 z-20 mx-auto flex w-fit max-w-[calc(100%-2rem)] flex-wrap items-center gap-2 rounded-lg bg-raised py-1.5 pr-1.5 pl-3 shadow-high"
    >
      <span className="font-medium tabular-nums" aria-live="polite">
        {count}
      </span>
      {selectAll}
      <span aria-hidden className="h-5 w-px bg-line" />
      {actions}
      <IconButton label={words.clear} icon={<X aria-hidden className="size-4" />} onClick={onClear} />
    </div>
  )
}
