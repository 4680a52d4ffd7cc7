import { Autocomplete as Base } from '@base-ui/react/autocomplete'
import { Building2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Field } from '../../ui/index.ts'
import { cx } from '../../ui/index.ts'
import { control, popup, popupItem } from '../../ui/surfaces.ts'
import { useSuggestions, type Suggestions } from '../calls.ts'
import { words } from './words.ts'

type Own = Suggestions['own'][number]

/** The text as it was a moment ago: what is being typed is not asked about. */
export function useRested(text: string, ms = 200): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), ms)
    return () => clearTimeout(timer)
  }, [text, ms])
  return rested
}

/** The company's name; companies that were registered before are offered while it is typed. */
export function CompanyField(props: {
  value: string
  onChange: (name: string) => void
  onPick: (company: Own) => void
  /** Called when the field is left, with the domain that stands in it, if one does. */
  onDomain: (domain: string) => void
  error: string | null
}) {
  const { value, onChange, onPick, onDomain, error } = props
  const found = useSuggestions(useRested(value)).data
  const typed = value.trim().toLowerCase()
  const own = (found?.own ?? []).filter((one) => one.name.toLowerCase() !== typed).slice(0, 6)
  const domain = found?.domain ?? null
  return (
    <Field
      label={words.fields.account_name}
      name="account_name"
      hint={domain ? words.name_is_address(domain) : words.hints.account_name}
      error={error}
    >
      {(ids) => (
        <Base.Root
          items={own}
          mode="none"
          value={value}
          onValueChange={onChange}
          itemToStringValue={(item: Own) => item.name}
        >
          <Base.Input
            {...ids}
            name="account_name"
            required
            autoComplete="off"
            maxLength={300}
            className={control}
            onBlur={() => domain && onDomain(domain)}
          />
          <Base.Portal>
            <Base.Positioner sideOffset={4} collisionPadding={8} className={cx('z-50 outline-none', own.length === 0 && 'hidden')}>
              <Base.Popup className={cx(popup, 'max-w-(--available-width)')}>
                <Base.Status className="px-2 py-1 text-xs text-ink-faint">{words.own_found(own.length)}</Base.Status>
                <Base.List className="outline-none">
                  {(item: Own) => (
                    <Base.Item key={`${item.name} ${item.domain}`} value={item} className={popupItem} onClick={() => onPick(item)}>
                      <Building2 aria-hidden className="size-4 shrink-0 text-ink-faint" />
                      <span className="min-w-0 flex-1">
                        <span className="block truncate">{item.name}</span>
                        {item.domain && <span className="block truncate text-xs text-ink-faint">{item.domain}</span>}
                      </span>
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
