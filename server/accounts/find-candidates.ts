import { nameKey } from '#kit/company-name.ts'
import type { NameDifference, Rarity } from '#kit/name-likeness.ts'
import type { Tx } from '#server/platform/postgres/sql.ts'
import { asksOf, type KnownBy } from './clues.ts'
import { compare, readKept } from './compare.ts'
import type { Candidate } from './match-facts.ts'
import { rarityIn } from './rarity.ts'
import { listHits, listHitsFor, type Hit, type Look } from './recognition-store.ts'

/** What is said of a company that is looked for: everything normalised as accounts keep it, or null. */
export type Asked = KnownBy & {
  /** Where somebody named the account itself. */
  account_id: string | null
  /** The key of its tax id (`taxKey`). */
  tax: string | null
  /** An account that is held against the others: none of its own candidates. */
  self?: string | null
}

/** An account that could be meant, with what is shown of it. */
export type Found = Candidate & {
  shown: {
    name: string
    domain: string | null
    country: string | null
    city: string | null
    street: string | null
    postcode: string | null
    phone: string | null
    is_customer: boolean
    is_house: boolean
  }
  /** How the names differ, for words. */
  differences: NameDifference[]
  /** The other name that fits best: one that a person confirmed, or of what was merged into the account. */
  known_as: string | null
}

export type Candidates = { found: Found[]; domain_count: number }

/** Accounts that a decision weighs. */
const FOUND_MAX = 5

/** Accounts that could be meant by a company, best first, and how many there are that have its domain. */
export async function findCandidates(tx: Tx, org_id: string, asked: Asked): Promise<Candidates> {
  const [rows, rarity] = await Promise.all([listHits(tx, org_id, lookOf(asked)), rarityIn(tx, org_id)])
  return weighHits(asked, rows, rarity)
}

/** What is here for many companies, before it is weighed: a caller may lay more beside it that is not here yet. */
export type Hits = { of: (place: number) => readonly Hit[]; rarity: Rarity }

/** Accounts that could be meant by many companies, in one statement; `place` counts what was asked. */
export async function findHits(tx: Tx, org_id: string, asked: readonly Asked[]): Promise<Hits> {
  const [rows, rarity] = await Promise.all([listHitsFor(tx, org_id, asked.map(lookOf)), rarityIn(tx, org_id)])
  const at = Map.groupBy(rows, ({ row_no }) => row_no)
  return { of: (place) => at.get(place) ?? [], rarity }
}

/** The same as `findCandidates` for many; the answers stand in the order of what was asked. */
export async function findCandidatesFor(tx: Tx, org_id: string, asked: readonly Asked[]): Promise<Candidates[]> {
  const { of, rarity } = await findHits(tx, org_id, asked)
  return asked.map((one, place) => weighHits(one, of(place), rarity))
}

function lookOf(asked: Asked): Look {
  return {
    asks: asksOf(asked, readKept(asked.name)),
    name_key: nameKey(asked.name),
    domain: asked.domain,
    country: asked.country,
    tax: asked.tax,
    account_id: asked.account_id,
    self: asked.self ?? null,
  }
}

/** Compares what was found, each account once, under all the names by which it was found. */
export function weighHits(asked: Asked, rows: readonly Hit[], rarity: Rarity): Candidates {
  const reading = readKept(asked.name)
  const found = [...Map.groupBy(rows, ({ account_id }) => account_id)].flatMap(([account_id, hits]): Found[] => {
    const [hit] = hits
    if (!hit || account_id === asked.self) return []
    const also = hits.flatMap(({ hit_id, hit_name, hit_domain }) =>
      hit_id === account_id ? [] : [{ name: hit_name, domain: hit_domain }],
    )
    const { name, domain, country, city, street, postcode, phone, is_customer, is_house } = hit
    return [
      {
        account_id,
        same_id: hits.some(({ same_id }) => same_id),
        same_tax_id: hits.some(({ same_tax_id }) => same_tax_id),
        said: hits.find(({ said }) => said !== null)?.said ?? null,
        ...compare(asked, reading, { ...hit, also }, rarity),
        shown: { name, domain, country, city, street, postcode, phone, is_customer, is_house },
      },
    ]
  })
  return {
    found: bestOf(found),
    domain_count: found.filter(({ domain }) => domain === 'same' || domain === 'alias').length,
  }
}

/** What was found in two places that share no account. */
export function together(a: Candidates, b: Candidates): Candidates {
  return { found: bestOf([...a.found, ...b.found]), domain_count: a.domain_count + b.domain_count }
}

const bestOf = (found: readonly Found[]) => found.toSorted((a, b) => rankOf(b) - rankOf(a)).slice(0, FOUND_MAX)

const DOMAIN_RANK = { same: 700, alias: 700, sibling: 200, other: 0, unknown: 0 } as const

/** What the best are chosen by, whatever the program weighs: certain things, then the name and what agrees with it. */
function rankOf(one: Candidate): number {
  const certain = (one.same_id ? 8000 : 0) + (one.said === 'same' ? 4000 : 0) + (one.same_tax_id ? 4000 : 0)
  const places = [one.country, one.city, one.street].filter((likeness) => likeness === 'same').length * 30
  const phone = one.phone === 'same' ? 300 : 0
  return certain + DOMAIN_RANK[one.domain] + one.name.score + places + phone - (one.country === 'other' ? 30 : 0)
}
