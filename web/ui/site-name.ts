import { createContext, use } from 'react'

/** What the tab of the browser says behind a page's title: whose site this is. */
export const SiteName = createContext('Tributary')

/** A page's title as the browser shows it. */
export function useDocumentTitle(title: string): string {
  return `${title} · ${use(SiteName)}`
}
