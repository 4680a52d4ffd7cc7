import { useEffect, useState, type CSSProperties } from 'react'
import type { Answer } from '../api/contracts.ts'
import { useApiQuery } from '../api/hooks.ts'
import { useAccent } from './accent.ts'
import { words } from './words.ts'

export type Brand = NonNullable<Answer<'brand.entry'>['brand']>

const KEY = 'tributary.brand'
const PLAIN = { accent_light: null, accent_dark: null }

/** Whose pages were looked at last in this browser: so that the next visit begins in their colours. */
function remembered(): Brand | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as Brand | null // written below
  } catch {
    return null
  }
}

/** How the org looks to whoever acts here, with the page in its colours; from the last visit until the answer is there. */
export function useBrand(org: string): Brand | null {
  const [kept] = useState(remembered)
  const last = kept?.org === org ? kept : null
  const { data } = useApiQuery('brand.get')
  const brand = data ?? null
  useEffect(() => {
    if (!brand) return
    const { org, name, portal_title, logo_url, accent_light, accent_dark, support_email, support_url } = brand
    const kept: Brand = { org, name, portal_title, logo_url, accent_light, accent_dark, support_email, support_url }
    localStorage.setItem(KEY, JSON.stringify(kept))
  }, [brand])
  useAccent(brand ?? last ?? PLAIN)
  return brand ?? last
}

/** The same before a sign-in: by the host, by `?org=` in the address, or as it was at the last visit. */
export function useEntryBrand(): Brand | null {
  const [last] = useState(remembered)
  const asked = new URLSearchParams(window.location.search)
  const next = /^\/o\/([\w-]+)/.exec(asked.get('next') ?? '')?.[1]
  const org = asked.get('org') ?? next ?? last?.org
  const { data } = useApiQuery('brand.entry', {
    query: { host: window.location.host, ...(org ? { org } : {}) },
    acting: null,
  })
  const brand = data ? data.brand : last?.org === org ? last : null
  useAccent(brand ?? PLAIN)
  return brand
}

/**
 * An org's logo as high as the mark beside which it stands. Its name is said by the words next to it. Logos are drawn for
 * light ground, so it gets a plate of that in the dark.
 */
export function Logo({ src, height }: { src: string; height: number }) {
  return (
    <img
      src={src}
      alt=""
      style={{ height, '--plate': 'light-dark(transparent, #fff)' } as CSSProperties} // a custom property by its name
      className="w-auto max-w-40 shrink-0 rounded-sm bg-(--plate) object-contain shadow-[0_0_0_4px_var(--plate)]"
    />
  )
}

/** Whom to ask, where the org has said so. */
export function SupportLine({ brand, className }: { brand: Brand | null; className: string }) {
  const href = brand?.support_url ?? (brand?.support_email ? `mailto:${brand.support_email}` : null)
  if (!brand || !href) return null
  return (
    <p className={className}>
      {words.questions}{' '}
      <a href={href} className="inline-flex items-center text-accent-ink underline underline-offset-3 touch:min-h-11">
        {words.ask(brand.name)}
      </a>
    </p>
  )
}
