import { useEffect } from 'react'
import { acting } from '../api/client.ts'

/** A record that was open lately. */
export type Visited = { noun: string; id: string; title: string; href: string }

const MOST = 7

/** For the membership that acts; forgotten with the tab, so that no names stay on a machine that is shared. */
const keyOf = () => `recent ${acting() ?? ''}`

export function recentRecords(): Visited[] {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf()) ?? '[]') as Visited[] // only useVisited writes it
  } catch {
    return [] // a browser that keeps nothing, or something else's words under our name
  }
}

/** Remembers that this record was open. */
export function useVisited(noun: string, id: string, title: string): void {
  useEffect(() => {
    const here: Visited = { noun, id, title, href: window.location.pathname }
    const all = [here, ...recentRecords().filter((one) => one.id !== id)].slice(0, MOST)
    try {
      sessionStorage.setItem(keyOf(), JSON.stringify(all))
    } catch {
      // nothing is remembered then
    }
  }, [noun, id, title])
}
