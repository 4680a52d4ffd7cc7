import { useCallback, useMemo } from 'react'
import { withQuery } from './paths.ts'
import { move, usePlace, type How } from './router/place.ts'
import { useGoing, useParams } from './router/router.tsx'

export type UrlState = Readonly<Record<string, string | undefined>>

/** The query of an address as plain text, so that a link reads as it is: `?status=in_review`. */
const parse = (search: string): UrlState => Object.fromEntries(new URLSearchParams(search))

/**
 * What a screen shows stands in its address: filter, sort, view, open record. Setting a name to `null` takes it out.
 * Replaces the address unless told to `push` (then "back" undoes it: opening a record beside its list, say).
 */
export function useUrlState(): [UrlState, (patch: Readonly<Record<string, string | null>>, how?: How) => void] {
  const { search } = usePlace()
  const state = useMemo(() => parse(search), [search])
  const set = useCallback((patch: Readonly<Record<string, string | null>>, how: How = 'replace') => {
    // Read afresh: several may set within one event.
    const { pathname, search: now } = window.location
    move(withQuery(pathname, { ...parse(now), ...patch }), how)
  }, [])
  return [state, set]
}

/** Something that is open or not, in the address: `?new=1` opens the form, so that a link or a command can lead there. */
export function useUrlFlag(name: string): [on: boolean, set: (on: boolean) => void] {
  const [state, set] = useUrlState()
  return [state[name] === '1', useCallback((on: boolean) => set({ [name]: on ? '1' : null }), [name, set])]
}

/** A parameter of the page's address. */
export function usePathParam(name: string): string {
  const value = useParams()[name]
  if (value === undefined) throw new Error(`the address of this page has no ${name}`)
  return value
}

/** Goes to an address of ours. */
export function useGo(): (href: string, how?: How) => void {
  return useGoing().go
}
