import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from './link.tsx'
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

/** The head of a page. Sets the document's title, which is also what a screen reader says on arrival. */
export function PageHeader({ title, crumbs = [], mark, meta, actions, children }: PageHeaderProps) {
  return (
    <header className="flex flex-col gap-1 pt-4 pb-3 in-data-[density=calm]:pt-6">
      <title>{`${title} · Tributary`}</title>
      {crumbs.length > 0 && (
        <nav aria-label={words.breadcrumb}>
          <ol className="flex items-center gap-0.5 text-xs text-ink-faint touch:text-sm">
            {crumbs.map((crumb) => (
              <li key={crumb.href} className="flex items-center gap-0.5">
                <Link href={crumb.href} look="quiet" className="touch:py-2">
                  {crumb.label}
                </Link>
                <ChevronRight aria-hidden className="size-3" />
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 text-lg in-data-[density=calm]:text-xl">{title}</h1>
        {mark}
        {actions && <div className="flex flex-wrap items-center gap-2 max-sm:w-full sm:ml-auto">{actions}</div>}
      </div>
      {meta && <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-faint">{meta}</div>}
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
