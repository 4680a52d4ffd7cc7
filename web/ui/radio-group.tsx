import { Radio } from '@base-ui/react/radio'
import { RadioGroup as Base } from '@base-ui/react/radio-group'
import { useId } from 'react'
import { cx } from './cx.ts'
import { FieldError, type FieldProps } from './field.tsx'
import type { Option } from './select.tsx'
import { tick } from './surfaces.ts'
import { words } from './words.ts'

export type RadioGroupProps<V extends string> = FieldProps & {
  value: V | null
  onChange: (value: V) => void
  options: readonly Option<V>[]
  disabled?: boolean
  /** Side by side where there is room. */
  row?: boolean
}

/** One of two to five, all of them in sight. */
export function RadioGroup<V extends string>(props: RadioGroupProps<V>) {
  const { label, name, hint, error, optional, hideLabel, className, value, onChange, options, disabled, row } = props
  const id = useId()
  return (
    <div className={cx('flex flex-col gap-1.5', className)}>
      <span id={id} className={cx('text-control/5 font-medium', hideLabel && 'sr-only')}>
        {label}
        {optional && <span className="ml-1.5 font-normal text-ink-faint">{words.optional}</span>}
      </span>
      <Base
        aria-labelledby={id}
        aria-describedby={cx(hint ? `${id}-hint` : null, error ? `${id}-error` : null) || undefined}
        value={value}
        // Values come from `options`, so they are V.
        onValueChange={(next) => onChange(next as V)}
        disabled={disabled ?? false}
        {...(name ? { name } : {})}
        className={cx('flex gap-2', row ? 'flex-row flex-wrap gap-x-5' : 'flex-col')}
      >
        {options.map((option) => (
          <label key={option.value} className="flex cursor-pointer items-start gap-2 touch:min-h-11 touch:items-center">
            <Radio.Root
              value={option.value}
              disabled={option.disabled ?? false}
              className={cx(tick, 'mt-0.5 rounded-full touch:mt-0')}
            >
              <Radio.Indicator className="size-1.5 rounded-full bg-on-accent touch:size-2" />
            </Radio.Root>
            <span className="text-control/5">
              {option.label}
              {option.hint && <span className="block text-xs text-ink-faint touch:text-sm">{option.hint}</span>}
            </span>
          </label>
        ))}
      </Base>
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-ink-faint">
          {hint}
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}
