import { useEffect, useRef } from 'react'
import { keysAreTaken } from '../../ui/index.ts'

export type DeskVerb = 'approve' | 'reject' | 'ask' | 'assign'

const KEYS: Readonly<Record<string, DeskVerb>> = { a: 'approve', r: 'reject', i: 'ask', m: 'assign' }

export type Pressed = { kind: 'verb'; verb: DeskVerb } | { kind: 'keys' } | { kind: 'escape' }

/** What a key means on the desk. */
export function readKey(event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'>): Pressed | null {
  if (event.metaKey || event.ctrlKey || event.altKey) return null
  if (event.key === '?') return { kind: 'keys' }
  if (event.key === 'Escape') return { kind: 'escape' }
  const verb = KEYS[event.key]
  return verb ? { kind: 'verb', verb } : null
}

/** The row under the cursor, if the cursor is in the list. */
export function focusedRow(): string | null {
  return document.activeElement?.closest('[data-row]')?.getAttribute('data-row') ?? null
}

/**
 * Keys of the list. `onKey` answers whether it took the key; then nothing else on the page hears of it (with rows
 * selected, "a" is for them and not for the panel beside the list).
 */
export function useDeskKeys(onKey: (pressed: Pressed) => boolean): void {
  const now = useRef(onKey)
  useEffect(() => {
    now.current = onKey
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const pressed = readKey(event)
      if (!pressed || keysAreTaken(event.target) || !now.current(pressed)) return
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    document.addEventListener('keydown', listen, { capture: true })
    return () => document.removeEventListener('keydown', listen, { capture: true })
  }, [])
}
