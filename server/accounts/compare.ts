import { fold, nameKey } from '#kit/company-name.ts'
import { domainRelation } from '#kit/domain.ts'
import { likeness, type NameDifference, type Rarity } from '#kit/name-likeness.ts'
import { readName, type NameReading } from '#kit/name-reading.ts'
import { phoneKey } from '#kit/phone.ts'
import { streetKey, streetRelation } from '#kit/street.ts'
import type { KnownAs, KnownBy } from './clues.ts'
import type { Candidate, DomainLikeness, FieldLikeness } from './match-facts.ts'
import { taxKey } from './tax-key.ts'

/** How a company that is asked for and one that is here are alike, feature by feature. Pure and symmetric but for what was said. */

/** An account with what it is compared by; `also` are names and domains of what was merged into it. */
export type Compared = KnownBy & {
  tax_id: string | null
  aliases: readonly KnownAs[]
  also: readonly { name: string; domain: string | null }[]
}

export type Likeness = Pick<Candidate, 'other_tax_id' | 'domain' | 'name' | 'country' | 'city' | 'phone' | 'street'> & {
  differences: NameDifference[]
  /** The name that fits best, where it is not the account's own. */
  known_as: string | null
}

export function compare(
  asked: KnownBy & { tax: string | null },
  reading: NameReading,
  account: Compared,
  rarity: Rarity,
): Likeness {
  const name = bestName(reading, account, rarity)
  const tax = taxKey(account.country, account.tax_id)
  const city = cityRelation(asked.city, account.city)
  return {
    other_tax_id: asked.tax !== null && tax !== null && tax !== asked.tax && countryOf(tax) === countryOf(asked.tax),
    domain: domainLikeness(asked.domain, account),
    name: { score: name.score, how: [...new Set(name.how.map(({ code }) => code))] },
    differences: name.how,
    known_as: name.known_as,
    country: !asked.country || !account.country ? 'unknown' : asked.country === account.country ? 'same' : 'other',
    city,
    phone: phoneRelation(asked, account),
    street: streetLikeness(asked, account, city),
  }
}

/** Names were read before, again and again the same: the last of them are kept. */
const READ_MAX = 5000
const read = new Map<string, NameReading>()

export function readKept(name: string): NameReading {
  const known = read.get(name)
  if (known) return known
  const reading = readName(name)
  const [oldest] = read.keys()
  if (read.size >= READ_MAX && oldest !== undefined) read.delete(oldest)
  // A name of many thousand letters is read once; keeping it would only cost memory.
  if (name.length <= 300) read.set(name, reading)
  return reading
}

function bestName(reading: NameReading, account: Compared, rarity: Rarity) {
  const aliases = account.aliases.flatMap(({ kind, text }) => (kind === 'name' ? [text] : []))
  const others = [...aliases, ...account.also.map(({ name }) => name)].filter((name) => name !== account.name)
  let best = { ...likeness(reading, readKept(account.name), rarity), known_as: null as string | null }
  for (const name of others) {
    if (best.score === 1000) break
    const found = likeness(reading, readKept(name), rarity)
    if (found.score > best.score) best = { ...found, known_as: name }
  }
  return best
}

function domainLikeness(asked: string | null, account: Compared): DomainLikeness {
  if (!asked) return 'unknown'
  const aliases = account.aliases.flatMap(({ kind, key }) => (kind === 'domain' ? [key] : []))
  if (asked === account.domain || account.also.some(({ domain }) => domain === asked)) return 'same'
  if (aliases.includes(asked)) return 'alias'
  const own = [account.domain, ...aliases].filter((domain) => domain !== null)
  if (own.length === 0) return 'unknown'
  return own.some((domain) => domainRelation(asked, domain) === 'sibling') ? 'sibling' : 'other'
}

/** "Frankfurt" is near "Frankfurt am Main": one begins the other. */
function cityRelation(a: string | null | undefined, b: string | null | undefined): FieldLikeness {
  const [left, right] = [a ? nameKey(a) : '', b ? nameKey(b) : '']
  if (left === '' || right === '') return 'unknown'
  if (left === right) return 'same'
  return left.startsWith(right) || right.startsWith(left) ? 'near' : 'other'
}

/** Numbers of one company often differ in the extension: the last three digits. */
const EXTENSION = 3

function phoneRelation(a: KnownBy, b: KnownBy): FieldLikeness {
  const left = a.phone ? phoneKey(a.phone, a.country) : null
  const right = b.phone ? phoneKey(b.phone, b.country) : null
  if (!left || !right) return 'unknown'
  if (left === right) return 'same'
  const [short = '', long = ''] = [left, right].sort((x, y) => x.length - y.length)
  const main = short.slice(0, -EXTENSION)
  return main.length >= 7 && long.length - short.length <= EXTENSION && long.startsWith(main) ? 'near' : 'other'
}

/** A street of the same name in another place is another street. */
function streetLikeness(a: KnownBy, b: KnownBy, city: FieldLikeness): FieldLikeness {
  if (!a.street || !b.street) return 'unknown'
  const relation = streetRelation(streetKey(a.street), streetKey(b.street))
  const elsewhere = a.postcode && b.postcode ? fold(a.postcode) !== fold(b.postcode) : city === 'other'
  return elsewhere ? 'other' : relation
}

const countryOf = (tax: string) => tax.slice(0, tax.indexOf(':'))
