import { defaultRangeExtractor, useWindowVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** Below so many rows all of them stand in the page: searching in it finds them, and nothing has to be measured. */
const WINDOWED_FROM = 120
/** Rows drawn beyond the screen, above and below. */
const OVERSCAN = 12
/** More rows are asked for when so few are left below. */
const ASK_WITHIN = 40
const ROW_PX = 41

export type Windowed = {
  /** Places of the rows that are drawn, with what is left out before each. */
  items: readonly { index: number; gap: number }[]
  /** Pixels below the last. */
  after: number
  measure: ((element: HTMLElement | null) => void) | null
}

/**
 * Which rows of a long list are drawn: those near the screen, and the one with the focus with its neighbours, so that j and
 * k always find the next one and a screen reader never loses its place.
 */
export function useWindowed(body: RefObject<HTMLElement | null>, count: number, onEnd?: () => void): Windowed {
  const isLong = count >= WINDOWED_FROM
  const [top, setTop] = useState(0)
  const focused = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (!isLong || !body.current) return
    setTop(body.current.getBoundingClientRect().top + window.scrollY)
  }, [isLong, body])
  useEffect(() => {
    const element = body.current
    const onFocus = (event: FocusEvent) => {
      const row = event.target instanceof HTMLElement ? event.target.closest('[data-index]') : null
      focused.current = row ? Number(row.getAttribute('data-index')) : null
    }
    element?.addEventListener('focusin', onFocus)
    return () => element?.removeEventListener('focusin', onFocus)
  })
  const rangeExtractor = useCallback((range: Range) => {
    const near = defaultRangeExtractor(range)
    const place = focused.current
    if (place === null || place >= range.count) return near
    const kept = [place - 1, place, place + 1].filter((index) => index >= 0 && index < range.count)
    return [...new Set([...near, ...kept])].sort((a, b) => a - b)
  }, [])
  // oxlint-disable-next-line react/incompatible-library -- what it answers is read in this drawing and kept by nobody
  const virtualizer = useWindowVirtualizer({
    count: isLong ? count : 0,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: top,
    rangeExtractor,
    indexAttribute: 'data-index',
    // Enough is drawn beyond the screen: a step that scrolls need not wait for the rows that it brings nearer.
    useFlushSync: false,
  })
  const drawn = virtualizer.getVirtualItems()
  const last = drawn.at(-1)?.index ?? (isLong ? 0 : count)
  const asked = useRef(0)
  useEffect(() => {
    if (!onEnd || count === 0 || last < count - ASK_WITHIN || asked.current === count) return
    // A short list asks only when it is scrolled to; its foot has a button.
    if (!isLong) return
    asked.current = count
    onEnd()
  }, [last, count, isLong, onEnd])
  if (!isLong) {
    return { items: Array.from({ length: count }, (_, index) => ({ index, gap: 0 })), after: 0, measure: null }
  }
  let end = top
  const items = drawn.map(({ index, start, end: until }) => {
    const gap = Math.max(0, start - end)
    end = until
    return { index, gap }
  })
  return {
    items,
    after: Math.max(0, virtualizer.getTotalSize() + top - end),
    measure: virtualizer.measureElement,
  }
}
