import { useSyncExternalStore } from 'react'

/**
 * Where the person is: the address, as one value that changes when a move is done. Every move inside the app comes
 * through here, so that a page with unsaved work can ask before it is left, whichever way.
 */
export type Place = { pathname: string; search: string }

export type How = 'push' | 'replace'

/** What an entry of the browser's history carries: its number in the row of moves, and how far down the page was. */
type Entry = { n: number; scroll?: number }

type Guard = () => boolean

const read = (): Place => ({ pathname: window.location.pathname, search: window.location.search })
const entry = (): Entry => (window.history.state as Entry | null) ?? { n: 0 } // only this file writes it

let place: Place = { pathname: '/', search: '' }
let n = 0
const listeners = new Set<(moved: 'forward' | 'back') => void>()
const guards = new Set<Guard>()

/** Says whether the person may leave: a page with unsaved work asks. Returns how to stop asking. */
export function guard(mayLeave: Guard): () => void {
  guards.add(mayLeave)
  return () => guards.delete(mayLeave)
}

const mayLeave = (to: string) => to === place.pathname || [...guards].every((ask) => ask())

function arrive(moved: 'forward' | 'back'): void {
  place = read()
  n = entry().n
  for (const listen of listeners) listen(moved)
}

/** Goes to an address of this app; false when the person stayed. */
export function move(href: string, how: How): boolean {
  const to = new URL(href, window.location.href)
  if (!mayLeave(to.pathname)) return false
  if (how === 'push') {
    // How far down this page was, for the way back.
    window.history.replaceState({ ...entry(), scroll: window.scrollY } satisfies Entry, '')
    window.history.pushState({ n: n + 1 } satisfies Entry, '', to)
  } else window.history.replaceState(entry(), '', to)
  arrive('forward')
  return true
}

let undoing = false

function onPop(): void {
  if (undoing) {
    undoing = false
    return
  }
  // The browser has moved already. Who wants to stay is taken back, and no page has noticed.
  if (!mayLeave(window.location.pathname)) {
    undoing = true
    window.history.go(n - entry().n)
    return
  }
  arrive('back')
}

/** Begins to follow the browser's own buttons; once, when the app starts. */
export function follow(): void {
  window.history.scrollRestoration = 'manual'
  window.history.replaceState(entry(), '')
  place = read()
  n = entry().n
  window.addEventListener('popstate', onPop)
}

/** How far down the page was when it was left; zero for a new one. */
export function keptScroll(): number {
  return entry().scroll ?? 0
}

/** Is told of every move once it is done. */
export function onMove(listen: (moved: 'forward' | 'back') => void): () => void {
  listeners.add(listen)
  return () => listeners.delete(listen)
}

/** Where the person is. */
export function usePlace(): Place {
  return useSyncExternalStore(onMove, () => place)
}

/** On which page, whatever its query: who needs only that is not drawn again when a filter changes. */
export function usePathname(): string {
  return useSyncExternalStore(onMove, () => place.pathname)
}
