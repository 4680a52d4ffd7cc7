import type { KeyboardEvent } from 'react'

const FIELDS = 'input:not([type=hidden]):not([tabindex="-1"]), select, textarea'

/** On a phone the keyboard's "next" goes on to the next field; on a desk Enter sends the form, as everywhere. */
export function goToNextField(event: KeyboardEvent<HTMLFormElement>): void {
  const field = event.target
  if (event.key !== 'Enter' || event.defaultPrevented || !(field instanceof HTMLInputElement)) return
  if (!window.matchMedia('(pointer: coarse)').matches) return
  event.preventDefault()
  const fields = [...event.currentTarget.querySelectorAll<HTMLElement>(FIELDS)].filter((one) => one.checkVisibility())
  const next = fields[fields.indexOf(field) + 1]
  if (next) next.focus()
  else field.blur()
}
