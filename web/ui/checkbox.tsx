import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check, Minus } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { fieldId, FieldError } from './field.tsx'
import { tick } from './surfaces.ts'

export type CheckboxProps = {
  label: ReactNode
  /** Only the box is shown; the label is read aloud. */
  hideLabel?: boolean
  hint?: ReactNode
  error?: string | null
  checked: boolean
  /** Some, but not all, of what it stands for. */
  mixed?: boolean
  onChange: (checked: boolean, event: Event) => void
  name?: string
  disabled?: boolean
}

/** Yes or no, taking effect when the form is sent. */
export function Checkbox({ label, hideLabel, hint, error, checked, mixed, onChange, name, disabled }: CheckboxProps) {
  const made = useId()
  const id = name ? fieldId(name) : made
  return (
    <div className="flex flex-col gap-1">
      <div className={cx('flex items-start gap-2', !hideLabel && 'touch:min-h-11 touch:items-center')}>
        <Base.Root
          aria-labelledby={`${id}-label`}
          aria-describedby={cx(hint ? `${id}-hint` : null, error ? `${id}-error` : null) || undefined}
          checked={checked}
          indeterminate={mixed ?? false}
          onCheckedChange={(next, details) => onChange(next, details.event)}
          disabled={disabled ?? false}
          id={id}
          name={name}
          className={cx(tick, 'rounded-sm', !hideLabel && 'mt-0.5 touch:mt-0', error && 'border-danger-dot!')}
        >
          <Base.Indicator className="flex">
            {mixed ? (
              <Minus aria-hidden className="size-3" strokeWidth={3} />
            ) : (
              <Check aria-hidden className="size-3" strokeWidth={3} />
            )}
          </Base.Indicator>
        </Base.Root>
        <label id={`${id}-label`} htmlFor={id} className={hideLabel ? 'sr-only' : 'text-control/5'}>
          {label}
        </label>
      </div>
      {hint && (
        <p id={`${id}-hint`} className="pl-6 text-xs text-ink-faint">
          {hint}
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}
