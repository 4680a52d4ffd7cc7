import { Autocomplete as Base } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { Kbd } from './kbd.tsx'
import { popupGroupLabel, popupItem } from './surfaces.ts'
import { words } from './words.ts'

export type CommandItem = {
  id: string
  label: string
  hint?: string
  icon?: ReactNode
  /** Other words by which it is found. */
  also?: string
  keys?: string
  onPick: () => void
}
export type CommandGroup = {
  label: string
  items: readonly CommandItem[]
  /** These were found elsewhere, for what is typed: they are shown as they are. */
  found?: boolean
}

export type CommandPaletteProps = {
  open: boolean
  onClose: () => void
  title: string
  placeholder: string
  groups: readonly CommandGroup[]
  empty: string
  /** Where records are searched on the server: called 70 ms after the last key. Its answers come back as a group. */
  onSearch?: (text: string) => void
}

/** Goes anywhere and does anything, by name. */
export function CommandPalette({ open, onClose, title, placeholder, groups, empty, onSearch }: CommandPaletteProps) {
  const [text, setText] = useState('')
  useEffect(() => {
    if (!open) setText('')
  }, [open])
  useEffect(() => {
    if (!onSearch || !open) return
    const timer = setTimeout(() => onSearch(text), text === '' ? 0 : 70)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a new closure of the same page must not ask again
  }, [text, open])
  const shown = groups
    .map((group) => ({
      value: group.label,
      items: group.found ? group.items : group.items.filter((item) => fits(item, text)),
    }))
    .filter((group) => group.items.length > 0)
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Viewport className="fixed inset-0 z-50 flex items-start justify-center px-3 pt-[10vh]">
          <Dialog.Popup
            aria-label={title}
            className="popup-motion flex max-h-[min(28rem,76vh)] w-full max-w-xl flex-col overflow-hidden rounded-lg bg-raised shadow-high outline-none"
          >
            <Base.Root
              inline
              open
              items={shown}
              filteredItems={shown}
              value={text}
              onValueChange={setText}
              itemToStringValue={(item: CommandItem) => item.label}
              autoHighlight="always"
              keepHighlight
            >
              <div className="flex h-12 shrink-0 items-center gap-2.5 border-b border-line px-4">
                <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
                <Base.Input
                  aria-label={title}
                  placeholder={placeholder}
                  className="h-full min-w-0 flex-1 bg-transparent text-md text-ink outline-none"
                />
                <Kbd>Esc</Kbd>
              </div>
              <Dialog.Close className="sr-only">{words.close}</Dialog.Close>
              <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5">
                <Base.Empty className="not-empty:px-3 not-empty:py-8 not-empty:text-center text-ink-soft">
                  {empty}
                </Base.Empty>
                <Base.List className="outline-none">
                  {(group: (typeof shown)[number]) => (
                    <Base.Group key={group.value} items={group.items}>
                      <Base.GroupLabel className={popupGroupLabel}>{group.value}</Base.GroupLabel>
                      <Base.Collection>
                        {(item: CommandItem) => (
                          <Base.Item
                            key={item.id}
                            value={item}
                            onClick={() => {
                              onClose()
                              item.onPick()
                            }}
                            className={cx(popupItem, 'h-9 touch:h-11')}
                          >
                            <span className="flex shrink-0 text-ink-faint [&>svg]:size-4">{item.icon}</span>
                            <span className="min-w-0 flex-1 truncate">
                              {item.label}
                              {item.hint && <span className="ml-2 text-ink-faint">{item.hint}</span>}
                            </span>
                            {item.keys && <Kbd>{item.keys}</Kbd>}
                          </Base.Item>
                        )}
                      </Base.Collection>
                    </Base.Group>
                  )}
                </Base.List>
              </div>
              <p className="flex shrink-0 items-center gap-1.5 border-t border-line px-4 py-2 text-xs text-ink-faint max-sm:hidden">
                <Kbd>↑</Kbd>
                <Kbd>↓</Kbd> {words.command_hint}
              </p>
            </Base.Root>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Every typed word begins a word of the entry. */
function fits(item: CommandItem, text: string): boolean {
  const known = `${item.label} ${item.hint ?? ''} ${item.also ?? ''}`.toLowerCase().split(/[\s/.@-]+/)
  const typed = text.toLowerCase().split(/\s+/).filter(Boolean)
  return typed.every((word) => known.some((candidate) => candidate.startsWith(word)))
}
