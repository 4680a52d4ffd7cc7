import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useGoing } from '../router/router.tsx'
import { cx } from './cx.ts'
import { popup, popupGroupLabel, popupItem } from './surfaces.ts'
import { words } from './words.ts'

export type MenuItem =
  | {
      kind: 'action'
      id: string
      label: string
      icon?: ReactNode
      hint?: ReactNode
      danger?: boolean
      disabled?: boolean
      onPick: () => void
    }
  | { kind: 'link'; id: string; label: string; icon?: ReactNode; hint?: ReactNode; href: string; current?: boolean }
  | {
      kind: 'choice'
      id: string
      label: string
      value: string
      options: readonly { value: string; label: string }[]
      onPick: (value: string) => void
    }
  | {
      kind: 'several'
      id: string
      label: string
      values: readonly string[]
      options: readonly { value: string; label: string }[]
      onChange: (values: string[]) => void
    }
  | { kind: 'line'; id: string }
  | { kind: 'heading'; id: string; label: ReactNode }

/** Things to do, behind a button. */
export function Menu({
  trigger,
  items,
  align = 'end',
  side = 'bottom',
}: {
  /** A button; it keeps its own name. */
  trigger: ReactElement
  items: readonly MenuItem[]
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom'
}) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal role="region" aria-label={words.choices}>
        <Base.Positioner align={align} side={side} sideOffset={4} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup className={cx(popup, 'min-w-48 max-w-80')}>
            {items.map((item) => (
              <Entry key={item.id} item={item} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Entry({ item }: { item: MenuItem }) {
  const { go } = useGoing()
  switch (item.kind) {
    case 'line':
      return <Base.Separator className="mx-1 my-1 h-px bg-line" />
    case 'heading':
      return <div className="px-2 py-1.5 text-xs text-ink-faint">{item.label}</div>
    case 'choice':
      return (
        <Base.Group>
          <Base.GroupLabel className={popupGroupLabel}>{item.label}</Base.GroupLabel>
          <Base.RadioGroup value={item.value} onValueChange={(value) => item.onPick(String(value))}>
            {item.options.map((option) => (
              <Base.RadioItem key={option.value} value={option.value} closeOnClick className={popupItem}>
                <span className="min-w-0 flex-1 truncate">{option.label}</span>
                <Base.RadioItemIndicator className="text-accent-ink">
                  <Check aria-hidden className="size-3.5" />
                </Base.RadioItemIndicator>
              </Base.RadioItem>
            ))}
          </Base.RadioGroup>
        </Base.Group>
      )
    case 'several':
      return (
        <Base.Group>
          <Base.GroupLabel className={popupGroupLabel}>{item.label}</Base.GroupLabel>
          {item.options.map((option) => (
            <Base.CheckboxItem
              key={option.value}
              checked={item.values.includes(option.value)}
              onCheckedChange={(on) =>
                item.onChange(
                  item.options
                    .map(({ value }) => value)
                    .filter((value) => (value === option.value ? on : item.values.includes(value))),
                )
              }
              className={popupItem}
            >
              <span className="min-w-0 flex-1 truncate">{option.label}</span>
              <Base.CheckboxItemIndicator className="text-accent-ink">
                <Check aria-hidden className="size-3.5" />
              </Base.CheckboxItemIndicator>
            </Base.CheckboxItem>
          ))}
        </Base.Group>
      )
    case 'link':
      return (
        <Base.LinkItem
          href={item.href}
          aria-current={item.current ? 'true' : undefined}
          closeOnClick
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || item.href.startsWith('/api/')) return
            event.preventDefault()
            go(item.href)
          }}
          className={popupItem}
        >
          <Inside {...item} />
          {item.current && <Check aria-hidden className="size-3.5 text-accent-ink" />}
        </Base.LinkItem>
      )
    case 'action':
      return (
        <Base.Item
          disabled={item.disabled ?? false}
          onClick={item.onPick}
          className={cx(popupItem, item.danger && 'text-danger')}
        >
          <Inside {...item} />
        </Base.Item>
      )
  }
}

function Inside({ icon, label, hint }: { icon?: ReactNode; label: string; hint?: ReactNode }) {
  return (
    <>
      {icon && <span className="flex shrink-0 text-ink-faint [&>svg]:size-4">{icon}</span>}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{label}</span>
        {hint && <span className="block truncate text-xs text-ink-faint">{hint}</span>}
      </span>
    </>
  )
}
