import { Lock, LockOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { RelativeTime } from '../ui/index.ts'
import type { Dispute } from './state.tsx'

/** What stands still, in plain words, and since when; what does not any more is told as that. */
export function Held({
  held,
  released,
  linkOf,
}: {
  held: Dispute['held']
  released: string
  /** To what is held, for whom it has a page. */
  linkOf?: (subject: { noun: string; id: string }) => ReactNode
}) {
  return (
    <ul className="flex max-w-2xl flex-col gap-2">
      {held.map((one) => (
        <li key={`${one.kind} ${one.since} ${one.subject?.id ?? one.text}`} className="flex gap-2">
          {one.until ? (
            <LockOpen aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
          ) : (
            <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          )}
          <span className={one.until ? 'text-ink-faint' : undefined}>
            {one.text} {one.subject && linkOf?.(one.subject)}{' '}
            <span className="text-xs text-ink-faint">
              {one.until ? (
                <>
                  {released} <RelativeTime at={one.until} />
                </>
              ) : (
                <RelativeTime at={one.since} />
              )}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}
