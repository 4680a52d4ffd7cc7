import { Minus, PenLine, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { words } from './words.ts'

export type DiffEntry = {
  id: string
  kind: 'added' | 'removed' | 'changed'
  /** What it is about. */
  what: ReactNode
  before?: ReactNode
  after?: ReactNode
}

const looks = {
  added: { Icon: Plus, className: 'text-success' },
  removed: { Icon: Minus, className: 'text-danger' },
  changed: { Icon: PenLine, className: 'text-info' },
}

/** What differs between two states, a sentence each; the kind is said, not only coloured. */
export function DiffList({ label, entries }: { label: string; entries: readonly DiffEntry[] }) {
  return (
    <ul aria-label={label} className="flex flex-col divide-y divide-line">
      {entries.map((entry) => {
        const { Icon, className } = looks[entry.kind]
        return (
          <li key={entry.id} className="flex gap-3 py-2.5">
            <span className={cx('mt-0.5 flex size-4 shrink-0 items-center justify-center', className)}>
              <Icon aria-hidden className="size-3.5" />
              <span className="sr-only">{words[entry.kind]}:</span>
            </span>
            <div className="min-w-0 flex-1">
              <div>{entry.what}</div>
              {(entry.before !== undefined || entry.after !== undefined) && (
                <div className="mt-0.5 flex flex-wrap items-baseline gap-x-2 text-ink-soft">
                  {entry.before !== undefined && (
                    <del className="rounded-sm bg-danger-soft px-1 text-danger line-through">{entry.before}</del>
                  )}
                  {entry.after !== undefined && (
                    <ins className="rounded-sm bg-success-soft px-1 text-success no-underline">{entry.after}</ins>
                  )}
                </div>
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
