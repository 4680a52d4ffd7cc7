import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import { Field, type FieldProps } from './field.tsx'
import { control } from './surfaces.ts'

export type TextFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'className'> & {
    value: string
    onChange: (value: string) => void
    /** A sign or a unit inside the field, before or behind the text. */
    before?: ReactNode
    after?: ReactNode
  }

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { label, name, hint, error, optional, hideLabel, className, value, onChange, before, after, ...rest } = props
  return (
    <Field {...{ label, name, hint, error, optional, hideLabel, className }}>
      {(ids) => (
        <div className="relative flex items-center">
          {before && <span className="pointer-events-none absolute left-2.5 flex text-ink-faint">{before}</span>}
          <input
            type="text"
            {...rest}
            {...ids}
            name={name}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
            className={cx(control, 'read-only:bg-sunken', Boolean(before) && 'pl-8!', Boolean(after) && 'pr-16!')}
          />
          {after && <span className="absolute right-2.5 flex text-xs text-ink-faint">{after}</span>}
        </div>
      )}
    </Field>
  )
}
