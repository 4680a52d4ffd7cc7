import { useEffect, useRef } from 'react'
import { keysAreTaken } from '../../ui/index.ts'

/** Digits pick an account, n says none of them; while somebody types, or a dialog is open, keys mean what they say. */
export function useMatchKeys(on: boolean, candidates: number, onKey: (pressed: number | 'none') => void): void {
  const now = useRef(onKey)
  useEffect(() => {
    now.current = onKey
  })
  useEffect(() => {
    if (!on) return
    const listen = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || keysAreTaken(event.target)) return
      const place = Number(event.key) - 1
      const is_place = /^[1-5]$/.test(event.key) && place < candidates
      if (!is_place && event.key !== 'n') return
      event.preventDefault()
      now.current(is_place ? place : 'none')
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [on, candidates])
}
