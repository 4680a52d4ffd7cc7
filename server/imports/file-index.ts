import { asksOf, cluesOf, readKept, type Hit, type KnownBy } from '#server/accounts/index.ts'

/** Of a clue that many rows share, so many are looked at; and so many rows are held against one. */
const SHARED_MAX = 50
const COMPARED_MAX = 8
/** Past so many rows the rest is not kept: the preview of a larger file tells what it finds among the first. */
const ROWS_MAX = 200_000

type Known = KnownBy & { tax_id: string | null }

/**
 * Rows that will be accounts but are none yet: of this batch when running, of the whole file in a preview. What rows of
 * one file have in common is found here as it is found among accounts.
 */
export class FileIndex {
  readonly #rows: { id: string; known: Known }[] = []
  readonly #clues = new Map<number, number[]>()

  add(id: string, known: Known): void {
    if (this.#rows.length >= ROWS_MAX) return
    const place = this.#rows.push({ id, known }) - 1
    for (const clue of cluesOf(known)) {
      const places = this.#clues.get(clue)
      if (!places) this.#clues.set(clue, [place])
      else if (places.length < SHARED_MAX) places.push(place)
    }
  }

  hits(asked: KnownBy): Hit[] {
    const weights = new Map<number, number>()
    for (const { clue, weight } of asksOf(asked, readKept(asked.name))) {
      const places = this.#clues.get(clue) ?? []
      for (const place of places) weights.set(place, (weights.get(place) ?? 0) + weight / Math.sqrt(places.length))
    }
    return [...weights]
      .toSorted(([at_a, a], [at_b, b]) => b - a || at_a - at_b)
      .slice(0, COMPARED_MAX)
      .flatMap(([place]) => {
        const row = this.#rows[place]
        return row ? [hitOf(row.id, row.known)] : []
      })
  }
}

function hitOf(id: string, known: Known): Hit {
  return {
    hit_id: id,
    hit_name: known.name,
    hit_domain: known.domain,
    account_id: id,
    name: known.name,
    domain: known.domain,
    country: known.country,
    city: known.city ?? null,
    street: known.street ?? null,
    postcode: known.postcode ?? null,
    phone: known.phone ?? null,
    tax_id: known.tax_id,
    is_customer: false,
    is_house: false,
    same_id: false,
    same_tax_id: false,
    said: null,
    aliases: [],
  }
}
