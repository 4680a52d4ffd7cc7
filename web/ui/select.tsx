import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { Field, type FieldProps } from './field.tsx'
import { control, popup, popupItem } from './surfaces.ts'
import { words } from './words.ts'

export type Option<V extends string = string> = { value: V; label: string; hint?: ReactNode; disabled?: boolean }

export type SelectProps<V extends string> = FieldProps & {
  value: V | null
  onChange: (value: V) => void
  options: readonly Option<V>[]
  placeholder?: string
  disabled?: boolean
}

/** One of a few. For many, or for those that must be searched, `Combobox`. */
export function Select<V extends string>({
  value,
  onChange,
  options,
  placeholder,
  disabled,
  ...field
}: SelectProps<V>) {
  const labelId = useId()
  return (
    <Field {...field} labelId={labelId}>
      {(ids) => (
        <Base.Root
          items={options}
          value={value}
          // The popup has no empty entry, so nothing but one of the options can arrive here.
          onValueChange={(next) => next !== null && onChange(next)}
          modal={false}
          {...(field.name ? { name: field.name } : {})}
          {...(disabled ? { disabled } : {})}
        >
          <Base.Trigger
            {...ids}
            aria-labelledby={`${labelId} ${ids.id}`}
            className={cx(control, 'flex items-center justify-between gap-2 text-left')}
          >
            <Base.Value className="truncate data-placeholder:text-ink-faint" placeholder={placeholder ?? '–'} />
            <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
          </Base.Trigger>
          <Base.Portal role="region" aria-label={words.choices}>
            <Base.Positioner
              sideOffset={4}
              collisionPadding={8}
              alignItemWithTrigger={false}
              className="z-50 outline-none"
            >
              <Base.Popup className={popup}>
                {options.map((option) => (
                  <Base.Item
                    key={option.value}
                    value={option.value}
                    disabled={option.disabled ?? false}
                    className={popupItem}
                  >
                    <span className="min-w-0 flex-1">
                      <Base.ItemText>{option.label}</Base.ItemText>
                      {option.hint && <span className="block text-xs text-ink-faint">{option.hint}</span>}
                    </span>
                    <Base.ItemIndicator className="ml-3 text-accent-ink">
                      <Check aria-hidden className="size-3.5" />
                    </Base.ItemIndicator>
                  </Base.Item>
                ))}
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </Field>
  )
}
