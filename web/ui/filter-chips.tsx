import { ChevronDown, X } from 'lucide-react'
import { cx } from './cx.ts'
import { Menu } from './menu.tsx'
import { words } from './words.ts'

export type Filter = {
  id: string
  label: string
  options: readonly { value: string; label: string }[]
  /** The chosen option's value; `null` for no filter. */
  value: string | null
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
        const chosen = filter.options.find((option) => option.value === filter.value)
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
            <Menu
              align="start"
              trigger={
                <button
                  type="button"
                  className={cx(
                    'flex items-center gap-1 rounded-full pl-2.5 hover:bg-sunken/60',
                    chosen ? 'rounded-r-none pr-1.5' : 'pr-2 hover:text-ink',
                  )}
                >
                  {filter.label}
                  {chosen ? (
                    <span className="font-medium">{chosen.label}</span>
                  ) : (
                    <ChevronDown aria-hidden className="size-3" />
                  )}
                </button>
              }
              items={[
                {
                  kind: 'choice',
                  id: filter.id,
                  label: filter.label,
                  value: filter.value ?? '',
                  options: filter.options,
                  onPick: (value) => onChange(filter.id, value),
                },
              ]}
            />
            {chosen && (
              <button
                type="button"
                aria-label={words.remove_filter(`${filter.label} ${chosen.label}`)}
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
