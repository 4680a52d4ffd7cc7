import type { ComponentProps, MouseEvent } from 'react'
import { useGoing } from '../router/router.tsx'
import { cx } from './cx.ts'
import { words } from './words.ts'

export type LinkProps = ComponentProps<'a'> & {
  href: string
  /** `plain` leaves the look to the caller. */
  look?: 'accent' | 'quiet' | 'plain'
}

const looks = {
  accent: 'rounded-sm text-accent-ink underline decoration-transparent underline-offset-3 hover:decoration-current',
  quiet: 'rounded-sm text-inherit underline decoration-transparent underline-offset-3 hover:decoration-current',
  plain: '',
}

/**
 * An ordinary `<a>`: middle click, copy and "open in a new tab" work. Inside the app it moves without a reload, and
 * fetches the page's code as soon as it is pointed at.
 */
export function Link({ href, look = 'accent', className, onClick, target, children, ...rest }: LinkProps) {
  const { go, point } = useGoing()
  const inside = href.startsWith('/') && !href.startsWith('/api/') && target === undefined
  const move = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0
    if (!inside || modified || event.defaultPrevented) return
    event.preventDefault()
    go(href)
  }
  const preload = inside ? () => point(href) : undefined
  return (
    <a
      href={href}
      className={cx(looks[look], className)}
      onClick={move}
      onPointerEnter={preload}
      onFocus={preload}
      {...(target ? { target, rel: 'noreferrer' } : {})}
      {...rest}
    >
      {children}
      {target === '_blank' && <span className="sr-only"> {words.opens_new_tab}</span>}
    </a>
  )
}
