import { useEffect, type RefObject } from 'react'
import { useUrlFlag } from '../../url-state.ts'

/** Whoever was led here to say something (by a mail, by "what needs you") finds the place under their hands. */
export function useArrived(place: RefObject<HTMLElement | null>): void {
  const [asked] = useUrlFlag('answer')
  useEffect(() => {
    if (!asked) return
    const field = place.current?.querySelector<HTMLElement>('textarea, button')
    field?.focus({ preventScroll: true })
    place.current?.scrollIntoView({ block: 'start' })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, on arriving
  }, [])
}
