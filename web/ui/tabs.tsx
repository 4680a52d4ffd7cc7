import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Link } from './link.tsx'

const tab =
  'relative flex h-9 touch:h-11 shrink-0 items-center gap-1.5 px-0.5 text-sm font-medium whitespace-nowrap transition-colors ' +
  'after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:rounded-full focus-visible:-outline-offset-2'
const active = 'text-ink after:bg-accent'
const inactive = 'text-ink-faint hover:text-ink'
const list = 'flex gap-5 overflow-x-auto border-b border-line [scrollbar-width:none]'

function Count({ of }: { of: number | string | undefined }) {
  if (of === undefined) return null
  return <span className="rounded-full bg-neutral-soft px-1.5 text-xs tabular-nums text-ink-soft">{of}</span>
}

export type TabItem = { id: string; label: string; count?: number | string; content: ReactNode }

/** Parts of one record, one of them in sight. */
export function Tabs({
  label,
  items,
  value,
  onChange,
}: {
  label: string
  items: readonly TabItem[]
  value: string
  onChange: (id: string) => void
}) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(String(next))}>
      <Base.List aria-label={label} className={list}>
        {items.map((item) => (
          <Base.Tab key={item.id} value={item.id} className={(state) => cx(tab, state.active ? active : inactive)}>
            {item.label}
            <Count of={item.count} />
          </Base.Tab>
        ))}
      </Base.List>
      {items.map((item) => (
        <Base.Panel key={item.id} value={item.id} className="pt-4">
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}

export type ViewTab = {
  id?: string
  href: string
  label: string
  count?: number | string
  current: boolean
  mark?: ReactNode
}

/** Saved views of a list: links, so that each has an address. */
export function ViewTabs({ label, views, end }: { label: string; views: readonly ViewTab[]; end?: ReactNode }) {
  return (
    <nav aria-label={label} className={list}>
      {views.map((view) => (
        <Link
          key={view.id ?? view.href}
          href={view.href}
          look="plain"
          aria-current={view.current ? 'page' : undefined}
          className={cx(tab, view.current ? active : inactive)}
        >
          {view.mark}
          {view.label}
          <Count of={view.count} />
        </Link>
      ))}
      {end}
    </nav>
  )
}
