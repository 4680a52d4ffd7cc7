import { Building2 } from 'lucide-react'
import { useEffect, useId, useState, type KeyboardEvent } from 'react'
import { cx, Field } from '../../ui/index.ts'
import { control } from '../../ui/surfaces.ts'
import { useSuggestions, type Suggestions } from '../calls.ts'
import { words } from './words.ts'

type Own = Suggestions['own'][number]

const MOST = 5

/** The text as it was a moment ago: what is being typed is not asked about. */
export function useRested(text: string, ms = 200): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), ms)
    return () => clearTimeout(timer)
  }, [text, ms])
  return rested
}

/**
 * The company's name; companies that were registered before are offered while it is typed. Anything else may be typed
 * too, so this is a text with suggestions (ARIA's editable combobox) and not a choice.
 */
export function CompanyField(props: {
  value: string
  onChange: (name: string) => void
  onPick: (company: Own) => void
  /** Called when the field is left, with the domain that stands in it, if one does. */
  onDomain: (domain: string) => void
  error: string | null
}) {
  const { value, onChange, onPick, onDomain, error } = props
  const listId = useId()
  const [typing, setTyping] = useState(false)
  const [active, setActive] = useState(-1)
  const found = useSuggestions(useRested(value)).data
  const typed = value.trim().toLowerCase()
  const own = (found?.own ?? []).filter((one) => one.name.toLowerCase() !== typed).slice(0, MOST)
  const open = typing && own.length > 0
  const domain = found?.domain ?? null
  const optionId = (place: number) => `${listId}-${place}`
  const close = () => {
    setTyping(false)
    setActive(-1)
  }
  const pick = (company: Own) => {
    close()
    onPick(company)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const chosen = own[active]
    if (step !== 0 && own.length > 0) {
      event.preventDefault()
      setTyping(true)
      // One place more than there are companies: the text itself.
      setActive((before) => ((before + 1 + step + own.length + 1) % (own.length + 1)) - 1)
    } else if (event.key === 'Enter' && open && chosen) {
      event.preventDefault()
      pick(chosen)
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      close()
    }
  }
  return (
    <Field
      label={words.fields.account_name}
      name="account_name"
      hint={domain ? words.name_is_address(domain) : words.hints.account_name}
      error={error}
    >
      {(ids) => (
        <div className="relative">
          <input
            {...ids}
            name="account_name"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={listId}
            aria-activedescendant={open && active >= 0 ? optionId(active) : undefined}
            required
            autoComplete="off"
            autoCapitalize="words"
            enterKeyHint="next"
            maxLength={300}
            value={value}
            className={control}
            onChange={(event) => {
              setTyping(true)
              setActive(-1)
              onChange(event.currentTarget.value)
            }}
            onKeyDown={onKeyDown}
            onBlur={() => {
              close()
              if (domain) onDomain(domain)
            }}
          />
          <ul
            id={listId}
            role="listbox"
            aria-label={words.own}
            className={cx(
              'absolute inset-x-0 top-full z-20 mt-1 rounded-lg bg-raised p-1 shadow-high',
              !open && 'hidden',
            )}
          >
            {own.map((company, place) => (
              <li
                key={`${company.name} ${company.domain}`}
                id={optionId(place)}
                role="option"
                aria-selected={place === active}
                // Pressing must not take the focus from the field: leaving it closes the list.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => pick(company)}
                className={cx(
                  'flex min-h-11 cursor-pointer items-center gap-2.5 rounded-md px-2 py-1 hover:bg-sunken',
                  place === active && 'bg-sunken',
                )}
              >
                <Building2 aria-hidden className="size-4 shrink-0 text-ink-faint" />
                <span className="min-w-0 flex-1 leading-tight">
                  <span className="block truncate">{company.name}</span>
                  {company.domain && <span className="block truncate text-xs text-ink-faint">{company.domain}</span>}
                </span>
              </li>
            ))}
          </ul>
          <span role="status" className="sr-only">
            {open ? words.own_found(own.length) : ''}
          </span>
        </div>
      )}
    </Field>
  )
}
