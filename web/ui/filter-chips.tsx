import { ChevronDown, X } from 'lucide-react'
import { cx } from './cx.ts'
import { Menu, type MenuItem } from './menu.tsx'
import { words } from './words.ts'

export type Filter = {
  id: string
  label: string
  options: readonly { value: string; label: string }[]
  /** The chosen option's value; `null` for no filter. With `several`, values with commas between. */
  value: string | null
  several?: boolean
  /** A value that is no option: how it reads, and what opens to change it. */
  text?: string
  onOpen?: () => void
}

/** How a chip reads: its choice, the two of them, or how many there are. */
function chosenText({ options, value, several, text }: Filter): string | null {
  if (value === null || value === '') return null
  if (text !== undefined) return text
  const values = several ? value.split(',') : [value]
  const labels = options.filter((option) => values.includes(option.value)).map((option) => option.label)
  if (labels.length === 0) return null
  return labels.length <= 2 ? labels.join(', ') : words.so_many(labels.length)
}

function choiceOf(filter: Filter, onChange: (id: string, value: string | null) => void): MenuItem {
  const { id, label, options, value } = filter
  if (!filter.several)
    return { kind: 'choice', id, label, value: value ?? '', options, onPick: (picked) => onChange(id, picked) }
  const values = value ? value.split(',') : []
  return { kind: 'several', id, label, values, options, onChange: (now) => onChange(id, now.join(',') || null) }
}

/** Filters of a list as chips: pressing one offers its values, the cross takes it away. Their state lives in the URL. */
export function FilterChips({
  label,
  filters,
  onChange,
}: {
  label: string
  filters: readonly Filter[]
  onChange: (id: string, value: string | null) => void
}) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap items-center gap-1.5">
      {filters.map((filter) => {
        const chosen = chosenText(filter)
        const trigger = (
          <button
            type="button"
            {...(filter.onOpen ? { onClick: filter.onOpen, 'aria-haspopup': 'dialog' as const } : {})}
            className={cx(
              'flex items-center gap-1 rounded-full pl-2.5 hover:bg-sunken/60',
              chosen ? 'rounded-r-none pr-1.5' : 'pr-2 hover:text-ink',
            )}
          >
            {filter.label}
            {chosen ? <span className="font-medium">{chosen}</span> : <ChevronDown aria-hidden className="size-3" />}
          </button>
        )
        return (
          <span
            key={filter.id}
            className={cx(
              'inline-flex h-7 items-stretch rounded-full border text-xs touch:h-11 touch:text-sm',
              chosen
                ? 'border-accent/35 bg-accent-soft text-accent-ink'
                : 'border-line-strong border-dashed text-ink-soft',
            )}
          >
            {filter.onOpen ? trigger : <Menu align="start" trigger={trigger} items={[choiceOf(filter, onChange)]} />}
            {chosen && (
              <button
                type="button"
                aria-label={words.remove_filter(`${filter.label} ${chosen}`)}
                onClick={() => onChange(filter.id, null)}
                className="flex w-6 items-center justify-center rounded-full rounded-l-none pr-1 hover:bg-sunken/60 touch:w-11"
              >
                <X aria-hidden className="size-3" />
              </button>
            )}
          </span>
        )
      })}
    </div>
  )
}
