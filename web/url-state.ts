import { useLocation, useParams, useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { withQuery } from './paths.ts'

export type UrlState = Readonly<Record<string, string | undefined>>

/** The query of an address as plain text, so that a link reads as it is: `?status=in_review`. */
export const search = {
  parse: (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text)),
  stringify: (values: Record<string, unknown>): string => {
    const text = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString()
    return text ? `?${text}` : ''
  },
}

/**
 * What a screen shows stands in its address: filter, sort, view, open record. Setting a name to `null` takes it out.
 * Replaces the address unless told to `push` (then "back" undoes it: opening a record beside its list, say).
 */
export function useUrlState(): [
  UrlState,
  (patch: Readonly<Record<string, string | null>>, how?: 'replace' | 'push') => void,
] {
  const router = useRouter()
  const location = useLocation()
  // Our own parser made it, and it makes nothing but strings.
  const state = location.search as UrlState
  const set = useCallback(
    (patch: Readonly<Record<string, string | null>>, how: 'replace' | 'push' = 'replace') => {
      const now = router.state.location
      router.history[how](withQuery(now.pathname, { ...(now.search as UrlState), ...patch }))
    },
    [router],
  )
  return [state, set]
}

/** A parameter of the page's address. */
export function usePathParam(name: string): string {
  // The router types parameters by a registered tree; ours are declared by their pattern in paths.ts.
  const value = (useParams({ strict: false }) as Record<string, string | undefined>)[name]
  if (value === undefined) throw new Error(`the address of this page has no ${name}`)
  return value
}

/** Goes to an address of ours. */
export function useGo(): (href: string, how?: 'replace' | 'push') => void {
  const router = useRouter()
  return useCallback((href: string, how: 'replace' | 'push' = 'push') => router.history[how](href), [router])
}
