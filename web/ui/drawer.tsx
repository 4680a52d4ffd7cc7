import { Dialog as Base } from '@base-ui/react/dialog'
import { Maximize2, X } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { buttonClass } from './button.tsx'
import { cx } from './cx.ts'
import { firstField } from './first-stop.ts'
import { IconButton } from './icon-button.tsx'
import { Link } from './link.tsx'
import { words } from './words.ts'

type PanelProps = { open: boolean; onClose: () => void; title: ReactNode; children: ReactNode; actions?: ReactNode }

const edge =
  'fixed inset-y-0 z-40 flex flex-col bg-raised shadow-high outline-none transition-[translate,opacity] duration-200 ease-out'

/** A panel from the left or right edge, above everything: navigation on a phone, a form beside its page. */
export function Drawer({
  open,
  onClose,
  title,
  children,
  actions,
  side = 'right',
}: PanelProps & { side?: 'left' | 'right' }) {
  const popup = useRef<HTMLDivElement>(null)
  const out =
    side === 'left'
      ? 'left-0 data-ending-style:-translate-x-full data-starting-style:-translate-x-full'
      : 'right-0 data-ending-style:translate-x-full data-starting-style:translate-x-full'
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          ref={popup}
          initialFocus={(by) => (side === 'right' ? firstField(popup.current, by) : true)}
          data-side-panel={side}
          className={cx(edge, out, side === 'left' ? 'w-72 max-w-[85vw]' : 'w-full sm:w-[30rem]')}
        >
          <header className="flex h-14 shrink-0 items-center gap-2 px-4">
            <Base.Title className="min-w-0 flex-1 truncate text-md">{title}</Base.Title>
            <Base.Close
              render={
                <IconButton bare label={words.close} icon={<X aria-hidden className="size-4" />} className="-mr-2" />
              }
            />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pb-4">{children}</div>
          {actions && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">{actions}</footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/**
 * One row of a list, opened beside it: the list stays in sight and in reach, and j and k go on. Escape closes it; the
 * link at the top opens the whole page.
 */
export function Peek({
  open,
  onClose,
  title,
  children,
  actions,
  href,
  hrefLabel,
}: PanelProps & { href: string; hrefLabel: string }) {
  return (
    <Base.Root open={open} modal={false} disablePointerDismissal onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Popup
          initialFocus={false}
          finalFocus={false}
          data-side-panel="right"
          className={cx(
            edge,
            'right-0 w-full border-l border-line data-ending-style:translate-x-8 data-ending-style:opacity-0 data-starting-style:translate-x-8 data-starting-style:opacity-0 sm:w-[28rem] xl:w-[34rem]',
          )}
        >
          <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line pr-2 pl-4">
            <Base.Title className="min-w-0 flex-1 truncate text-sm">{title}</Base.Title>
            <Link
              href={href}
              look="plain"
              aria-label={hrefLabel}
              className={cx(buttonClass('ghost'), 'w-control px-0!')}
            >
              <Maximize2 aria-hidden className="size-4" />
            </Link>
            <Base.Close render={<IconButton bare label={words.close} icon={<X aria-hidden className="size-4" />} />} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-4">{children}</div>
          {actions && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">{actions}</footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
