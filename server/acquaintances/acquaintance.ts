import type { Instant, LocalDate } from '#kit/instant.ts'

/**
 * How a partner knows an account: what it claimed there, and the sales there that it takes part in. Read from those rows
 * whenever somebody asks, and kept nowhere.
 */

/** Ways of knowing an account, the closest first. */
export const WAYS = ['won', 'holds', 'takes_part', 'asks', 'knew'] as const
export type Way = (typeof WAYS)[number]

export type Tie = {
  partner_id: string
  noun: 'registration' | 'opportunity'
  id: string
  name: string
  /** Of a registration its state, of a sale the partner's role. */
  code: string
  since: Instant
  protected_until: Instant | null
  last_active_on: LocalDate | null
  submitted_by_person: string | null
}

const OPEN = ['in_review', 'info_requested', 'queued']

/** What a tie says of how well the partner knows the account. */
export function wayOf({ noun, code }: Pick<Tie, 'noun' | 'code'>): Way {
  if (noun === 'opportunity') return 'takes_part'
  if (code === 'won') return 'won'
  if (code === 'approved' || code === 'converted') return 'holds'
  return OPEN.includes(code) ? 'asks' : 'knew'
}

export type Acquaintance = {
  partner_id: string
  way: Way
  since: Instant
  last_active_on: LocalDate | null
  ties: Tie[]
}

/** Ties by partner: who knows the account best stands first, among equals who was active last. */
export function acquaintancesOf(ties: readonly Tie[]): Acquaintance[] {
  const place = (way: Way) => WAYS.indexOf(way)
  const latest = (dates: (LocalDate | null)[]) =>
    dates
      .filter((date) => date !== null)
      .toSorted()
      .at(-1) ?? null
  return [...Map.groupBy(ties, ({ partner_id }) => partner_id)]
    .map(([partner_id, own]) => {
      const sorted = own.toSorted((a, b) => place(wayOf(a)) - place(wayOf(b)) || (a.since < b.since ? 1 : -1))
      return {
        partner_id,
        way: sorted[0] ? wayOf(sorted[0]) : ('knew' as const),
        since: own.map(({ since }) => since).toSorted()[0] ?? '',
        last_active_on: latest(own.map(({ last_active_on }) => last_active_on)),
        ties: sorted,
      }
    })
    .toSorted(
      (a, b) =>
        place(a.way) - place(b.way) ||
        (b.last_active_on ?? '').localeCompare(a.last_active_on ?? '') ||
        a.since.localeCompare(b.since),
    )
}
