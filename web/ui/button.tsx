import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { cx } from './cx.ts'
import { Link, type LinkProps } from './link.tsx'

export type ButtonLook = 'primary' | 'secondary' | 'ghost' | 'danger'
export type ButtonSize = 'normal' | 'small' | 'large'

const looks: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent shadow-low hover:bg-accent-hover active:bg-accent-hover',
  secondary: 'border border-line-strong bg-surface text-ink shadow-low hover:bg-sunken active:bg-pressed',
  ghost: 'text-ink-soft hover:bg-sunken hover:text-ink active:bg-pressed',
  danger: 'bg-danger-fill text-on-accent shadow-low hover:bg-danger-fill-hover active:bg-danger-fill-hover',
}

const sizes: Record<ButtonSize, string> = {
  small: 'h-control-small gap-1 px-2 text-xs touch:text-sm',
  normal: 'h-control gap-1.5 px-3 text-control',
  large: 'h-12 gap-2 px-5 text-md',
}

/** The classes of a button, for what is not one but looks like one. */
export function buttonClass(look: ButtonLook = 'secondary', size: ButtonSize = 'normal'): string {
  return cx(
    'relative inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap select-none',
    'transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55',
    looks[look],
    sizes[size],
  )
}

export type ButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  look?: ButtonLook
  size?: ButtonSize
  icon?: ReactNode
  iconEnd?: ReactNode
  /** Its command is on the way: keeps its place and focus, and cannot be pressed again. */
  pending?: boolean
  children: ReactNode
}

/** One press, one command. For going somewhere, `ButtonLink`. */
export function Button({
  look,
  size,
  icon,
  iconEnd,
  pending = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (pending || rest['aria-disabled']) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      type="button"
      data-look={look}
      className={cx(buttonClass(look, size), className)}
      onClick={press}
      {...(pending ? { 'aria-busy': true, 'aria-disabled': true } : {})}
      {...rest}
    >
      {pending ? <Pulse /> : icon}
      <span className="truncate">{children}</span>
      {iconEnd}
    </button>
  )
}

function Pulse() {
  return (
    <span aria-hidden className="size-3.5 animate-spin rounded-full border-2 border-current border-r-transparent" />
  )
}

export type ButtonLinkProps = Omit<LinkProps, 'look'> & {
  look?: ButtonLook
  size?: ButtonSize
  icon?: ReactNode
}

/** A link with a button's weight. */
export function ButtonLink({ look, size, icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} look="plain" className={cx(buttonClass(look, size), className)}>
      {icon}
      <span className="truncate">{children}</span>
    </Link>
  )
}
