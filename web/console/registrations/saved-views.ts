import { useEffect, useMemo, useRef, useState } from 'react'
import type { Answer } from '../../api/contracts.ts'
import { api } from '../../api/client.ts'
import { useApiQuery } from '../../api/hooks.ts'
import type { UrlState } from '../../url-state.ts'
import { effective, type ViewState } from './desk.ts'
import { words } from './desk-words.ts'
import { builtIn, stateOf, VIEWS } from './views.ts'

export type SavedView = Answer<'view.list'>['rows'][number]

/** A tab: built in, or saved. */
export type Tab = { key: string; name: string; state: ViewState; saved: SavedView | null }

const BUILT_IN: readonly Tab[] = VIEWS.map((view) => ({
  key: view,
  name: words.views[view],
  state: stateOf(view),
  saved: null,
}))

/** Built-in tabs and saved ones, as this person put them; new ones come last. */
function ordered(tabs: readonly Tab[], order: readonly string[]): Tab[] {
  const placeOf = (tab: Tab) => {
    const place = order.indexOf(tab.key)
    return place < 0 ? order.length : place
  }
  return tabs
    .map((tab, index) => ({ tab, index }))
    .sort((a, b) => placeOf(a.tab) - placeOf(b.tab) || a.index - b.index)
    .map(({ tab }) => tab)
}

/** The tabs of the list, the one that the address names, and what it shows. */
export function useTabs(url: UrlState) {
  const query = useApiQuery('view.list', { query: { list: 'registrations' } })
  const { data } = query
  const tabs = useMemo(() => {
    const saved = data?.rows.map((view) => ({ key: view.id, name: view.name, state: view.state, saved: view })) ?? []
    return ordered([...BUILT_IN, ...saved], data?.order ?? [])
  }, [data])
  const named = url['view']
  const all = BUILT_IN.at(-1)
  const found = tabs.find((tab) => tab.key === (named ?? 'all'))
  const tab = found ?? all
  if (!tab) throw new Error('there is always the view of all')
  const state = useMemo(() => effective(tab.state, url), [tab, url])
  return {
    tabs,
    tab,
    state,
    /** A saved view is named, and it is not known yet whether there is one. */
    isPending: found === undefined && builtIn(named) === undefined && query.isPending,
    isGone: found === undefined && named !== undefined && query.isSuccess,
    seen: data?.seen,
  }
}

/** A look shorter than this is passing by. */
const LOOK_MS = 3000

/** When this person looked at the view before now; noted again when they stay with it. `undefined`: not known yet. */
export function useSince(key: string, seen: Readonly<Record<string, string>> | undefined): string | null | undefined {
  const before = useRef<{ key: string; at: string | null } | null>(null)
  const [, setKnown] = useState('')
  // What was known on arrival stays for this visit, or the marks would go while one reads.
  if (seen && before.current?.key !== key) before.current = { key, at: seen[key] ?? null }
  useEffect(() => {
    if (!seen) return
    setKnown(key)
    const timer = setTimeout(
      () => void api('view.see', { body: { list: 'registrations', key } }).catch(() => undefined),
      LOOK_MS,
    )
    return () => clearTimeout(timer)
  }, [key, seen])
  return before.current?.key === key ? before.current.at : undefined
}
