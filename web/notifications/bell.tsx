import { Bell } from 'lucide-react'
import { lazy, Suspense, useId, useState } from 'react'
import { useApiQuery } from '../api/hooks.ts'
import { cx } from '../ui/index.ts'
import { words } from './words.ts'

const Panel = lazy(() => import('./panel.tsx'))

/** So many stand in the panel. */
const SHOWN = 15

/** The newest, and how many are unread: what the bell and its panel share. */
export function useNewest() {
  return useApiQuery('notification.list', { query: { limit: SHOWN, language: 'en' } })
}

/**
 * The bell of both apps. It counts what is unread, and opens it beside the page: the browser's popover, so that Escape, a
 * press outside and the return of the focus are its own. The panel's code comes when it is first opened.
 */
export function NoticeBell({ place, className }: { place: string; className?: string }) {
  const id = useId()
  const [asked, setAsked] = useState(false)
  const unread = useNewest().data?.unread ?? 0
  const close = () => document.getElementById(id)?.hidePopover()
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={words.bell(unread)}
        className={cx(
          'relative flex size-control shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-pressed/60 hover:text-ink',
          className,
        )}
      >
        <Bell aria-hidden className="size-4.5" />
        {unread > 0 && (
          <span
            aria-hidden
            className="absolute -top-0.5 -right-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-[0.625rem] font-semibold text-on-accent tabular-nums"
          >
            {words.count(unread)}
          </span>
        )}
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={words.title}
        onToggle={(event) => event.newState === 'open' && setAsked(true)}
        className={cx(
          'm-0 max-h-[min(38rem,calc(100dvh-5rem))] w-[26rem] max-w-[calc(100vw-1rem)] overflow-y-auto overscroll-contain rounded-lg bg-raised text-ink shadow-high',
          place,
        )}
      >
        {asked && (
          <Suspense fallback={null}>
            <Panel onGo={close} />
          </Suspense>
        )}
      </div>
    </>
  )
}
