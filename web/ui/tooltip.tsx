import { mergeProps } from '@base-ui/react/merge-props'
import {
  cloneElement,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentProps,
  type ReactElement,
  type ReactNode,
} from 'react'
import { createPortal } from 'react-dom'

const HOVER_MS = 350
const LEAVE_MS = 120
const GAP = 6

/**
 * A short explanation beside something that already has a name: on hover and on focus, not on touch. Escape closes it,
 * and the pointer may move onto it (WCAG 1.4.13). Written here because a tooltip stands on every page, and the library's
 * brings a positioning engine of 30 kB along.
 */
export function Tooltip({
  text,
  side = 'top',
  children,
}: {
  text: ReactNode
  side?: 'top' | 'bottom'
  /** One focusable element. */
  children: ReactElement<ComponentProps<'button'>>
}) {
  const id = useId()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const after = (ms: number, element: HTMLElement | null) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setAnchor(element), ms)
  }
  const hide = () => after(0, null)
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (!anchor) return
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setAnchor(null)
    const close = () => setAnchor(null)
    document.addEventListener('keydown', onKey)
    document.addEventListener('scroll', close, { capture: true, passive: true })
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('scroll', close, { capture: true })
    }
  }, [anchor])
  const props = mergeProps<'button'>(children.props, {
    onPointerEnter: (event) => event.pointerType === 'mouse' && after(HOVER_MS, event.currentTarget),
    onPointerLeave: () => after(LEAVE_MS, null),
    onPointerDown: hide,
    onFocus: (event) => event.currentTarget.matches(':focus-visible') && after(0, event.currentTarget),
    onBlur: hide,
    ...(anchor && !children.props['aria-describedby'] ? { 'aria-describedby': id } : {}),
  })
  return (
    <>
      {cloneElement(children, props)}
      {anchor &&
        createPortal(
          <Tip id={id} anchor={anchor} side={side} onEnter={() => clearTimeout(timer.current)} onLeave={hide}>
            {text}
          </Tip>,
          document.body,
        )}
    </>
  )
}

function Tip(props: {
  id: string
  anchor: HTMLElement
  side: 'top' | 'bottom'
  onEnter: () => void
  onLeave: () => void
  children: ReactNode
}) {
  const { anchor, side } = props
  const tip = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = tip.current
    if (!element) return
    const at = anchor.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = element
    const fitsAbove = at.top - height - GAP > 4
    const below = side === 'bottom' ? at.bottom + height + GAP < window.innerHeight : !fitsAbove
    const left = Math.min(Math.max(8, at.left + at.width / 2 - width / 2), window.innerWidth - width - 8)
    element.style.translate = `${Math.round(left)}px ${Math.round(below ? at.bottom + GAP : at.top - height - GAP)}px`
    element.style.visibility = 'visible'
  }, [anchor, side, props.children])
  return (
    <div
      ref={tip}
      id={props.id}
      role="tooltip"
      onPointerEnter={props.onEnter}
      onPointerLeave={props.onLeave}
      className="invisible fixed top-0 left-0 z-60 w-max max-w-64 rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-low"
    >
      {props.children}
    </div>
  )
}
