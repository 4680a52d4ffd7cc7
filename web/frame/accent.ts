import { useLayoutEffect, type CSSProperties } from 'react'
import { accentTokens, checkAccent, DEFAULT_ACCENT } from '../../kit/accent.ts'

export type Accents = { accent_light: string | null; accent_dark: string | null }

/**
 * The accent's tokens for an org's colours, and no others: the focus ring and the tones of states stay as they are. Null
 * where the org has no colour of its own.
 */
function accentStyle({ accent_light, accent_dark }: Accents): Readonly<Record<string, string>> | null {
  if (!accent_light && !accent_dark) return null
  const light = tokensOf(accent_light, 'light')
  const dark = tokensOf(accent_dark, 'dark')
  const both = (name: keyof typeof light) => `light-dark(${light[name]}, ${dark[name]})`
  return {
    '--accent': both('accent'),
    '--accent-hover': both('hover'),
    '--accent-ink': both('ink'),
    '--accent-soft': both('soft'),
    '--on-accent': both('on'),
  }
}

/** A colour that could not be read is shown in its nearest shade that can. */
function tokensOf(hex: string | null, theme: 'light' | 'dark') {
  const own = hex ?? DEFAULT_ACCENT[theme]
  return accentTokens(checkAccent(own, theme).nearest ?? own, theme)
}

/** As a style attribute, for a part of a page. */
export function accentOn(accents: Accents): CSSProperties {
  return { ...accentStyle(accents) } as CSSProperties // React sets custom properties by their names
}

/** Colours the whole page while it is shown. */
export function useAccent({ accent_light, accent_dark }: Accents): void {
  useLayoutEffect(() => {
    const style = accentStyle({ accent_light, accent_dark })
    if (!style) return
    const root = document.documentElement.style
    for (const [name, value] of Object.entries(style)) root.setProperty(name, value)
    return () => {
      for (const name of Object.keys(style)) root.removeProperty(name)
    }
  }, [accent_light, accent_dark])
}
