import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { words } from './words.ts'

/** What every field takes. `name` is the path the API names in its problems, so an error finds its field. */
export type FieldProps = {
  label: string
  name?: string
  hint?: ReactNode
  /** What is wrong and what is expected; `null` when nothing is. */
  error?: string | null
  optional?: boolean
  /** The label is read aloud but not shown: only where the place makes it plain. */
  hideLabel?: boolean
  className?: string
}

export type FieldIds = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

/** The id under which the error summary finds the field of a name. */
export function fieldId(name: string): string {
  return `field-${name.replace(/[^A-Za-z0-9_-]+/g, '-')}`
}

/** Label, control, hint and error, tied together for the eye and for the ear. */
export function Field({
  label,
  name,
  hint,
  error,
  optional,
  hideLabel,
  className,
  labelId,
  children,
}: FieldProps & {
  /** For controls that are named by `aria-labelledby` rather than by `<label for>`. */
  labelId?: string
  children: (ids: FieldIds) => ReactNode
}) {
  const made = useId()
  const id = name ? fieldId(name) : made
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const describedBy = cx(hint ? hintId : null, error ? errorId : null) || undefined
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <label
        id={labelId}
        htmlFor={id}
        className={cx('text-control/5 font-medium text-ink', hideLabel ? 'sr-only' : 'w-fit')}
      >
        {label}
        {optional && <span className="ml-1.5 font-normal text-ink-faint">{words.optional}</span>}
      </label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <p id={hintId} className="text-xs text-ink-faint touch:text-sm">
          {hint}
        </p>
      )}
      {error && <FieldError id={errorId}>{error}</FieldError>}
    </div>
  )
}

/** The sentence under a field that is not as expected. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1 text-xs text-danger touch:text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
      <span>{children}</span>
    </p>
  )
}
