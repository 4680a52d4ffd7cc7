import { lazy, Suspense, useSyncExternalStore, type ReactNode } from 'react'

export type ToastInput = {
  title: string
  description?: ReactNode
  tone?: 'success' | 'danger'
  /** "Undo", say. It stays longer when something can be done in it. */
  action?: { label: string; onPick: () => void }
}

const ToastList = /* @__PURE__ */ lazy(() => import('./toast-list.tsx'))

let waiting: readonly ToastInput[] = []
let wanted = false
const listeners = new Set<() => void>()
const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const changed = () => {
  for (const listener of listeners) listener()
}

/** Says in passing what has been done. Never the only place of an error: a form keeps its own. */
export function toast(input: ToastInput): void {
  wanted = true
  waiting = [...waiting, input]
  changed()
}

/** The toasts nobody has shown yet; taking them empties the list. */
export function takeToasts(): readonly ToastInput[] {
  const taken = waiting
  waiting = []
  return taken
}

export function useWaitingToasts(): readonly ToastInput[] {
  return useSyncExternalStore(listen, () => waiting)
}

/** Where toasts appear; once, in the app. Its code is fetched with the first toast. */
export function ToastArea() {
  const needed = useSyncExternalStore(listen, () => wanted)
  if (!needed) return null
  return (
    <Suspense fallback={null}>
      <ToastList />
    </Suspense>
  )
}
