import { useEffect, type RefObject } from 'react'

/** Is the person typing, or is something open above the page? Then letters are not commands. */
export function keysAreTaken(target: EventTarget | null): boolean {
  const element = target instanceof HTMLElement ? target : null
  if (element?.closest('input:not([type=checkbox]), textarea, select, [contenteditable], [role=listbox], [role=menu]'))
    return true
  return document.querySelector('[role=dialog][aria-modal=true], [role=menu], [role=listbox]') !== null
}

/**
 * Moves the focus along the row links of a table: j and ArrowDown to the next, k and ArrowUp to the one before. The
 * focus is the cursor, so Enter, middle click and screen readers need nothing more.
 */
export function useRowKeys(body: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step =
        event.key === 'j' || event.key === 'ArrowDown' ? 1 : event.key === 'k' || event.key === 'ArrowUp' ? -1 : 0
      if (step === 0 || event.metaKey || event.ctrlKey || event.altKey || keysAreTaken(event.target)) return
      const links = [...(body.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])]
      const row = document.activeElement?.closest('[data-row]')
      const here = links.findIndex((link) => row?.contains(link))
      // Arrows scroll the page until a row has the focus; letters always go to the list.
      if (links.length === 0 || (here < 0 && event.key.startsWith('Arrow'))) return
      event.preventDefault()
      const next = here < 0 ? 0 : Math.min(links.length - 1, Math.max(0, here + step))
      links[next]?.focus({ preventScroll: true })
      links[next]?.closest('[data-row]')?.scrollIntoView({ block: 'nearest' })
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [body])
}
