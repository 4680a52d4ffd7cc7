import type { ComponentProps } from 'react'
import { cx } from './cx.ts'
import { Field, type FieldProps } from './field.tsx'
import { control } from './surfaces.ts'

export type DateFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'className' | 'type' | 'min' | 'max'> & {
    /** `YYYY-MM-DD`, or empty. */
    value: string
    onChange: (value: string) => void
    min?: string
    max?: string
  }

/** A business date. The browser's own calendar: it knows the person's language and works on every phone. */
export function DateField(props: DateFieldProps) {
  const { label, name, hint, error, optional, hideLabel, className, value, onChange, ...rest } = props
  return (
    <Field {...{ label, name, hint, error, optional, hideLabel, className }}>
      {(ids) => (
        <input
          type="date"
          {...rest}
          {...ids}
          name={name}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          className={cx(control, 'block appearance-none tabular-nums', !value && 'text-ink-faint')}
        />
      )}
    </Field>
  )
}
