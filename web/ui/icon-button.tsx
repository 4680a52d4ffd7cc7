import type { ComponentProps, ReactNode } from 'react'
import { buttonClass, type ButtonLook } from './button.tsx'
import { cx } from './cx.ts'
import { Tooltip } from './tooltip.tsx'

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  /** Its name, read aloud and shown on hover. */
  label: string
  icon: ReactNode
  look?: ButtonLook
  size?: 'normal' | 'small'
  /** Leave the tooltip out where the name is also written beside it. */
  bare?: boolean
}

/** A square button with an icon. */
export function IconButton({
  label,
  icon,
  look = 'ghost',
  size = 'normal',
  bare,
  className,
  ...rest
}: IconButtonProps) {
  const square = size === 'small' ? 'w-control-small' : 'w-control'
  const button = (
    <button
      type="button"
      aria-label={label}
      className={cx(buttonClass(look, size), square, 'px-0!', className)}
      {...rest}
    >
      {icon}
    </button>
  )
  return bare ? button : <Tooltip text={label}>{button}</Tooltip>
}
