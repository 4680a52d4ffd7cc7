import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx, Link } from '../../ui/index.ts'

/** One thing to do: the whole row leads to where it is done. */
export function Need(props: {
  icon: ReactNode
  look: string
  title: string
  href: string
  action: string
  children: ReactNode
}) {
  return (
    <li className="relative flex items-start gap-3 py-3 hover:bg-sunken/60">
      <span
        aria-hidden
        className={cx('flex size-9 shrink-0 items-center justify-center rounded-full [&>svg]:size-4.5', props.look)}
      >
        {props.icon}
      </span>
      <div className="min-w-0 flex-1 gap-x-4 sm:flex sm:items-center">
        <div className="min-w-0 flex-1">
          <p className="font-medium">{props.title}</p>
          <div className="text-sm text-ink-soft">{props.children}</div>
        </div>
        <Link
          href={props.href}
          look="plain"
          aria-label={`${props.action}: ${props.title}`}
          className="mt-1 inline-flex shrink-0 items-center gap-0.5 text-sm font-medium text-accent-ink after:absolute after:inset-0 hover:underline touch:text-md"
        >
          {props.action}
          <ChevronRight aria-hidden className="size-4" />
        </Link>
      </div>
    </li>
  )
}
