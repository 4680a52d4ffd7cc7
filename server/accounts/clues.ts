import { fold } from '#kit/company-name.ts'
import { domainLabel } from '#kit/domain.ts'
import { nameKeysOf } from '#kit/name-keys.ts'
import { readName, type NameReading } from '#kit/name-reading.ts'
import { phoneKey } from '#kit/phone.ts'
import { streetKey } from '#kit/street.ts'

/**
 * What an account may be recognised by, each folded into a number for the table `account_clue`. The way they are made
 * has a version: where it changes, the clues that are kept are made anew in the background (rekey.ts).
 */
export const CLUES_VERSION = 1

/** What is known of a company, as accounts keep it. */
export type KnownBy = {
  name: string
  domain: string | null
  country: string | null
  city?: string | null
  street?: string | null
  postcode?: string | null
  phone?: string | null
}

/** Other names and domains that a person said are the same company. */
export type KnownAs = { kind: 'name' | 'domain'; key: string; text: string }

/** The clues under which an account is kept. */
export function cluesOf(known: KnownBy, aliases: readonly KnownAs[] = []): number[] {
  const texts = new Set(placesOf(known))
  const names = [known.name, ...aliases.flatMap(({ kind, text }) => (kind === 'name' ? [text] : []))]
  const domains = [known.domain, ...aliases.flatMap(({ kind, key }) => (kind === 'domain' ? [key] : []))]
  for (const name of names) for (const key of nameKeysOf(readName(name)).store) texts.add(`name ${key}`)
  for (const domain of domains) for (const text of domain ? domainTexts(domain) : []) texts.add(text)
  return [...new Set([...texts].map(numberOf))]
}

/** A clue to ask for, and what it is worth to find an account by it alone. */
export type Ask = { clue: number; weight: number }

const WEIGHTS = { domain: 8, phone: 4, street: 2, label: 2, name: 1 } as const

/** The clues by which a company is looked for. */
export function asksOf(known: KnownBy, reading: NameReading): Ask[] {
  const asks = new Map<number, number>()
  const ask = (text: string, kind: keyof typeof WEIGHTS) => {
    const clue = numberOf(text)
    if (!asks.has(clue)) asks.set(clue, WEIGHTS[kind])
  }
  if (known.domain) {
    const [domain = '', label] = domainTexts(known.domain)
    ask(domain, 'domain')
    if (label) ask(label, 'label')
  }
  for (const text of placesOf(known)) ask(text, text.startsWith('phone') ? 'phone' : 'street')
  for (const key of nameKeysOf(reading).ask) ask(`name ${key}`, 'name')
  return [...asks].map(([clue, weight]) => ({ clue, weight }))
}

/** The domain, and its label: "acme" of acme.de, under which acme.com is found. */
function domainTexts(domain: string): string[] {
  const label = domainLabel(domain)
  return [`domain ${domain}`, ...(label ? [`label ${label}`] : [])]
}

/** A phone is one company's nearly always; a street only together with its place. */
function placesOf({ phone, street, postcode, city, country }: KnownBy): string[] {
  const number = phone ? phoneKey(phone, country) : null
  const line = street ? streetKey(street) : null
  return [
    ...(number ? [`phone ${number}`] : []),
    ...(line && postcode ? [`street ${line} ${fold(postcode)}`] : []),
    ...(line && city ? [`street ${line} ${fold(city)}`] : []),
  ]
}

/**
 * A text as a whole number of 53 bits, which JSON and PostgreSQL's bigint both keep exactly: two lanes of
 * multiplications, mixed at the end (cyrb53, public domain). Nothing is decided by it: accounts found are compared.
 */
export function numberOf(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 4294967296 * (2097151 & b) + (a >>> 0)
}
