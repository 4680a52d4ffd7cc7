import { ChevronRight } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { Link } from './link.tsx'
import { useDocumentTitle } from './site-name.ts'
import { words } from './words.ts'

export type Crumb = { label: string; href: string }

export type PageHeaderProps = {
  title: string
  /** Where the page hangs, from the root; without itself. */
  crumbs?: readonly Crumb[]
  /** Beside the title: a status, say. */
  mark?: ReactNode
  /** Under the title, in one line. */
  meta?: ReactNode
  actions?: ReactNode
  /** Tabs or filters that belong to the head. */
  children?: ReactNode
}

/** The head of a page. Sets the document's title, and takes the focus that waits for a page just arrived at. */
export function PageHeader({ title, crumbs = [], mark, meta, actions, children }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const documentTitle = useDocumentTitle(title)
  useEffect(() => {
    // The router leaves the focus on <main> while the page is still on its way.
    if (document.activeElement?.id === 'main') heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <header className="flex flex-col gap-1 pt-4 pb-3 in-data-[density=calm]:pt-6">
      <title>{documentTitle}</title>
      {crumbs.length > 0 && (
        <nav aria-label={words.breadcrumb}>
          <ol className="flex items-center gap-0.5 text-xs text-ink-faint touch:text-sm">
            {crumbs.map((crumb, place) => (
              <li key={crumb.href} className="flex items-center gap-0.5">
                {place > 0 && <ChevronRight aria-hidden className="size-3" />}
                <Link href={crumb.href} look="quiet" className="touch:py-3">
                  {crumb.label}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      {/* On a phone the actions come last, across the page; beside the title otherwise. */}
      <div className="grid items-start gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_auto]">
        <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 ref={heading} tabIndex={-1} className="min-w-0 text-lg in-data-[density=calm]:text-xl">
            {title}
          </h1>
          {mark}
        </div>
        {meta && <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-faint sm:col-span-2">{meta}</div>}
        {actions && (
          <div
            data-page-actions
            className="flex flex-wrap items-center gap-2 max-sm:mt-1 sm:col-start-2 sm:row-start-1"
          >
            {actions}
          </div>
        )}
      </div>
      {children && <div className="mt-2">{children}</div>}
    </header>
  )
}

/** A part of a page with its heading; no box. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <div className="flex min-h-7 items-center gap-3">
        <h2 className="text-sm in-data-[density=calm]:text-md">{title}</h2>
        {aside && <div className="ml-auto flex items-center gap-2">{aside}</div>}
      </div>
      {children}
    </section>
  )
}
