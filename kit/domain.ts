import { parse } from 'tldts'
import { FREE_MAIL_HOSTS } from './free-mail-hosts.ts'

export type RegistrableDomain =
  | { ok: true; domain: string }
  | { ok: false; why: 'empty' | 'not_a_domain' | 'public_suffix' | 'free_mail_host' | 'ip_address' }

/** Names kept for documentation and tests (RFC 2606): nobody owns them, but examples may use them. */
const RESERVED_FOR_EXAMPLES: ReadonlySet<string> = new Set(['example', 'test'])

/**
 * The domain somebody registered, in ASCII, from whatever a person or a CRM writes: a URL, an e-mail address, a host.
 * Names under a private suffix are their owner's ("x.github.io"); a suffix itself, a free-mail host and an
 * IP address name no company.
 */
export function registrableDomain(input: string): RegistrableDomain {
  const text = input.replace(/\p{Cf}/gu, '').trim()
  if (text === '') return { ok: false, why: 'empty' }
  // Longer than any address could be: refused before anything looks at it more closely.
  if (text.length > 2048) return { ok: false, why: 'not_a_domain' }
  const host = asciiHost(hostPart(text))
  if (host === null) return { ok: false, why: 'not_a_domain' }
  if (host === 'ip') return { ok: false, why: 'ip_address' }

  const found = parse(host, { allowPrivateDomains: true, extractHostname: false })
  const reserved = RESERVED_FOR_EXAMPLES.has(found.publicSuffix ?? '')
  if (!found.isIcann && !found.isPrivate && !reserved) return { ok: false, why: 'not_a_domain' }
  if (!found.domain) return { ok: false, why: 'public_suffix' }
  if (FREE_MAIL_HOSTS.has(found.domain)) return { ok: false, why: 'free_mail_host' }
  return { ok: true, domain: found.domain }
}

/** The part of a registered domain before its public suffix: "acme" of acme.co.uk; the domain itself where it has none. */
export function domainLabel(domain: string): string {
  const found = parse(domain, { allowPrivateDomains: true, extractHostname: false, validateHostname: false })
  return found.domainWithoutSuffix || domain
}

/** Labels shorter than this are abbreviations that belong to somebody else under every other suffix. */
const TELLING_LABEL = 4

/**
 * Two registered domains: one, or the same label under another public suffix ("acme.de" and "acme.com", `sibling`).
 * A label of three letters or fewer tells nothing, and a host under a private suffix ("acme.github.io") has no siblings.
 */
export function domainRelation(a: string, b: string): 'same' | 'sibling' | 'other' {
  if (a === b) return 'same'
  const label = domainLabel(a)
  if (label.length < TELLING_LABEL || label !== domainLabel(b)) return 'other'
  const owned = (domain: string) => parse(domain, { allowPrivateDomains: true, extractHostname: false }).isPrivate
  return owned(a) || owned(b) ? 'other' : 'sibling'
}

function hostPart(text: string): string {
  const withoutScheme = text.replace(/^(?:mailto:|[a-z][a-z0-9+.-]*:\/\/|\/\/)/i, '')
  const authority = withoutScheme.split(/[/?#\\]/, 1)[0] ?? ''
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  return host.replace(/:\d*$/, '').replace(/\.$/, '')
}

/** The host in lower case and punycode; 'ip' for an address; null when it cannot be a host. */
function asciiHost(host: string): string | null | 'ip' {
  if (/^\[[0-9a-f:.]+\]$/i.test(host) || /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || /^[0-9a-f]*:[0-9a-f:.]+$/i.test(host))
    return 'ip'
  // A URL would decode "%41", read "1.2" as an address and drop tabs: none of that is a domain somebody wrote.
  if (host === '' || /[\s%@:[\]<>"'(),;|^`{}*_]/.test(host)) return null
  let ascii: string
  try {
    ascii = new URL(`http://${host}/`).hostname
  } catch {
    return null
  }
  if (/^[\d.]+$/.test(ascii) || ascii.length > 253) return null
  const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
  return ascii.split('.').every((part) => label.test(part)) ? ascii : null
}
