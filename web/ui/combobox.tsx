import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown, X } from 'lucide-react'
import { useEffect, useId, useState, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { Field, type FieldProps } from './field.tsx'
import { control, popup, popupItem } from './surfaces.ts'
import { words } from './words.ts'

export type Suggestion = { value: string; label: string; hint?: ReactNode }

export type ComboboxProps = FieldProps & {
  value: Suggestion | null
  onChange: (value: Suggestion | null) => void
  /** All choices (filtered here), or the answers to what was typed (then give `onSearch`). */
  options: readonly Suggestion[]
  /** Called 150 ms after the last key with what stands in the field. */
  onSearch?: (text: string) => void
  searching?: boolean
  /** Said when nothing fits. */
  empty: string
  placeholder?: string
  disabled?: boolean
}

/** One of many: type to narrow it down, or to ask the server. */
export function Combobox(props: ComboboxProps) {
  const { value, onChange, options, onSearch, searching, empty, placeholder, disabled, ...field } = props
  const labelId = useId()
  const [typed, setTyped] = useState('')
  useEffect(() => {
    if (!onSearch) return
    const timer = setTimeout(() => onSearch(typed), 150)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a new closure of the same page must not ask again
  }, [typed])
  const known = value && !options.some((option) => option.value === value.value) ? [...options, value] : options
  return (
    <Field {...field} labelId={labelId}>
      {(ids) => (
        <Base.Root
          items={known}
          value={value}
          onValueChange={(next) => onChange(next)}
          onInputValueChange={(text, { reason }) => reason !== 'item-press' && setTyped(text)}
          itemToStringLabel={(item) => item.label}
          itemToStringValue={(item) => item.value}
          isItemEqualToValue={(item, chosen) => item.value === chosen.value}
          {...(onSearch ? { filter: null } : {})}
          {...(disabled ? { disabled } : {})}
        >
          <Base.InputGroup className="group/combo relative flex items-center">
            <Base.Input
              {...ids}
              // While the list is open everything around the field is hidden from the ear, <label> included.
              aria-labelledby={labelId}
              name={field.name}
              placeholder={placeholder}
              className={cx(control, 'pr-14!')}
            />
            <div className="absolute right-1 flex items-center text-ink-faint">
              <Base.Clear
                aria-label={words.clear}
                className="flex size-6 items-center justify-center rounded-sm hover:text-ink"
              >
                <X aria-hidden className="size-3.5" />
              </Base.Clear>
              <Base.Trigger
                aria-label={words.open_list}
                className="flex size-6 items-center justify-center rounded-sm hover:text-ink"
              >
                <ChevronsUpDown aria-hidden className="size-3.5" />
              </Base.Trigger>
            </div>
          </Base.InputGroup>
          <Base.Portal role="region" aria-label={words.choices}>
            <Base.Positioner sideOffset={4} collisionPadding={8} className="z-50 outline-none">
              <Base.Popup className={cx(popup, 'max-w-(--available-width)')} aria-busy={searching}>
                <Base.Status className="not-empty:px-2 not-empty:py-1 not-empty:text-xs text-ink-faint">
                  {searching ? words.searching : null}
                </Base.Status>
                <Base.Empty className="not-empty:px-2 not-empty:py-1.5 text-ink-soft">
                  {searching ? null : empty}
                </Base.Empty>
                <Base.List className="outline-none">
                  {(item: Suggestion) => (
                    <Base.Item key={item.value} value={item} className={popupItem}>
                      <span className="min-w-0 flex-1">
                        <span className="block truncate">{item.label}</span>
                        {item.hint && <span className="block truncate text-xs text-ink-faint">{item.hint}</span>}
                      </span>
                      <Base.ItemIndicator className="text-accent-ink">
                        <Check aria-hidden className="size-3.5" />
                      </Base.ItemIndicator>
                    </Base.Item>
                  )}
                </Base.List>
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </Field>
  )
}
