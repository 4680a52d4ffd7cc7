import type { ComponentProps } from 'react'
import { cx } from './cx.ts'
import { Field, type FieldProps } from './field.tsx'
import { control } from './surfaces.ts'

export type TextAreaProps = FieldProps &
  Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'className'> & {
    value: string
    onChange: (value: string) => void
  }

/** Several lines of text; grows with what is written where the browser can. */
export function TextArea(props: TextAreaProps) {
  const { label, name, hint, error, optional, hideLabel, className, value, onChange, rows = 3, ...rest } = props
  return (
    <Field {...{ label, name, hint, error, optional, hideLabel, className }}>
      {(ids) => (
        <textarea
          {...rest}
          {...ids}
          name={name}
          rows={rows}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          className={cx(control, 'field-sizing-content h-auto! min-h-18 resize-y py-1.5')}
        />
      )}
    </Field>
  )
}
