import { useId } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { Tooltip } from './tooltip.tsx'

/**
 * A button that may be out of reach and says why, and who can help: it stays focusable, so that a keyboard and a
 * screen reader hear the reason too.
 */
export function GuardedButton({ whyNot, ...rest }: ButtonProps & { whyNot?: string | null | undefined }) {
  const id = useId()
  if (!whyNot) return <Button {...rest} />
  return (
    <>
      <Tooltip text={whyNot}>
        <Button {...rest} aria-disabled aria-describedby={id} />
      </Tooltip>
      <span id={id} hidden>
        {whyNot}
      </span>
    </>
  )
}
