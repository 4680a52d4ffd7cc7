import { Zap } from 'lucide-react'
import type { CommandItem } from '../ui/index.ts'

/**
 * What can be done on the page that is open, by name: the buttons of its head. What stands there and works is exactly
 * what this person may do to this record now, so there is no second list of it to keep right.
 */
export function pageActions(): CommandItem[] {
  const found = document.querySelectorAll<HTMLElement>('[data-page-actions] :is(button, a[href])')
  // The head leads up to what is most to be done: here that comes first.
  return [...found].reverse().flatMap((control, place) => {
    const label = labelOf(control)
    if (label === '' || control.matches(':disabled, [aria-disabled=true], [hidden]')) return []
    return [{ id: `page-${place}`, label, icon: <Zap />, onPick: () => pressed(control) }]
  })
}

/** The name without what only eyes are told: icons, and the key that presses it. */
function labelOf(control: HTMLElement): string {
  const copy = control.cloneNode(true) as HTMLElement // the copy of an element is one
  for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove()
  return (control.getAttribute('aria-label') ?? copy.textContent ?? '').trim()
}

/** Once the palette has closed and given the focus back, or a dialog would open beneath it. */
function pressed(control: HTMLElement): void {
  setTimeout(() => {
    control.focus()
    control.click()
  }, 60)
}
