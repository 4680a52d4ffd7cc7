import type { ReactNode } from 'react'

/** Nothing here yet: says what the place is for and offers the next step. */
export function EmptyState({
  icon,
  title,
  heading: Heading = 'h2',
  children,
  actions,
}: {
  icon?: ReactNode
  title: string
  /** `h1` where it is all there is of the page. */
  heading?: 'h1' | 'h2'
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-6 py-14 text-center">
      {icon && (
        <div
          aria-hidden
          className="mb-4 flex size-11 items-center justify-center rounded-lg border border-line bg-canvas text-ink-faint [&>svg]:size-5"
        >
          {icon}
        </div>
      )}
      <Heading className="text-md">{title}</Heading>
      {children && <div className="mt-1 text-ink-soft">{children}</div>}
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
